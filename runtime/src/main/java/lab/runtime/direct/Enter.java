package lab.runtime.direct;

import lab.runtime.container.OwnCalls;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ScriptWriter;

/**
 * Namespaces of another process: setns(2) with a pidfd, all of them at once.
 *
 * @param pid the other process, as the entering one sees it
 * @param flags {@code CLONE_NEW*}
 * @param fork whether a child becomes the command where the PID namespace is joined: it counts for children only
 * @param root whether to become root of the user namespace that is joined
 */
public record Enter(int pid, long flags, boolean fork, boolean root) implements OwnCalls {

    @Override
    public boolean write(ScriptWriter s, Operand.Address end) {
        var pidfd = s.pidfdOpen(s.number(pid));
        // Nobody inside may look into it before it has become the command.
        s.dumpable(false);
        s.setns(pidfd.value(), flags);
        s.close(pidfd.value());
        if (root && (flags & CloneFlags.CLONE_NEWUSER) != 0) {
            s.setgroups().mayFail();
            s.setresgid(0);
            s.setresuid(0);
        }
        return fork && (flags & CloneFlags.CLONE_NEWPID) != 0 && OwnCalls.fork(s, end, true);
    }
}
