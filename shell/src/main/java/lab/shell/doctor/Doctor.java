package lab.shell.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lab.runtime.container.ContainerSpec;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.KernelVersion;
import lab.shell.session.Lab;

/** Tries one thing after the other, those first that others build on. */
public final class Doctor {

    private final Lab lab;

    /** A doctor for the host, and the user, of this lab. */
    public Doctor(Lab lab) {
        this.lab = lab;
    }

    /**
     * Looks at everything.
     *
     * @param each is told of each finding as soon as there is one
     * @return all findings, in the same order
     */
    public List<Finding> look(Consumer<Finding> each) throws IOException {
        var all = new ArrayList<Finding>();
        Consumer<Finding> tell = finding -> {
            all.add(finding);
            each.accept(finding);
        };
        tell.accept(Finding.works(
                "kernel", "Linux " + System.getProperty("os.version", "") + ", " + System.getProperty("os.arch", "")));
        tell.accept(Finding.works("java", System.getProperty("java.version", "")));
        tell.accept(terminal());
        var namespaces = new NamespaceTrial();
        tell.accept(namespaces.users());
        tell.accept(namespaces.ids());
        namespaces.others().forEach(tell);
        new CgroupTrial(lab.containers().cgroups()).findings().forEach(tell);
        tell.accept(pressure());
        tell.accept(container());
        return all;
    }

    private Finding terminal() {
        var settings = lab.settings();
        var encoding = settings.unicode() ? "UTF-8" : "no UTF-8";
        var term = System.getenv().getOrDefault("TERM", "");
        return settings.unicode()
                ? Finding.works("terminal", (term.isEmpty() ? "none" : term) + ", " + encoding)
                : Finding.lacks("terminal", encoding, "terminal");
    }

    private static Finding pressure() {
        var read = Attempt.read("/proc/pressure/cpu");
        return read.isEmpty()
                ? Finding.works("psi", "/proc/pressure")
                : Finding.lacks("psi", read.get(), KernelVersion.running().atLeast(4, 20) ? "psi" : "psi.old");
    }

    /** What all of it is for. */
    private Finding container() throws IOException {
        var containers = lab.containers();
        var spec = ContainerSpec.of(ImageStore.BASE).command("true").build();
        try (var running = containers.start(spec, null)) {
            var code = running.await();
            var took = String.format("%.1f ms", running.startTime().toNanos() / 1e6);
            containers.remove(running.id(), true);
            return code == 0
                    ? Finding.works("container", took)
                    : Finding.lacks("container", "true: exit code " + code, "container");
        } catch (IOException e) {
            return Finding.lacks("container", String.valueOf(e.getMessage()), "container");
        }
    }
}
