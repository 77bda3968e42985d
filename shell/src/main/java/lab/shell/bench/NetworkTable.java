package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import lab.runtime.container.ContainerSpec;
import lab.runtime.container.ExecSpec;
import lab.runtime.container.Stdio;
import lab.runtime.image.ImageStore;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.network.LinkQuality;
import lab.runtime.network.NetworkSettings;
import lab.runtime.network.NewNetwork;
import lab.shell.session.Lab;

/** Containers in networks: what a bridge, a cable, addresses and rules add to a start, and many containers on one network. */
final class NetworkTable implements Table {

    private static final int WARM = 20;
    private static final int ROUNDS = 100;
    private static final int PEER_ROUNDS = 5;
    private static final int MANY = 50;
    private static final String NAME = "lab-bench";

    @Override
    public String word() {
        return "network";
    }

    @Override
    public String about() {
        return "start to exit in a network, and 50 containers on one network, up and down";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        var networks = lab.containers().networks();
        networks.create(NewNetwork.named(NAME));
        try {
            out.println(
                    "start to exit of `true` in a container: without a network, and with bridge, cable, address, NAT");
            out.println(HEADER);
            starts(lab).forEach(out::println);
            out.flush();
            out.println(MANY + " containers on one network");
            many(lab).forEach(out::println);
        } finally {
            networks.remove(NAME);
        }
    }

    private static ContainerSpec.Builder spec(String... command) {
        return ContainerSpec.of(ImageStore.BASE).command(command).network(settings());
    }

    private static NetworkSettings settings() {
        return new NetworkSettings(NAME, List.of(), List.of(), List.of(), List.of(), List.of(), LinkQuality.PERFECT);
    }

    private static List<String> starts(Lab lab) throws IOException {
        var alone = Ours.limited(true);
        var joined = spec("true").remove(true).limits(alone.limits()).build();
        var without = new long[ROUNDS];
        var with = new long[ROUNDS];
        for (var round = -WARM; round < ROUNDS; round++) {
            Work.rest();
            var first = Ours.startToExit(lab, alone);
            Work.rest();
            var second = Ours.startToExit(lab, joined);
            if (round >= 0) {
                without[round] = first;
                with[round] = second;
            }
        }
        var base = new Series("lab, JVM warm, without", without);
        var rows = new ArrayList<>(List.of(base.row(base), new Series("lab, JVM warm, with", with).row(base)));
        if (Kernel.get().geteuid() == 0 && Command.has("podman")) {
            rows.add(podman(lab, base));
        } else {
            rows.add("  podman: not installed, or it needs root");
        }
        return rows;
    }

    /** The same root file system, on podman's default bridge. */
    private static String podman(Lab lab, Series base) throws IOException {
        var root = lab.containers().images().open(ImageStore.BASE).layers().get(0);
        var line = List.of(
                ("podman --cgroup-manager=cgroupfs --runtime=runc run --rm --net bridge --ulimit nofile=1024:1024"
                                + " --ulimit nproc=1024:1024 --rootfs " + root + ":O true")
                        .split(" "));
        try {
            Command.run(line);
            var times = Work.times(() -> Command.run(line), PEER_ROUNDS);
            return new Series("podman run --net bridge", times).row(base);
        } catch (IOException e) {
            var said = String.valueOf(e.getMessage())
                    .lines()
                    .reduce((first, last) -> last)
                    .orElse("");
            return "  podman run --net bridge: does not run here: " + said;
        }
    }

    private static List<String> many(Lab lab) throws IOException {
        var rows = new ArrayList<String>();
        var names = new LinkedHashMap<String, String>();
        var up = Work.time(() -> {
            for (var i = 0; i < MANY; i++) {
                try (var running = lab.containers().start(spec("sleep", "1000").build(), null)) {
                    names.put(running.id(), running.name());
                }
            }
        });
        rows.add(row("up, one after the other", up));
        try {
            var first = names.keySet().iterator().next();
            var resolved = resolved(lab, first, new ArrayList<>(names.values()));
            rows.add(
                    String.format(Locale.ROOT, "  %-46s %5d of %d", "names that one of them resolves", resolved, MANY));
        } finally {
            var down = Work.time(() -> {
                for (var id : names.keySet()) {
                    lab.containers().remove(id, true);
                }
            });
            rows.add(row("down", down));
        }
        return rows;
    }

    /** How many of the names a container finds an address for, all asked in one shell. */
    private static int resolved(Lab lab, String container, List<String> names) throws IOException {
        var script = "for n in \"$@\"; do grep -qw \"$n\" /etc/hosts || exit 1; done";
        var words = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        words.addAll(names);
        try (var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var running = lab.containers().exec(container, ExecSpec.of(words), new Stdio(none, none, none))) {
            return running.await() == 0 ? names.size() : 0;
        }
    }

    private static String row(String name, long nanos) {
        return String.format(Locale.ROOT, "  %-46s %9.0f ms", name, nanos / 1e6);
    }
}
