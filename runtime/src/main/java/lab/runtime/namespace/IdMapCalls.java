package lab.runtime.namespace;

import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;

/**
 * Writes the id maps of a child that was just cloned into a user namespace of its own. The order and the {@code deny} are those that
 * user_namespaces(7) asks for.
 */
public final class IdMapCalls {

    /** The exit code of a monitor whose newuidmap(1) or newgidmap(1) failed. */
    public static final int HELPER_FAILED = 124;

    private final ScriptWriter s;
    private final Operand pid;

    /** Writes to a script that has cloned the child. */
    public IdMapCalls(ScriptWriter s, Result child) {
        this.s = s;
        this.pid = child.value();
    }

    /** Writes the calls that map its ids. */
    public void write(IdMap map, boolean privileged) {
        s.note("id maps");
        if (map.helper()) {
            helper("newuidmap", map.uids());
            helper("newgidmap", map.gids());
            return;
        }
        if (!privileged) {
            file("setgroups", "deny");
        }
        file("gid_map", IdMap.text(map.gids()));
        file("uid_map", IdMap.text(map.uids()));
    }

    /** Writes a file of the child's in {@code /proc}. */
    public void file(String name, String text) {
        var fd = new ProcFile(s, pid).open(name, OpenFlags.O_WRONLY);
        s.write(fd.value(), text);
        s.close(fd.value());
    }

    private void helper(String program, List<IdMap.Range> ranges) {
        var run = s.label(program);
        var done = s.label(program + " done");
        var digits = s.buffer(16, "PID");
        var first = s.decimal(digits.plus(15), pid);
        var args = new ArrayList<String>(List.of(program, "PID"));
        for (var range : ranges) {
            args.add(Integer.toString(range.inside()));
            args.add(Integer.toString(range.outside()));
            args.add(Integer.toString(range.count()));
        }
        var argv = s.pointers(args);
        s.store(argv.plus(8), first.value());
        var info = s.buffer(Structs.SIGINFO_SIZE, "&status");
        var helper = s.clone(0).onZero(run);
        s.waitid(ProcessCalls.P_PID, helper.value(), info, ProcessCalls.WEXITED);
        s.value(info.plus(Structs.SIGINFO_STATUS).load32()).onZero(done);
        s.exitGroup(s.number(HELPER_FAILED));
        s.place(run);
        s.execve(s.text(IdMaps.helper(program).orElse("/usr/bin/" + program)), argv, s.pointers(List.of()));
        s.place(done);
    }
}
