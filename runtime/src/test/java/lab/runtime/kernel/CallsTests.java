package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls by their typed builders: how they read, and that the kernel understands them as meant. */
@Tag("kernel")
final class CallsTests {

    private static final int SIGUSR1 = 10;
    private static final int SIGTERM = 15;

    private final ScriptWriter s = new ScriptWriter();
    private final Operand here = s.fd(OpenFlags.AT_FDCWD);

    @TempDir
    private Path dir;

    private ScriptRun run() throws IOException {
        return ScriptRun.of(s.script(), Arch.current(), dir);
    }

    private void reads(String expected, Result call) {
        assertEquals(expected, s.script().shown(call.index()));
    }

    @Test
    void descriptorsCarryWhatTheyStandFor() {
        var proc = s.fsopen("proc");
        var mount = s.fsmount(proc.value(), MountCalls.MOUNT_ATTR_NOSUID);
        reads("fsconfig($1<proc>, FSCONFIG_CMD_CREATE, NULL, NULL, 0)", s.fsconfigCreate(proc.value()));
        var target = s.open("/proc", OpenFlags.O_PATH);
        reads(
                "move_mount($2<proc>, \"\", $4</proc>, \"\", MOVE_MOUNT_F_EMPTY_PATH|MOVE_MOUNT_T_EMPTY_PATH)",
                s.moveMount(mount.value(), target.value(), ""));
        var child = s.clone(CloneFlags.CLONE_NEWPID);
        var pidfd = s.pidfdOpen(child.value());
        reads("pidfd_send_signal($7<pidfd of child>, SIGTERM, NULL, 0)", s.pidfdSendSignal(pidfd.value(), SIGTERM));
        reads("kill($6<child>, SIGKILL)", s.kill(child.value(), 9));
    }

    @Test
    void mountsReadAsInTheManual() {
        reads(
                "mount(\"proc\", \"/proc\", \"proc\", MS_NOSUID|MS_NODEV|MS_NOEXEC, NULL)",
                s.mount(
                        "proc",
                        "/proc",
                        "proc",
                        MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC,
                        null));
        reads("umount2(\".\", MNT_DETACH)", s.umount2(".", 2));
        reads(
                "mount_setattr(AT_FDCWD, \"/\", AT_RECURSIVE, {set 0, MS_PRIVATE}, 32)",
                s.mountSetattr(here, "/", true, 0, 0, MountFlags.MS_PRIVATE));
        reads(
                "open_tree(AT_FDCWD, \"/usr\", OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC|AT_RECURSIVE)",
                s.openTreeClone(here, "/usr", true));
    }

    @Test
    void filesReadAsInTheManual() {
        reads("openat(AT_FDCWD, \"a\\\"b\\n\", O_WRONLY|O_CREAT, 0644)", s.openat(here, s.text("a\"b\n"), 0101, 0644));
        reads(
                "openat2(AT_FDCWD, \"x\", {O_RDONLY|O_PATH, RESOLVE_IN_ROOT}, 24)",
                s.openat2(here, "x", OpenFlags.O_PATH, 0, Resolve.IN_ROOT));
        reads("unlinkat(AT_FDCWD, \"x\", AT_REMOVEDIR)", s.unlinkat(here, "x", OpenFlags.AT_REMOVEDIR));
        reads("linkat(AT_FDCWD, \"x\", AT_FDCWD, \"y\", 0)", s.linkat(here, "x", here, "y", 0));
        reads("fchownat(AT_FDCWD, \"x\", 1, 2, AT_SYMLINK_NOFOLLOW)", s.fchownat(here, "x", 1, 2, 0x100));
        reads("close_range(3, ~0, CLOSE_RANGE_CLOEXEC)", s.closeRange(3, 4));
        reads("umask(022)", s.umask(0022));
    }

