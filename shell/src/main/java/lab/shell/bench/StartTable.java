package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import lab.shell.session.Lab;

/** From start to exit of a container, one after the other; ours and the peers take turns, since a machine is not equally quick all the time. */
final class StartTable implements Table {

    private static final int ROUNDS = 20;
    private static final int OURS = 10;

    /** Rounds that are not counted, until the JVM has compiled what it runs. */
    private static final int WARM = 20;

    @Override
    public String word() {
        return "start";
    }

    @Override
    public String about() {
        return "start to exit of `true` in a container, without and with a network namespace";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("start to exit of `true` in a container (pid mnt uts ipc cgroup user; memory and pids limits)");
        for (var network : new boolean[] {false, true}) {
            out.println(network ? "with a network namespace" : "without a network namespace");
            out.println(HEADER);
            measure(lab, out, network);
        }
    }

    private static void measure(Lab lab, PrintWriter out, boolean network) throws IOException {
        var spec = Ours.limited(network);
        var whole = new long[ROUNDS * OURS];
        var toExit = new long[ROUNDS * OURS];
        var times = new LinkedHashMap<String, long[]>();
        try (var peers = new Peers(lab, network)) {
            var starts = peers.starts();
            for (var round = -WARM; round < ROUNDS; round++) {
                for (var i = 0; i < OURS; i++) {
                    Work.rest();
                    var start = System.nanoTime();
                    var nanos = Ours.startToExit(lab, spec);
                    if (round >= 0) {
                        toExit[round * OURS + i] = nanos;
                        whole[round * OURS + i] = System.nanoTime() - start;
                    }
                }
                for (var peer : starts.entrySet()) {
                    if (round >= 0) {
                        Work.rest();
                        times.computeIfAbsent(peer.getKey(), name -> new long[ROUNDS])[round] =
                                Work.time(peer.getValue());
                    }
                }
            }
            var ours = new Series("lab, JVM warm, start to exit", toExit);
            out.println(ours.row(ours));
            out.println(new Series("lab, JVM warm, with removal", whole).row(ours));
            times.forEach((name, nanos) -> out.println(new Series(name, nanos).row(ours)));
            peers.missing().forEach(line -> out.println("  " + line));
        }
    }
}
