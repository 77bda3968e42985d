package lab.shell.session;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.Profile;
import lab.runtime.container.Volume;
import lab.runtime.image.ImageStore;

/** The learner's own machine: this host's programs, read-only, in a container where the learner is root of a user namespace. */
final class Workbench {

    private static final List<String> PROGRAMS =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/alternatives");

    private Workbench() {}

    static ContainerSpec spec(String name, Map<String, String> labels) {
        var spec = ContainerSpec.of(ImageStore.WORKBENCH)
                .name(name)
                .hostname("workbench")
                .profile(Profile.WORKBENCH)
                .init(true);
        for (var folder : PROGRAMS) {
            if (Files.isDirectory(Path.of(folder), LinkOption.NOFOLLOW_LINKS)) {
                spec.volume(new Volume(folder, folder, true, true));
            }
        }
        labels.forEach(spec::label);
        return spec.build();
    }
}