    @Test
    void identitiesReadAsInTheManual() {
        reads("setresuid(1000, 1000, 1000)", s.setresuid(1000));
        reads("setgroups(2, [4, 5])", s.setgroups(4, 5));
        reads("prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)", s.parentDeathSignal(9));
        reads("prctl(PR_CAPBSET_DROP, CAP_SYS_ADMIN, 0, 0, 0)", s.dropFromBoundingSet(21, "CAP_SYS_ADMIN"));
        reads("rt_sigaction(SIGTERM, {SIG_IGN}, NULL, 8)", s.signalAction(SIGTERM, true));
        reads("rt_sigprocmask(SIG_SETMASK, ~[TERM], NULL, 8)", s.signalMask(~(1L << SIGTERM - 1)));
        reads("rt_sigtimedwait([USR1 RTMIN+0], NULL, NULL, 8)", s.waitForSignal(1L << 9 | 1L << 31));
    }

    @Test
    void namespacesReadAsInTheManual() {
        reads("unshare(CLONE_NEWNS|CLONE_NEWUTS)", s.unshare(CloneFlags.CLONE_NEWNS | CloneFlags.CLONE_NEWUTS));
        reads("clone(CLONE_NEWUSER|SIGCHLD, NULL, NULL, NULL, NULL)", s.clone(CloneFlags.CLONE_NEWUSER));
        reads(
                "waitid(P_PID, $2<child>, NULL, WEXITED|__WALL, NULL)",
                s.waitid(ProcessCalls.P_PID, new Operand.Earlier(1, "$2<child>"), s.none(), 0x40000004));
        reads("execve(\"/bin/sh\", [\"sh\", \"-c\"], [])", s.execve("/bin/sh", List.of("sh", "-c"), List.of()));
        reads("shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600)", s.shmget(0, 4096, IpcCalls.IPC_CREAT | 0600));
        reads("msgget(0x1234, 0)", s.msgget(0x1234, 0));
    }

    @Test
    void signalsAreTakenOneByOne() throws IOException {
        s.signalMask(Signal.ALL);
        var pid = s.getpid();
        var fd = s.signalfd(Signal.ALL);
        var before = s.pollNow(fd.value(), SignalCalls.POLLIN);
        s.kill(pid.value(), SIGUSR1);
        var ready = s.poll(fd.value(), SignalCalls.POLLIN);
        var other = s.takeSignal(1L << SIGTERM - 1).mayFail();
        var first = s.waitForSignal(Signal.ALL);
        var second = s.takeSignal(Signal.ALL).mayFail();
        var run = run();
        assertEquals(0, run.result(before));
        assertEquals(1, run.result(ready));
        assertEquals(Errno.EAGAIN, run.error(other));
        assertEquals(SIGUSR1, run.result(first));
        assertEquals(Errno.EAGAIN, run.error(second));
    }

    @Test
    void anIgnoredSignalDoesNotEndTheProcess() throws IOException {
        s.signalAction(SIGTERM, true);
        s.kill(s.getpid().value(), SIGTERM);
        s.signalAction(SIGTERM, false);
        s.kill(s.getpid().value(), SIGTERM);
        assertEquals(128 + SIGTERM, run().ended().exitCode());
    }

    @Test
    void ipcObjectsComeAndGo() throws IOException {
        var segment = s.shmget(0, 4096, IpcCalls.IPC_CREAT | 0600);
        s.shmctl(segment.value(), IpcCalls.IPC_STAT, s.buffer(256, "stat"));
        s.shmctl(segment.value(), IpcCalls.IPC_RMID, s.none());
        var gone = s.shmctl(segment.value(), IpcCalls.IPC_RMID, s.none()).mayFail();
        var queue = s.msgget(0, IpcCalls.IPC_CREAT | 0600);
        s.msgctl(queue.value(), IpcCalls.IPC_RMID, s.none());
        var set = s.semget(0, 2, IpcCalls.IPC_CREAT | 0600);
        s.semctl(set.value(), IpcCalls.IPC_RMID, s.none());
        var run = run();
        assertEquals(
                0,
                run.ended().exitCode(),
                () -> s.script().shown(run.trace().failed().orElse(0)));
        assertTrue(Set.of(Errno.EINVAL, Errno.EIDRM).contains(run.error(gone)));
    }

