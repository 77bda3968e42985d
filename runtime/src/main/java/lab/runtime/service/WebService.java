package lab.runtime.service;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Label;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Operand;
import lab.runtime.kernel.ProcessCalls;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Structs;
import lab.runtime.kernel.Syscall;

/*
 * What a request costs
 * --------------------
 * A script computes nothing, so the work of a request is what system calls do: for each 4 KiB of /srv/work it asks the kernel for 4 KiB of
 * random numbers, which is pure computing. The size of that file is therefore the size of the work, and truncate(1) changes it while the
 * service runs. For each 4 KiB of /srv/locked, if it is there, it waits a millisecond while it holds the lock, as if a disk were written.
 *
 * The lock
 * --------
 * flock(2) of /srv/lock. If that is a folder, each worker has a file of its own in it, named by its pid, and nobody waits for anybody: the
 * same service, sharded. Who waits can be seen in /proc/locks.
 *
 * Processes
 * ---------
 * Process 1 only waits for TERM. A child of it accepts connections at port 8080, another one those at /srv/web.sock, and each connection has
 * a worker, which lives as long as it: as many requests are in work as there are connections. Children are reaped by the kernel, since
 * SIGCHLD is ignored.
 *
 * HTTP
 * ----
 * What read(2) gives is a request, whatever it says; the answer is the host name. That is right for clients that send a request in
 * one piece and wait for the answer, as all do that do not pipeline. A missing /srv/work is answered with 503.
 *
 * A service behind it
 * -------------------
 * Where there is a folder /srv/behind, each request asks the service at /srv/behind/web.sock and is answered with 503 if that does not
 * answer 200. Numbers are compared by futex(2) FUTEX_CMP_REQUEUE of nobody: it fails with EAGAIN if the word is another one.
 */
/** A web service whose work, serial part and dependence are set by files in {@code /srv}; a request's answer is the host name. */
public final class WebService {

    /** Where it listens. */
    public static final int PORT = 8080;

    /** Where its files are, in the container. */
    public static final String FOLDER = "/srv";

    /** How many bytes of {@link #WORK} are one unit of work. */
    public static final int UNIT = 4096;

    /** The bytes of work that a request usually costs: some tenths of a millisecond of CPU time. */
    public static final int USUAL = 256 << 10;

    /** The file whose size is the work of a request. */
    public static final String WORK = "work";

    /** The file whose size is the time for which a request holds the lock, a millisecond for each unit. */
    public static final String LOCKED = "locked";

    /** The lock, or a folder for a lock of each worker's own. */
    public static final String LOCK = "lock";

    /** The socket at which it can be asked without a network. */
    public static final String SOCKET = "web.sock";

    /** The file whose size is the number of requests that were answered. */
    public static final String SERVED = "served";

    /** The folder of the service behind it. */
    public static final String BEHIND = "behind";

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int BACKLOG = 512;
    private static final int LOCK_EX = 2;
    private static final int SIGKILL = 9;

    /** The mask of INT, 2, and TERM, 15. */
    private static final long END = 1L << 1 | 1L << 14;

    private static final int PR_SET_PDEATHSIG = 1;
    private static final int FUTEX_CMP_REQUEUE = 4;
    private static final int REQUEST = 4096;
    private static final int NAME = 80;
    private static final int DIGITS = 10;
    private static final long MILLISECOND = 1_000_000;

    /** Numbers of descriptors that are the same in all processes. */
    private static final int CONNECTION = 20;

    private static final int LOCK_FD = 21;
    private static final int SERVED_FD = 22;

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0000\r\n\r\n";
    private static final String BROKEN = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    private static final String ASK = "GET / HTTP/1.1\r\nHost: behind\r\n\r\n";

    private final ScriptWriter s = new ScriptWriter();
    private final Operand.Address scratch = s.buffer(UNIT, "unit");

    private WebService() {}

    /** The program, a static ELF. */
    public static byte[] program(Arch arch) {
        return new WebService().write().program(arch);
    }

