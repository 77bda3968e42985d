package lab.runtime.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/*
 * A call at a time.
 *
 * A script ends in a loop: wait for a byte on a pipe, make the call whose number and arguments lie in the shared part of the trace, write
 * down the result, answer with a byte. The interpreter needs nothing new for that. Its `store` writes 64 bits anywhere in the script's own
 * memory, and the head of a record, number and kinds of arguments, is 64 bits of it.
 *
 * The deputy has one thread, its own descriptors and no memory of the JVM's. What it reads and writes lies in the trace, too. It ends when
 * the pipe hangs up, so none outlives a killed JVM.
 */
/**
 * A process that makes calls in another place on behalf of this JVM: in a user namespace, where this user is nobody but root is at hand, or
 * in a mount namespace, where paths mean something else. The JVM itself can enter neither, since it has many threads.
 *
 * <p>Addresses are those of the deputy's memory: {@link #put} and {@link #room} give them, and they hold until the next call.
 */
public final class Deputy implements AutoCloseable {

    /** The number that the first of its files has. */
    public static final int FIRST_FILE = 4;

    /** Descriptors from here on stay open when it is in its place. */
    public static final int FIRST_KEPT = 100;

    /** How many bytes one call can be given or give back in all. */
    public static final int MEMORY = 256 * 1024;

    /** All six arguments are 64 bits that are read from memory. */
    private static final long KINDS = 0x555L << 32;

    private static final int REQUEST_SIZE = 7 * Long.BYTES;

    /** The calls that lead to the place; what comes after them is done in the process that makes the last of them. */
    public interface Way {
        /** Writes them. */
        void write(ScriptWriter s) throws IOException;
    }

    private final Script script;
    private final Trace trace;
    private final Child child;
    private final Fd requests;
    private final Fd answers;
    private final int request;
    private final int data;
    private int used;

    private Deputy(Script script, Trace trace, Child child, Fd requests, Fd answers, int request, int data) {
        this.script = script;
        this.trace = trace;
        this.child = child;
        this.requests = requests;
        this.answers = answers;
        this.request = request;
        this.data = data;
    }

    /**
     * Starts one and waits until it is in its place.
     *
     * @param name what it is called in the process list
     * @param files its descriptors {@value #FIRST_FILE} and up, until it is in its place; asked for when the way is written
     * @throws ErrnoException if a call of the way fails; the message names it
     */
    public static Deputy start(String name, Supplier<List<Fd>> files, Way way) throws IOException {
        var s = new ScriptWriter();
        var request = s.shared(REQUEST_SIZE, "&request");
        var result = s.shared(Long.BYTES, "&result");
        var data = s.shared(MEMORY, "&data");
        way.write(s);
        s.note("what it needed on its way");
        s.call(Syscall.CLOSE_RANGE, s.number(FIRST_FILE), s.number(FIRST_KEPT - 1L), s.number(0));
        serve(s, request, result);
        var script = s.script();
        var kernel = Kernel.get();
        var ask = kernel.pipe();
        var answer = kernel.pipe();
        try (var file = kernel.memfd(name);
                var none = kernel.open("/dev/null", OpenFlags.O_RDWR, 0)) {
            var trace = Trace.create(file, script);
            var fds = new ArrayList<>(List.of(ask.get(0), answer.get(1), none, file));
            fds.addAll(files.get());
            var child = Launcher.start(script, fds, true, name);
            ask.get(0).close();
            answer.get(1).close();
            var deputy = new Deputy(
                    script,
                    trace,
                    child,
                    ask.get(1),
                    answer.get(0),
                    script.traceOffset(request),
                    script.traceOffset(data));
            try {
                deputy.await("");
            } catch (IOException e) {
                deputy.close();
                throw e;
            }
            return deputy;
        } catch (IOException e) {
            ask.forEach(Fd::close);
            answer.forEach(Fd::close);
            throw e;
        }
    }

    private static void serve(ScriptWriter s, Operand.Address request, Operand.Address result) {
        s.note("calls on request");
        var next = s.label("next");
        var over = s.label("over");
        s.write(s.number(1), "!");
        s.place(next);
        s.read(s.number(0), s.buffer(Long.BYTES, "&byte"), 1).onZero(over);
        var given = s.given(request).mayFail();
        s.store(result, given.value());
        s.write(s.number(1), "!");
        s.jump(next);
        s.place(over);
        s.exitGroup(s.number(0));
    }

    /** The address of a copy of bytes. */
    public synchronized long put(byte[] bytes) {
        return put(bytes, 0, bytes.length);
    }

    /** The address of a copy of some of the bytes of an array. */
    public synchronized long put(byte[] bytes, int from, int length) {
        var address = room(length);
        trace.put(offset(address), bytes, from, length);
        return address;
    }

    /** The address of a text of single bytes, ended by NUL. */
    public synchronized long text(String latin1) {
        if (latin1.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text for the kernel cannot hold a NUL: " + latin1.replace('\0', '?'));
        }
        return put((latin1 + "\0").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The address of so many bytes, which hold anything. */
    public synchronized long room(int size) {
        var at = (used + 7) / 8 * 8;
        if (size < 0 || at + (long) size > MEMORY) {
            throw new IllegalArgumentException("a call has " + MEMORY + " bytes of memory, not " + (at + (long) size));
        }
        used = at + size;
        return Layout.TRACE + data + at;
    }

    /** A copy of what lies at an address. */
    public synchronized byte[] get(long address, int length) {
        var bytes = new byte[length];
        get(address, bytes, 0, length);
        return bytes;
    }

    /** Copies what lies at an address into an array. */
    public synchronized void get(long address, byte[] into, int from, int length) {
        trace.get(offset(address), into, from, length);
    }

    private int offset(long address) {
        return Math.toIntExact(address - Layout.TRACE);
    }

    /**
     * Makes a call.
     *
     * @param operand what it is about, for the message
     * @throws ErrnoException if it fails
     */
    public synchronized long call(Syscall syscall, String operand, long... args) throws IOException {
        var result = raw(syscall, operand, args);
        if (result < 0) {
            throw new ErrnoException(syscall.call(), operand, (int) -result);
        }
        return result;
    }

    /** Makes a call; the result of one that fails is the negated error number. */
    public synchronized long raw(Syscall syscall, String operand, long... args) throws IOException {
        var kernel = Kernel.get();
        used = 0;
        trace.putInt64(request, syscall.number(kernel.arch()) | KINDS);
        for (var i = 0; i < REQUEST_SIZE / Long.BYTES - 1; i++) {
            trace.putInt64(request + Long.BYTES * (i + 1), i < args.length ? args[i] : 0);
        }
        kernel.write(requests, new byte[1]);
        await(syscall.call() + " " + operand);
        return trace.int64(request + (REQUEST_SIZE + 15) / 16 * 16);
    }

    private void await(String doing) throws IOException {
        if (Kernel.get().read(answers, new byte[1]) == 1) {
            return;
        }
        var ended = child.await();
        var failed = trace.failed();
        if (failed.isPresent()) {
            var error =
                    trace.outcome(failed.getAsInt()).map(Trace.Outcome::error).orElseGet(OptionalInt::empty);
            throw new ErrnoException(script.shown(failed.getAsInt()), "", error.orElse(0));
        }
        throw new IOException("the process that makes calls elsewhere has ended with exit code " + ended.exitCode()
                + (doing.isEmpty() ? " on its way" : ", asked for " + doing));
    }

    @Override
    public void close() throws IOException {
        requests.close();
        answers.close();
        child.await();
        child.close();
    }
}
