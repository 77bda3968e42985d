package lab.runtime.container;

import java.io.IOException;
import java.util.List;
import lab.runtime.cgroup.Flavour;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.KernelVersion;
import lab.runtime.kernel.MountCalls;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.NamespaceType;
import lab.runtime.namespace.TimeOffsets;
import org.jspecify.annotations.Nullable;

/*
 * The order matters.
 *
 * It joins its cgroups first, by writing "0" through descriptors opened by the JVM (on v1 that takes no lock that other processes hold), and
 * only then unshares the cgroup namespace, whose root is where the process is at that moment. It becomes root of the user namespace before
 * it makes anything, so that what it makes belongs to that root. File systems are mounted before pivot_root(2): a user namespace may mount
 * proc and sysfs only while it sees unhidden ones. All descriptors but the standard ones and two pipes are closed before chdir(2), so that
 * no working directory leads through one of them to the host (CVE-2024-21626).
 */
/** What a container's first process does between clone(2) and execve(2). */
final class ContainerCalls {

    private static final int SIGKILL = 9;
    private static final int MNT_DETACH = 2;
    private static final int IFF_UP_RUNNING = 0x41;
    private static final int KEEP_GATE = FdTable.DONE + 1;

    private final ScriptWriter s;
    private final StartScript.Start start;
    private final FdTable fds;
    private final ContainerSpec spec;

    ContainerCalls(ScriptWriter s, StartScript.Start start, FdTable fds) {
        this.s = s;
        this.start = start;
        this.fds = fds;
        this.spec = start.spec();
    }

    /**
     * Writes the calls.
     *
     * @param tasks files to write 0 to
     * @param gate a pipe, of which the child reads and the monitor holds the other end
     * @param terminal where to send the terminal's other end, if the container has one
     * @param inner where the siginfo of the command goes, if process 1 is the lab's own
     * @return the first execve(2) and the one after the last, by their place in the script
     */
    List<Integer> write(List<Operand> tasks, Operand.Address gate, @Nullable Operand terminal, Operand.Address inner)
            throws IOException {
        waitForIds(gate);
        s.note("cgroups");
        tasks.forEach(file -> s.write(file, "0"));
        if (start.owns(NamespaceType.CGROUP)) {
            s.unshare(CloneFlags.CLONE_NEWCGROUP);
        }
        for (var type : List.of(NamespaceType.CGROUP, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.NET)) {
            start.joins().enter(s, type);
        }
        var privileges = new Privileges(s);
        privileges.becomeRoot(start.map());
        s.parentDeathSignal(SIGKILL);
        s.setsid();
        s.joinSessionKeyring().mayFail();
        var plug = start.plug();
        var cable = plug == null ? null : plug.handOut(s, fds);
        fileSystems();
        names();
        if (cable != null) {
            Plug.await(s, cable);
        }
        if (terminal != null) {
            TerminalCalls.open(s, terminal, true);
        }
        s.note("working directory and user");
        s.dup3(gate.load32(), KEEP_GATE);
        s.closeOnExec(s.number(KEEP_GATE));
        s.closeRange(KEEP_GATE + 1, 0);
        s.umask(0022);
        if (!start.workdir().equals("/")) {
            makeFolders(start.workdir());
            s.chdir(start.workdir());
        }
        Rlimits.set(s, spec.isolation().ulimits());
        spec.namespaces().offsets().ifPresent(offsets -> clocks(offsets));
        var user = start.user();
        if (spec.profile() == Profile.CONTAINER) {
            privileges.reduce(spec.isolation(), user, start.map(), start.filter());
        } else {
            privileges.keepAll(user, start.map());
        }
        s.parentDeathSignal(SIGKILL);
        endWithMonitor();
        if (spec.init() && spec.profile() == Profile.WORKBENCH && spec.command().isEmpty()) {
            return new InitCalls(s).alone();
        }
        if (spec.init()) {
            new InitCalls(s).write(inner);
        }
        if (terminal != null) {
            TerminalCalls.control(s);
        }
        s.note("the command");
        return ExecCalls.write(s, start.command(), start.env());
    }

    /** As with Docker, a working directory that the image does not have is made. */
    private void makeFolders(String path) {
        for (var slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            s.mkdirat(s.fd(OpenFlags.AT_FDCWD), path.substring(0, slash), 0755).mayFail();
        }
        s.mkdirat(s.fd(OpenFlags.AT_FDCWD), path, 0755).mayFail();
    }

