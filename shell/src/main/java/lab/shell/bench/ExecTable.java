package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.Stdio;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.shell.session.Lab;

/** A process more in a container that runs. */
final class ExecTable implements Table {

    private static final int ROUNDS = 20;
    private static final int OURS = 10;
    private static final int WARM = 10;

    @Override
    public String word() {
        return "exec";
    }

    @Override
    public String about() {
        return "exec of `true` in a running container";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("exec of `true` in a running container, start to exit");
        out.println(HEADER);
        var spec = ContainerSpec.of(ImageStore.BASE).command("sleep", "1000").build();
        try (var running = lab.containers().start(spec, null);
                var peers = new Peers(lab, true)) {
            try {
                measure(lab, running.id(), peers, out);
            } finally {
                lab.containers().remove(running.id(), true);
            }
        }
    }

    private static void measure(Lab lab, String id, Peers peers, PrintWriter out) throws IOException {
        var runc = Kernel.get().geteuid() == 0 && Command.has("runc");
        var peer = "lab-bench-exec-" + ProcessHandle.current().pid();
        if (runc) {
            var bundle = Files.createDirectory(peers.folder().resolve("exec"));
            RuncBundle.write(bundle, peers.root(), true, "sleep", "1000");
            Command.silently(List.of("runc", "run", "-d", "--bundle", bundle.toString(), peer));
        }
        try {
            var ours = new long[ROUNDS * OURS];
            var theirs = new long[ROUNDS];
            for (var round = -WARM; round < ROUNDS; round++) {
                for (var i = 0; i < OURS; i++) {
                    var nanos = Work.time(() -> exec(lab, id));
                    if (round >= 0) {
                        ours[round * OURS + i] = nanos;
                    }
                }
                if (runc && round >= 0) {
                    theirs[round] = Work.time(() -> Command.run(List.of("runc", "exec", peer, "true")));
                }
            }
            var series = new Series("lab exec, JVM warm", ours);
            out.println(series.row(series));
            out.println(runc ? new Series("runc exec", theirs).row(series) : "  runc: not installed, or it needs root");
        } finally {
            if (runc) {
                Command.run(List.of("runc", "delete", "--force", peer));
            }
        }
    }

    private static void exec(Lab lab, String id) throws IOException {
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var process = lab.containers().exec(id, ExecSpec.of(List.of("true")), new Stdio(none, none, none))) {
            process.await();
        }
    }
}
