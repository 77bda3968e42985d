package lab.runtime.observe;

import java.util.Optional;
import java.util.function.Function;

/** Facts from {@code /proc/PID/status}: ids, capabilities, signals, seccomp. */
final class StatusShape {
    /** The capability sets of a process. */
    static final Shape<ProcessView> CAPABILITIES = Shape.<ProcessView>of("set of capabilities")
            .leaf("effective", Kind.TEXTS, "what it may do now", p -> capabilities(p, "CapEff"))
            .leaf("permitted", Kind.TEXTS, "what it may make effective", p -> capabilities(p, "CapPrm"))
            .leaf(
                    "inheritable",
                    Kind.TEXTS,
                    "what a program with file capabilities may inherit",
                    p -> capabilities(p, "CapInh"))
            .leaf("bounding", Kind.TEXTS, "what it can ever get by exec", p -> capabilities(p, "CapBnd"))
            .leaf("ambient", Kind.TEXTS, "what an ordinary program keeps over exec", p -> capabilities(p, "CapAmb"))
            .build();

    /** What a process does about signals. */
    static final Shape<ProcessView> SIGNALS = Shape.<ProcessView>of("set of signals")
            .leaf("caught", Kind.TEXTS, "the signals it has handlers for", p -> signals(p, "SigCgt"))
            .leaf("ignored", Kind.TEXTS, "the signals it ignores", p -> signals(p, "SigIgn"))
            .leaf("blocked", Kind.TEXTS, "the signals it holds back", p -> signals(p, "SigBlk"))
            .build();

    /** The four user ids of a process. */
    static final Shape<ProcessView> USER_IDS = ids("user", "Uid");

    /** The four group ids of a process. */
    static final Shape<ProcessView> GROUP_IDS = ids("group", "Gid");

    private StatusShape() {}

    /** One of the ids in a line of four: real, effective, saved, file system. */
    static Reading id(ProcessView process, String line, int column) {
        return line(process, line, status -> status.numbers(line).map(ids -> ids.get(column)));
    }

    static Reading numbers(ProcessView process, String line) {
        return line(process, line, status -> status.numbers(line));
    }

    static Reading number(ProcessView process, String line) {
        return line(process, line, status -> status.line(line).map(Long::parseLong));
    }

    static Reading text(ProcessView process, String line) {
        return line(process, line, status -> status.line(line));
    }

    static Reading flag(ProcessView process, String line) {
        return line(process, line, status -> status.line(line).map("1"::equals));
    }

    private static Reading capabilities(ProcessView process, String line) {
        return line(process, line, status -> status.bits(line, KernelNames.CAPABILITIES, 0));
    }

    private static Reading signals(ProcessView process, String line) {
        return line(process, line, status -> status.bits(line, KernelNames.SIGNALS, 1));
    }

    private static Shape<ProcessView> ids(String whose, String line) {
        return Shape.<ProcessView>of("set of " + whose + " ids")
                .leaf("real", Kind.NUMBER, "who started it", p -> id(p, line, 0))
                .leaf("effective", Kind.NUMBER, "who it acts as", p -> id(p, line, 1))
                .leaf("saved", Kind.NUMBER, "who it may become again", p -> id(p, line, 2))
                .leaf("fs", Kind.NUMBER, "who it is to file systems", p -> id(p, line, 3))
                .build();
    }

    private static <T> Reading line(
            ProcessView process, String name, Function<ProcStatus, Optional<? extends T>> about) {
        Found<ProcStatus> status = process.status();
        if (status instanceof Found.Here<ProcStatus> here) {
            Optional<? extends T> value = about.apply(here.subject());
            if (value.isEmpty()) {
                return new Reading.Unobservable("this kernel's status file has no line " + name, here.source());
            }
            return new Reading.Value(value.get(), here.source());
        }
        return ((Found.Missing<ProcStatus>) status).reading();
    }
}