    private void waitForIds(Operand.Address gate) {
        var gone = s.label("gone");
        var through = s.label("through");
        s.note("wait until the ids are mapped");
        s.parentDeathSignal(SIGKILL);
        s.close(gate.plus(4).load32());
        s.read(gate.load32(), s.buffer(8, "&byte"), 1).onZero(gone);
        s.jump(through);
        s.place(gone);
        s.exitGroup(s.number(Script.ABORTED));
        s.place(through);
    }

    /** The gate hangs up when the monitor is gone; poll(2) then finds it ready. */
    private void endWithMonitor() {
        var alive = s.label("alive");
        s.note("is the monitor still there");
        s.pollNow(s.number(KEEP_GATE), 0).onZero(alive);
        s.exitGroup(s.number(Script.ABORTED));
        s.place(alive);
    }

    private void fileSystems() throws IOException {
        s.note("root file system");
        RootFileSystem.isolate(s);
        var ipc = new IpcMounts(s, start);
        ipc.prepare();
        start.root().mount(s, fds);
        var open = spec.profile() == Profile.WORKBENCH || spec.isolation().privileged();
        var mounts = new SystemMounts(s, open);
        mounts.proc(start.host(NamespaceType.PID) && start.map() != null);
        mounts.sys(!start.host(NamespaceType.NET));
        if (start.flavour() == Flavour.V2 && !start.host(NamespaceType.NET)) {
            mounts.cgroup(start.host(NamespaceType.CGROUP));
        }
        if (!start.delegated().isEmpty()) {
            WorkbenchCgroups.mount(s, mounts, start.flavour(), start.delegated());
        }
        Sysctls.write(s, spec.isolation().sysctls());
        devices(mounts);
        ipc.mount(mounts);
        s.note("volumes");
        for (var volume : spec.volumes()) {
            RootFileSystem.volume(s, fds, volume, start.privileged(), start.copies());
        }
        spec.tmpfs().forEach(mounts::tmpfs);
        for (var file : start.files().volumes()) {
            RootFileSystem.volume(s, fds, file, start.privileged(), start.copies());
        }
        if (!open) {
            mounts.masks();
        }
        if (spec.isolation().readOnly()) {
            s.note("read-only");
            s.mountSetattr(s.fd(OpenFlags.AT_FDCWD), "", false, MountCalls.MOUNT_ATTR_RDONLY, 0, 0);
        }
        s.note("the new root");
        s.pivotRoot(".", ".");
        s.umount2(".", MNT_DETACH);
        s.chdir("/");
    }

    /**
     * Clocks that differ. execve(2) moves a process into the time namespace that its children are to have, since Linux 6.3; before, and
     * where process 1 calls no execve(2), it has to go there itself. Files in {@code /proc/self} belong to the host's root as long as the
     * process is not dumpable, and one that was the host's root is not since it changed its ids.
     */
    private void clocks(TimeOffsets offsets) {
        s.note("clocks");
        s.unshare(CloneFlags.CLONE_NEWTIME);
        s.dumpable(true);
        var file = s.open("/proc/self/timens_offsets", OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC);
        s.write(file.value(), offsets.lines());
        s.close(file.value());
        if (start.privileged()) {
            s.dumpable(false);
        }
        if (spec.init() || !KernelVersion.running().atLeast(6, 3)) {
            var mine = s.open("/proc/self/ns/time_for_children", OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
            s.setns(mine.value(), CloneFlags.CLONE_NEWTIME);
            s.close(mine.value());
        }
    }

    /** Devices beyond the usual ones come with a {@code /dev} made ready, or else by name. */
    private void devices(SystemMounts mounts) throws IOException {
        var ready = start.privileged() && !start.devices().isEmpty()
                ? fds.give(DeviceFolder.make(start.devices(), start.map()), "dev")
                : null;
        mounts.dev(start.map() == null || start.map().wide(), ready);
        if (ready == null) {
            start.devices().forEach(mounts::device);
        }
    }

    private void names() {
        s.note("host name and loopback");
        if (start.owns(NamespaceType.UTS)) {
            s.sethostname(start.files().hostname());
        }
        if (start.owns(NamespaceType.NET)) {
            var socket = s.inetSocket();
            s.setInterfaceFlags(socket.value(), "lo", IFF_UP_RUNNING);
        }
    }
}
