package lab.shell.command;

import lab.runtime.kernel.CloneFlags;
import picocli.CommandLine.Option;

/** Which types of namespaces are meant, with the options of util-linux. */
final class NamespaceFlags {

    @Option(
            names = {"-m", "--mount"},
            description = "The mount namespace.")
    private boolean mount;

    @Option(
            names = {"-u", "--uts"},
            description = "The UTS namespace: host name and domain name.")
    private boolean uts;

    @Option(
            names = {"-i", "--ipc"},
            description = "The IPC namespace.")
    private boolean ipc;

    @Option(
            names = {"-n", "--net"},
            description = "The network namespace.")
    private boolean net;

    @Option(
            names = {"-p", "--pid"},
            description = "The PID namespace, which counts for children.")
    private boolean pid;

    @Option(
            names = {"-U", "--user"},
            description = "The user namespace.")
    private boolean user;

    @Option(
            names = {"-C", "--cgroup"},
            description = "The cgroup namespace.")
    private boolean cgroup;

    @Option(
            names = {"-T", "--time"},
            description = "The time namespace.")
    private boolean time;

    /** As {@code CLONE_NEW*}. */
    long flags() {
        return flag(mount, CloneFlags.CLONE_NEWNS)
                | flag(uts, CloneFlags.CLONE_NEWUTS)
                | flag(ipc, CloneFlags.CLONE_NEWIPC)
                | flag(net, CloneFlags.CLONE_NEWNET)
                | flag(pid, CloneFlags.CLONE_NEWPID)
                | flag(user, CloneFlags.CLONE_NEWUSER)
                | flag(cgroup, CloneFlags.CLONE_NEWCGROUP)
                | flag(time, CloneFlags.CLONE_NEWTIME);
    }

    private static long flag(boolean wanted, long flag) {
        return wanted ? flag : 0;
    }
}
