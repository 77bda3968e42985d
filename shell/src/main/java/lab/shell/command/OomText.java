package lab.shell.command;

import java.io.IOException;

/** Says why a container has ended that nobody has ended: exit code 137 alone could be any SIGKILL. */
final class OomText {

    private OomText() {}

    /** Tells it if the kernel has killed a process of the container for want of memory. */
    static void tell(Session session, String container) throws IOException {
        var lab = session.lab();
        var status = lab.containers().find(container);
        if (status.isEmpty() || !status.get().oomKilled()) {
            return;
        }
        for (var setting : status.get().cgroup().settings()) {
            if (setting.name().equals("memory.max")) {
                session.console()
                        .err()
                        .println(lab.say("run.oom", status.get().name(), setting.value(), setting.source()));
            }
        }
    }
}
