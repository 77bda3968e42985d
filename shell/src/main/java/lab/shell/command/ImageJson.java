package lab.shell.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.image.Digest;
import lab.runtime.image.HostNames;
import lab.runtime.image.Image;

/** Images as JSON, with Docker's names. */
final class ImageJson {

    private ImageJson() {}

    static Map<String, Object> object(Image image) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("Id", image.id().toString());
        json.put("RepoTags", image.name().isEmpty() ? List.of() : List.of(tag(image.name())));
        json.put("Digest", image.digest().toString());
        json.put("Created", image.created().toString());
        json.put("Author", image.config().author());
        json.put("Architecture", image.config().platform().architecture());
        json.put("Os", image.config().platform().os());
        json.put("Size", image.size());
        var run = image.config().run();
        var config = new LinkedHashMap<String, Object>();
        config.put("User", run.user());
        config.put("ExposedPorts", run.exposedPorts());
        config.put("Env", run.env());
        config.put("Entrypoint", run.entrypoint());
        config.put("Cmd", run.cmd());
        config.put("Volumes", run.volumes());
        config.put("WorkingDir", run.workingDir());
        config.put("Labels", run.labels());
        config.put("StopSignal", run.stopSignal());
        json.put("Config", config);
        var root = new LinkedHashMap<String, Object>();
        root.put("Type", "layers");
        root.put(
                "Layers",
                image.config().diffIds().stream().map(Digest::toString).toList());
        json.put("RootFS", root);
        return json;
    }

    private static String tag(String name) throws IOException {
        return HostNames.isOne(name) ? name + ":latest" : HostNames.familiar(name);
    }
}
