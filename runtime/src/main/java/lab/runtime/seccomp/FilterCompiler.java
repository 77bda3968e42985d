package lab.runtime.seccomp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.KernelVersion;

/*
 * The program first asks for the architecture, since the same number is another call in another one, and then looks the number up in a
 * binary tree over ranges of neighbouring numbers with the same outcome. Most calls are allowed, so a few dozen ranges are all there is, and
 * the kernel finds out by itself which numbers are always allowed and runs the program for the others only (Linux 5.11).
 *
 * Arguments are 64 bits wide and the machine computes with 32, so each comparison is one of the upper half and one of the lower.
 *
 * Numbers with bit 30 set are those of the x32 interface, which hardly any kernel has: ENOSYS, as without a filter. So are numbers behind
 * the last one that the profile names, if the profile does not allow what it does not name: runc does the same, since libraries try a new
 * call first and fall back to an older one on ENOSYS only.
 */
/** Makes a program of classic BPF from a profile. */
final class FilterCompiler {

    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int X32 = 0x40000000;
    private static final Action NO_SUCH_CALL = Action.errno(Errno.ENOSYS.number());

    private final SeccompProfile profile;
    private final Set<String> capabilities;
    private final KernelVersion kernel;

    FilterCompiler(SeccompProfile profile, Set<String> capabilities, KernelVersion kernel) {
        this.profile = profile;
        this.capabilities = capabilities;
        this.kernel = kernel;
    }

    /** Neighbouring numbers from one on, with what becomes of them. */
    private record Range(int first, Bpf outcome) {}

    /** What becomes of one call: cases that depend on arguments, and else. */
    private record Outcome(List<Rule> cases, Action otherwise) {

        Outcome with(Rule rule) {
            if (rule.unconditional()) {
                return new Outcome(cases, rule.action());
            }
            var more = new ArrayList<>(cases);
            more.add(rule);
            return new Outcome(more, otherwise);
        }

        /** An unconditional rule makes conditional ones with the same action idle. */
        List<Rule> effective() {
            var effective = new ArrayList<Rule>();
            for (var rule : cases) {
                if (rule.action().value() != otherwise.value()) {
                    effective.add(rule);
                }
            }
            return effective;
        }
    }

    byte[] compile(List<AuditArch> architectures) throws IOException {
        var code = Bpf.end(Action.KILL_PROCESS.value());
        var machine = architectures.get(0);
        for (var arch : architectures) {
            var allowed = profile.architectures();
            if (arch != machine && !allowed.isEmpty() && !allowed.contains(arch.label())) {
                continue;
            }
            var calls = Bpf.load(NUMBER).then(numbers(SyscallTable.of(arch), machine.label()));
            code = Bpf.ifEqual(arch.number(), calls, code);
        }
        return Bpf.load(ARCHITECTURE).then(code).bytes();
    }

    private Bpf numbers(SyscallTable table, String machine) {
        var outcomes = new TreeMap<Integer, Outcome>();
        var last = 0;
        for (var rule : profile.rules()) {
            var holds = rule.where().holds(capabilities, machine, kernel);
            for (var name : rule.names()) {
                var number = table.number(name);
                if (number.isPresent()) {
                    last = Math.max(last, number.getAsInt());
                    if (holds) {
                        var before =
                                outcomes.getOrDefault(number.getAsInt(), new Outcome(List.of(), profile.otherwise()));
                        outcomes.put(number.getAsInt(), before.with(rule));
                    }
                }
            }
        }
        var beyond = profile.otherwise().allows() ? profile.otherwise() : NO_SUCH_CALL;
        return tree(ranges(outcomes, last, beyond));
    }

    private List<Range> ranges(TreeMap<Integer, Outcome> outcomes, int last, Action beyond) {
        var ranges = new ArrayList<Range>();
        var unnamed = new Outcome(List.of(), profile.otherwise());
        Action before = null;
        for (var number = 0; number <= last; number++) {
            var outcome = outcomes.getOrDefault(number, unnamed);
            var cases = outcome.effective();
            if (!cases.isEmpty()) {
                ranges.add(new Range(number, cases(cases, outcome.otherwise())));
                before = null;
            } else if (before == null || outcome.otherwise().value() != before.value()) {
                before = outcome.otherwise();
                ranges.add(new Range(number, Bpf.end(before.value())));
            }
        }
        ranges.add(new Range(last + 1, Bpf.end(beyond.value())));
        ranges.add(new Range(X32, Bpf.end(NO_SUCH_CALL.value())));
        return ranges;
    }

    private static Bpf tree(List<Range> ranges) {
        if (ranges.size() == 1) {
            return ranges.get(0).outcome();
        }
        var middle = ranges.size() / 2;
        return Bpf.ifAtLeast(
                ranges.get(middle).first(),
                tree(ranges.subList(middle, ranges.size())),
                tree(ranges.subList(0, middle)));
    }

    private static Bpf cases(List<Rule> rules, Action otherwise) {
        var code = new Bpf();
        for (var rule : rules) {
            for (var conditions : rule.cases()) {
                code.then(CaseCode.of(conditions, rule.action()));
            }
        }
        return code.then(Bpf.end(otherwise.value()));
    }
}