    private Script write() {
        var serve = s.label("serve");
        var noPort = s.label("no port");
        var wait = s.label("wait");
        s.note("process 1");
        s.signalAction(ProcessCalls.SIGCHLD, true);
        s.signalMask(END);
        var port = socket(AF_INET);
        s.call(Syscall.SETSOCKOPT, port, s.number(SOL_SOCKET), s.number(SO_REUSEADDR), one(), s.number(Integer.BYTES));
        var any = s.bytes(inetAddress(), "{0.0.0.0:" + PORT + "}");
        s.call(Syscall.BIND, port, any, s.number(16)).onError(noPort);
        s.call(Syscall.LISTEN, port, s.number(BACKLOG));
        var atPort = s.label("at the port");
        s.clone(0).onZero(atPort);
        s.unlinkat(s.fd(OpenFlags.AT_FDCWD), path(SOCKET), 0).mayFail();
        var local = socket(AF_UNIX);
        s.call(Syscall.BIND, local, s.bytes(unixAddress(path(SOCKET)), path(SOCKET)), s.number(110))
                .onError(wait);
        s.call(Syscall.LISTEN, local, s.number(BACKLOG));
        s.fchmodat(s.fd(OpenFlags.AT_FDCWD), path(SOCKET), 0666).mayFail();
        var atSocket = s.label("at the socket");
        s.clone(0).onZero(atSocket);
        s.place(wait);
        s.waitForSignal(END);
        s.exitGroup(s.number(0));
        s.place(noPort);
        s.write(s.number(2), "web: port " + PORT + " is taken\n").mayFail();
        s.exitGroup(s.number(1));
        accept("at the port", atPort, port, serve);
        accept("at the socket", atSocket, local, serve);
        s.place(serve);
        serve();
        return s.script();
    }

    private void accept(String where, Label start, Operand listener, Label serve) {
        s.place(start);
        s.note("accepts " + where);
        dieWithParent();
        var next = s.label("next " + where);
        s.place(next);
        var connection = s.call(Syscall.ACCEPT4, listener, s.none(), s.none(), s.number(SOCK_CLOEXEC))
                .onError(next);
        s.dup3(connection.value(), CONNECTION);
        s.close(connection.value());
        s.clone(0).onZero(serve).mayFail();
        s.close(s.number(CONNECTION));
        s.jump(next);
    }

    private void serve() {
        var request = s.label("request");
        var bye = s.label("bye");
        var broken = s.label("broken");
        s.note("serves a connection");
        dieWithParent();
        var answer = answer();
        s.place(request);
        var input = s.buffer(REQUEST, "request");
        s.read(s.number(CONNECTION), input, REQUEST).onZero(bye).onError(bye);
        var work = s.open(path(WORK), OpenFlags.O_RDONLY).onError(broken);
        units(work, size -> s.call(Syscall.GETRANDOM, scratch, size, s.number(0)));
        locked();
        askBehind(input, broken);
        s.write(s.number(SERVED_FD), ".").mayFail();
        s.call(Syscall.WRITEV, s.number(CONNECTION), answer, s.number(2)).onError(bye);
        s.jump(request);
        s.place(broken);
        s.write(s.number(CONNECTION), BROKEN).onError(bye);
        s.jump(request);
        s.place(bye);
        s.exitGroup(s.number(0));
    }

    /** Makes the answer, the parts of a writev(2), and opens the counter. */
    private Operand.Address answer() {
        var ready = s.label("ready");
        var head = s.bytes(OK.getBytes(StandardCharsets.US_ASCII), "head");
        var name = s.buffer(NAME, "name");
        var parts = s.buffer(32, "{head, name}");
        s.point(parts, head);
        s.store(parts.plus(8), s.number(OK.length()));
        s.point(parts.plus(16), name);
        var counter = s.openat(
                        s.fd(OpenFlags.AT_FDCWD),
                        s.text(path(SERVED)),
                        OpenFlags.O_WRONLY | OpenFlags.O_APPEND | OpenFlags.O_CREAT,
                        0644)
                .mayFail();
        s.dup3(counter.value(), s.number(SERVED_FD), 0).mayFail();
        var file = s.open("/etc/hostname", OpenFlags.O_RDONLY).onError(ready);
        var length = s.read(file.value(), name, NAME).onError(ready);
        s.close(file.value());
        s.store(parts.plus(24), length.value());
        s.decimal(head.plus(OK.length() - 4), length.value());
        s.place(ready);
        return parts;
    }

