package lab.runtime.cgroup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stops all processes of a cgroup where they are, and lets them go on: {@code cgroup.freeze} of the unified hierarchy, else
 * {@code freezer.state} of v1. Both only ask; this waits until it is so.
 */
final class Freezer {

    private static final int PATIENCE_MILLIS = 5000;

    private final CgroupFiles files;

    Freezer(Cgroup cgroup) {
        this.files = new CgroupFiles(cgroup);
    }

    boolean frozen() throws IOException {
        return files.entry("frozen", "cgroup.events").orElse(0) == 1
                || files.text("freezer.state").orElse("").equals("FROZEN");
    }

    void set(boolean freeze) throws IOException {
        var unified = files.find("cgroup.freeze");
        var file = unified.or(() -> files.find("freezer.state"))
                .orElseThrow(() -> new CgroupException(
                        "the container has no cgroup that can be frozen: "
                                + "this user may make no cgroups here; start the lab as root, or in a delegated cgroup: "
                                + "systemd-run --user --scope -p Delegate=yes lab",
                        null));
        var value = unified.isPresent() ? (freeze ? "1" : "0") : freeze ? "FROZEN" : "THAWED";
        for (var waited = 0; ; waited++) {
            if (waited == 0 || unified.isEmpty()) {
                // A fork in the same moment leaves v1 at FREEZING until it is asked again.
                write(file, value);
            }
            if (frozen() == freeze) {
                return;
            }
            if (waited == PATIENCE_MILLIS) {
                write(file, unified.isPresent() ? "0" : "THAWED");
                throw new CgroupException(
                        file + " does not become " + value + ": some process hangs in the kernel (state D)", null);
            }
            sleep();
        }
    }

    /** Lets everything go on that version 1 has frozen in a directory or below it, since nothing ends there while it is frozen. */
    static void thaw(Path directory) throws IOException {
        if (!Files.exists(directory.resolve("freezer.state"))) {
            return;
        }
        write(directory.resolve("freezer.state"), "THAWED");
        try (var below = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (var child : below) {
                thaw(child);
            }
        }
    }

    private static void write(Path file, String value) throws IOException {
        try {
            Files.writeString(file, value);
        } catch (IOException e) {
            throw new CgroupException("the kernel refused \"" + value + "\" for " + file, e);
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a cgroup was frozen");
        }
    }
}
