package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import lab.runtime.container.ContainerSpec;
import lab.runtime.image.ImageStore;
import lab.shell.session.Lab;

/** Memory of idle detached containers beyond their own processes: that of their monitors. */
final class IdleTable implements Table {

    private static final int CONTAINERS = 200;
    private static final int KERNEL_STACK = 16;

    @Override
    public String word() {
        return "idle";
    }

    @Override
    public String about() {
        return "memory of 200 idle containers beyond their own processes";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("memory of idle detached containers beyond their own processes: Pss, page tables, kernel stack");
        out.println(String.format(Locale.ROOT, "  %-46s %5s %10s %10s", "", "", "KB each", "MB in all"));
        var spec = ContainerSpec.of(ImageStore.BASE).command("sleep", "1000").build();
        var ids = new ArrayList<String>();
        try {
            for (var i = 0; i < CONTAINERS; i++) {
                try (var running = lab.containers().start(spec, null)) {
                    ids.add(running.id());
                }
            }
            var total = 0L;
            for (var id : ids) {
                total += kilobytes(lab.containers().get(id).monitor().orElseThrow());
            }
            out.println(String.format(
                    Locale.ROOT,
                    "  %-46s %5d %10.0f %10.1f",
                    "their monitors",
                    CONTAINERS,
                    (double) total / CONTAINERS,
                    total / 1024.0));
        } finally {
            for (var id : ids) {
                lab.containers().remove(id, true);
            }
        }
    }

    private static long kilobytes(int pid) throws IOException {
        var proc = Path.of("/proc", Integer.toString(pid));
        return field(proc.resolve("smaps_rollup"), "Pss:") + field(proc.resolve("status"), "VmPTE:") + KERNEL_STACK;
    }

    private static long field(Path file, String field) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
