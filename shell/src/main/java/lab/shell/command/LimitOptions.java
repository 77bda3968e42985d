package lab.shell.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.cgroup.BlockLimit;
import lab.runtime.cgroup.Limits;
import lab.shell.screen.Sizes;
import picocli.CommandLine.Option;

/** The flags that say what a container may use: the same ones for all commands that make or change one. */
final class LimitOptions {

    private static final long LEAST_MEMORY = 6 << 20;
    private static final long LEAST_QUOTA = 1000;
    private static final long LONGEST_PERIOD = 1_000_000;
    private static final long LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "SIZE",
            description = "Memory at most, such as 64M.")
    private String memory = "";

    @Option(
            names = "--memory-swap",
            paramLabel = "SIZE",
            description = "Memory and swap together; -1 for all swap there is.")
    private String swap = "";

    @Option(names = "--memory-reservation", paramLabel = "SIZE", description = "Memory that is taken from it last.")
    private String reservation = "";

    @Option(names = "--cpus", paramLabel = "N", description = "Processors at most, such as 0.5.")
    private String cpus = "";

    @Option(
            names = "--cpu-quota",
            paramLabel = "MICROSECONDS",
            description = "CPU time in each period, as --cpus says it.")
    private long quota;

    @Option(names = "--cpu-period", paramLabel = "MICROSECONDS", description = "The period of --cpu-quota.")
    private long period = Limits.PERIOD;

    @Option(
            names = {"-c", "--cpu-shares"},
            paramLabel = "N",
            description = "Its part when CPUs are short; 1024 is the usual one.")
    private long shares;

    @Option(names = "--cpuset-cpus", paramLabel = "LIST", description = "The CPUs it may run on, such as 0-2,4.")
    private String cpuset = "";

    @Option(names = "--pids-limit", paramLabel = "N", description = "Processes and threads at most; -1 for no limit.")
    private long pids;

    LimitOptions() {}

    /** The limits that were asked for. */
    Limits limits() {
        var limits = Limits.NONE;
        if (!memory.isEmpty()) {
            limits = limits.withMemory(memory());
        }
        if (!swap.isEmpty()) {
            limits = limits.withSwap(swap.equals("-1") ? Limits.UNLIMITED : Sizes.parse(swap));
        }
        if (!reservation.isEmpty()) {
            limits = limits.withReservation(Sizes.parse(reservation));
        }
        if (!cpus.isEmpty()) {
            limits = limits.withCpus(cpus(cpus));
        }
        if (quota != 0) {
            limits = limits.withCpus(quota());
        }
        if (shares != 0) {
            limits = limits.withShares(shares());
        }
        if (!cpuset.isEmpty()) {
            limits = limits.withCpuset(cpuset);
        }
        return pids == 0 ? limits : limits.withPids(Math.max(Limits.UNLIMITED, pids));
    }

    private long memory() {
        var bytes = Sizes.parse(memory);
        if (bytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("--memory is at least 6m, as with Docker; " + memory + " is less");
        }
        return bytes;
    }

    /** Reads a number of CPUs. */
    static double cpus(String cpus) {
        if (!cpus.matches("[0-9]{1,4}(\\.[0-9]{1,3})?") || Double.parseDouble(cpus) < 0.01) {
            throw new IllegalArgumentException("--cpus is a number from 0.01 on, such as 0.5, not \"" + cpus + "\"");
        }
        var there = Runtime.getRuntime().availableProcessors();
        if (Double.parseDouble(cpus) > there) {
            throw new IllegalArgumentException("--cpus is 0.01 to " + there + " here: there are only " + there
                    + " CPUs, and " + cpus + " are more");
        }
        return Double.parseDouble(cpus);
    }

    /** The part of a CPU that a quota is; it is kept with the kernel's usual period. */
    private double quota() {
        if (!cpus.isEmpty()) {
            throw new IllegalArgumentException("--cpus and --cpu-quota say the same: take one of them");
        }
        if (quota < LEAST_QUOTA || period < LEAST_QUOTA || period > LONGEST_PERIOD) {
            throw new IllegalArgumentException(
                    "--cpu-quota is from 1000 microseconds on, and --cpu-period from 1000 to 1000000");
        }
        return (double) quota / period;
    }

    private long shares() {
        if (shares < LEAST_SHARES || shares > MOST_SHARES) {
            throw new IllegalArgumentException("--cpu-shares is from 2 to 262144, not " + shares);
        }
        return shares;
    }

    /** The flags about block devices, which only commands that make a container have. */
    static final class Devices {

        @Option(
                names = "--device-read-bps",
                paramLabel = "DEVICE:RATE",
                description = "Bytes a second read from a disk.")
        private List<String> readBps = List.of();

        @Option(names = "--device-write-bps", paramLabel = "DEVICE:RATE", description = "Bytes a second written to it.")
        private List<String> writeBps = List.of();

        @Option(names = "--device-read-iops", paramLabel = "DEVICE:N", description = "Reads a second.")
        private List<String> readIops = List.of();

        @Option(names = "--device-write-iops", paramLabel = "DEVICE:N", description = "Writes a second.")
        private List<String> writeIops = List.of();

        Devices() {}

        List<BlockLimit> limits() throws IOException {
            var all = new ArrayList<BlockLimit>();
            add(all, BlockLimit.Kind.READ_BPS, readBps);
            add(all, BlockLimit.Kind.WRITE_BPS, writeBps);
            add(all, BlockLimit.Kind.READ_IOPS, readIops);
            add(all, BlockLimit.Kind.WRITE_IOPS, writeIops);
            return all;
        }

        private static void add(List<BlockLimit> all, BlockLimit.Kind kind, List<String> texts) throws IOException {
            for (var text : texts) {
                var colon = text.lastIndexOf(':');
                if (colon <= 0 || !text.startsWith("/")) {
                    throw new IllegalArgumentException(kind.flag() + " is such as /dev/sda:1mb, not \"" + text + "\"");
                }
                all.add(BlockLimit.of(kind, text.substring(0, colon), Sizes.parse(text.substring(colon + 1))));
            }
        }
    }
}
