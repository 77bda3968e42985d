package lab.runtime.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Errand;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;
import lab.runtime.kernel.Trace;

/**
 * Looks at a namespace from inside: what the kernel answers depends on who asks, so a script joins the namespace and asks there.
 *
 * <p>{@code /proc/PID/root/proc/sys/kernel/hostname} would be wrong: such files answer for the namespaces of the reader, whatever the path.
 *
 * <p>To join a namespace one needs capabilities in the user namespace that owns it. The script asks the kernel for that one
 * ({@code NS_GET_USERNS}) and joins it first; root has them anyway.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_ns.2.html">ioctl_ns(2)</a>
 */
final class InsideView {
    private static final int NAMESPACE_FD = 4;
    private static final int NS_GET_USERNS = 0xb701;
    private static final int DOMAINNAME = 5 * Structs.UTSNAME_FIELD;
    private static final int TABLE_SIZE = 32 * 1024;
    private static final long PATIENCE_MILLIS = 2_000;

    private InsideView() {}

    /**
     * Names of a machine.
     *
     * @param hostname the node name
     * @param domainname the NIS domain name
     */
    record Uts(String hostname, String domainname) {}

    /** The names that a process gets from uname(2). */
    static Found<Uts> uts(ProcessView process) {
        ScriptWriter s = new ScriptWriter();
        join(s, CloneFlags.CLONE_NEWUTS, "CLONE_NEWUTS");
        Operand.Address names = s.shared(Structs.UTSNAME_SIZE, "&uname");
        s.uname(names);
        s.exitGroup(s.number(0));
        Script script = s.script();
        String source = "uname(2), as pid " + process.id().pid() + " sees it";
        return ask(process, "uts", script, source).map(trace -> {
            byte[] answer = trace.bytes(script.traceOffset(names), Structs.UTSNAME_SIZE);
            return new Uts(field(answer, Structs.UTSNAME_FIELD), field(answer, DOMAINNAME));
        });
    }

    /** A table of System V IPC, as a process gets it: {@code shm}, {@code msg} or {@code sem}. */
    static Found<String> sysvipc(ProcessView process, String table) {
        ScriptWriter s = new ScriptWriter();
        join(s, CloneFlags.CLONE_NEWIPC, "CLONE_NEWIPC");
        String path = "/proc/sysvipc/" + table;
        Operand.Address content = s.shared(TABLE_SIZE, "&table");
        var file = s.open(path, OpenFlags.O_RDONLY);
        var size = s.read(file.value(), content, TABLE_SIZE);
        s.exitGroup(s.number(0));
        Script script = s.script();
        String source = path + ", as pid " + process.id().pid() + " sees it";
        return ask(process, "ipc", script, source)
                .map(trace -> new String(
                        trace.bytes(script.traceOffset(content), (int)
                                trace.result(size).orElse(0)),
                        StandardCharsets.UTF_8));
    }

    /** Writes the way into the network namespace that descriptor 4 stands for. */
    static void joinNetwork(ScriptWriter s) {
        join(s, CloneFlags.CLONE_NEWNET, "CLONE_NEWNET");
    }

    private static void join(ScriptWriter s, long type, String name) {
        s.note("join the namespace, by way of the user namespace that owns it");
        var owner = s.call(Syscall.IOCTL, s.number(NAMESPACE_FD), s.named(NS_GET_USERNS, "NS_GET_USERNS"));
        owner.mayFail();
        s.setns(owner.value(), CloneFlags.CLONE_NEWUSER).mayFail();
        s.call(Syscall.SETNS, s.number(NAMESPACE_FD), s.named(type, name));
    }

    private static Found<Trace> ask(ProcessView process, String type, Script script, String source) {
        String path = process.path("ns/" + type);
        // The link is opened before the process is looked at again, so the namespace is that process's and no later
        // one's.
        try (Fd namespace = Kernel.get().open(path, OpenFlags.O_RDONLY, 0)) {
            return process.unchanged().then(same -> asked(script, namespace, source));
        } catch (ErrnoException refusal) {
            return process.refused(refusal, path);
        }
    }

    private static Found<Trace> asked(Script script, Fd namespace, String source) {
        try {
            return Found.here(Errand.run(script, List.of(namespace), "lab-look", PATIENCE_MILLIS), source);
        } catch (ErrnoException refusal) {
            return Found.unobservable(Peek.explained(refusal), source);
        } catch (IOException failure) {
            return Found.unobservable(String.valueOf(failure.getMessage()), source);
        }
    }

    private static String field(byte[] answer, int offset) {
        int end = offset;
        while (end < offset + Structs.UTSNAME_FIELD && answer[end] != 0) {
            end++;
        }
        return new String(Arrays.copyOfRange(answer, offset, end), StandardCharsets.UTF_8);
    }

    /** The rows of a table whose first line names the columns. */
    static List<List<String>> rows(String table) {
        List<List<String>> rows = new ArrayList<>();
        table.lines().skip(1).forEach(line -> rows.add(List.of(line.trim().split("\\s+"))));
        return List.copyOf(rows);
    }
}