    /** Reads a file to its end, and does something for each unit of it. */
    private void units(Result file, Consumer<Operand> work) {
        var next = s.label("unit");
        var done = s.label("done");
        s.place(next);
        var size = s.read(file.value(), scratch, UNIT).onZero(done).onError(done);
        work.accept(size.value());
        s.jump(next);
        s.place(done);
        s.close(file.value());
    }

    private void locked() {
        var none = s.label("no locked part");
        var shared = s.label("one lock for all");
        var take = s.label("take");
        var file = s.open(path(LOCKED), OpenFlags.O_RDONLY).onError(none);
        var digits = s.bytes((path(LOCK) + "/".repeat(DIGITS) + "\0").getBytes(StandardCharsets.US_ASCII), "own lock");
        var self = s.getpid();
        s.decimal(digits.plus(path(LOCK).length() + DIGITS), self.value());
        var flags = OpenFlags.O_RDWR | OpenFlags.O_CREAT;
        var own = s.openat(s.fd(OpenFlags.AT_FDCWD), digits, flags, 0644).onError(shared);
        s.dup3(own.value(), LOCK_FD);
        s.close(own.value());
        s.jump(take);
        s.place(shared);
        var one = s.openat(s.fd(OpenFlags.AT_FDCWD), s.text(path(LOCK)), flags, 0644);
        s.dup3(one.value(), LOCK_FD);
        s.close(one.value());
        s.place(take);
        s.call(Syscall.FLOCK, s.number(LOCK_FD), s.named(LOCK_EX, "LOCK_EX"));
        units(file, size -> s.nanosleep(0, MILLISECOND));
        s.close(s.number(LOCK_FD));
        s.place(none);
    }

    private void askBehind(Operand.Address reply, Label broken) {
        var none = s.label("nobody behind");
        var failed = s.label("behind failed");
        var folder = s.open(path(BEHIND), OpenFlags.O_PATH).onError(none);
        s.close(folder.value());
        var socket = socket(AF_UNIX);
        var address = path(BEHIND) + "/" + SOCKET;
        s.call(Syscall.CONNECT, socket, s.bytes(unixAddress(address), address), s.number(110))
                .onError(failed);
        s.write(socket, ASK).onError(failed);
        s.read(socket, reply, REQUEST).onZero(failed).onError(failed);
        // "HTTP/1.1" is eight bytes long; the word behind it is " 200".
        s.call(
                        Syscall.FUTEX,
                        reply.plus(8),
                        s.named(FUTEX_CMP_REQUEUE, "FUTEX_CMP_REQUEUE"),
                        s.number(0),
                        s.number(0),
                        reply.plus(8),
                        s.named(0x30303220, "\" 200\""))
                .onError(failed);
        s.close(socket);
        s.jump(none);
        s.place(failed);
        s.close(socket);
        s.jump(broken);
        s.place(none);
    }

    private void dieWithParent() {
        s.call(Syscall.PRCTL, s.named(PR_SET_PDEATHSIG, "PR_SET_PDEATHSIG"), s.number(SIGKILL));
    }

    private Operand socket(int family) {
        return s.call(Syscall.SOCKET, s.number(family), s.number(SOCK_STREAM | SOCK_CLOEXEC), s.number(0))
                .value();
    }

    private Operand.Address one() {
        return s.bytes(Structs.ints(1), "{1}");
    }

    private static String path(String name) {
        return FOLDER + "/" + name;
    }

    private static byte[] inetAddress() {
        var port = Short.reverseBytes((short) PORT) & 0xffff;
        return Structs.ints(AF_INET | port << 16, 0, 0, 0);
    }

    /** {@code struct sockaddr_un}; unix(7). */
    private static byte[] unixAddress(String path) {
        var bytes = new byte[110];
        bytes[0] = AF_UNIX;
        var text = path.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 2, text.length);
        return bytes;
    }
}