    @Test
    void aFutexWakesTheOtherProcess() throws IOException {
        var word = s.shared(16, "word");
        var child = s.label("child");
        var pid = s.clone(0).onZero(child);
        var sleep = s.futexWait(word, 0).mayFail();
        s.waitid(ProcessCalls.P_PID, pid.value(), s.none(), ProcessCalls.WEXITED);
        s.exitGroup(s.number(0));
        s.place(child);
        var again = s.label("again");
        s.place(again);
        s.nanosleep(0, 1_000_000);
        s.futexWake(word, 1).onZero(again);
        assertEquals(0, run().result(sleep));
    }

    @Test
    void filesAreLinkedAndCopied() throws IOException {
        var one = dir.resolve("one");
        var two = dir.resolve("two");
        Files.writeString(one, "content");
        s.linkat(here, one.toString(), here, two.toString(), 0);
        var from = s.open(two.toString(), OpenFlags.O_RDONLY);
        var to = s.openat(here, s.text(dir.resolve("three").toString()), OpenFlags.O_WRONLY | OpenFlags.O_CREAT, 0600);
        var sent = s.sendfile(to.value(), from.value(), 100);
        s.unlinkat(here, one.toString(), 0);
        assertEquals("content".length(), run().result(sent));
        assertEquals("content", Files.readString(dir.resolve("three")));
        assertTrue(Files.exists(two) && Files.notExists(one));
    }

    @Test
    void limitsAndPrioritiesAreThoseOfTheProgramThatFollows() throws IOException {
        s.setpriority(7);
        s.umask(0027);
        s.prlimit(s.number(0), 7, "RLIMIT_NOFILE", 333, 444);
        s.schedSetaffinity(1);
        s.personality(0x0040000);
        var script = "[ $(nice) = 7 ] && [ $(umask) = 0027 ] && [ $(ulimit -n) = 333 ] && [ $(ulimit -Hn) = 444 ]"
                + " && [ $(nproc) = 1 ] && [ $(cat /proc/self/personality) = 00040000 ]";
        s.execve("/bin/sh", List.of("sh", "-c", script), List.of("PATH=/usr/bin:/bin"));
        assertEquals(0, run().ended().exitCode());
    }

    @Test
    void aSeccompFilterHolds() throws IOException {
        // ld [0] (the number of the call); jeq getppid; ret EPERM, else ret ALLOW.
        var filter = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        filter.putShort((short) 0x20).put((byte) 0).put((byte) 0).putInt(0);
        filter.putShort((short) 0x15).put((byte) 0).put((byte) 1).putInt(Syscall.GETPPID.number(Arch.current()));
        filter.putShort((short) 0x06).put((byte) 0).put((byte) 0).putInt(0x00050000 | Errno.EPERM.number());
        filter.putShort((short) 0x06).put((byte) 0).put((byte) 0).putInt(0x7fff0000);
        s.noNewPrivs();
        s.seccompFilter(filter.array());
        s.getpid();
        var refused = s.getppid().mayFail();
        assertEquals(Errno.EPERM, run().error(refused));
    }

    @Test
    void anOpenProgramIsExecuted() throws IOException {
        var fd = s.open("/bin/sh", OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        s.execveat(fd.value(), s.pointers(List.of("sh", "-c", "exit 21")), s.pointers(List.of()));
        assertEquals(21, run().ended().exitCode());
    }

    @Test
    void theStatusOfAChildIsThatOfWait4() throws IOException {
        var child = s.label("child");
        var status = s.shared(16, "status");
        var pid = s.clone(0).onZero(child);
        var waited = s.wait4(pid.value(), status, ProcessCalls.WALL);
        s.exitGroup(s.number(0));
        s.place(child);
        s.exitGroup(s.number(3));
        var run = run();
        assertEquals(run.result(pid), run.result(waited));
        assertEquals(3 << 8, run.trace().int32(s.script().traceOffset(status)));
    }

    @Test
    void signalsHaveTheNamesOfTheManual() {
        assertEquals("SIGHUP", Signal.name(1));
        assertEquals("SIGSYS", Signal.name(31));
        assertEquals("SIGRTMIN+32", Signal.name(64));
        assertEquals("0", Signal.name(0));
        assertEquals("65", Signal.name(65));
        assertEquals("[HUP INT]", Signal.names(3));
        assertEquals("~[]", Signal.names(-1));
        assertEquals("[]", Signal.names(0));
        assertEquals("~[KILL]", Signal.names(~256L));
    }
}
