package lab.runtime.kernel;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a script has done so far: result and time of each call, written by the interpreter itself into a file that is mapped by all
 * processes of the script. Any process that may read the file sees the same, while it happens and after all of them are gone.
 */
public final class Trace {

    /**
     * One call's outcome.
     *
     * @param result what the kernel returned; a negated error number from -4095 to -1
     * @param nanos when it returned, on the clock of {@link System#nanoTime()}
     * @param times how often it ran; the outcome is that of the last time
     */
    public record Outcome(long result, long nanos, int times) {

        /** The error number, if it failed. */
        public OptionalInt error() {
            return result < 0 && result >= -4095 ? OptionalInt.of((int) -result) : OptionalInt.empty();
        }
    }

    private final ByteBuffer memory;

    private Trace(ByteBuffer memory) {
        this.memory = memory.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Makes the file for a script that is about to start.
     *
     * @throws IOException if the file is there already or can't be made
     */
    public static Trace create(Path file, Script script) throws IOException {
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return begin(channel, script);
        }
    }

    /** Takes an empty file that is open already, such as a memfd for a script whose trace nobody else will read. */
    public static Trace create(Fd file, Script script) throws IOException {
        try (var channel = FileChannel.open(Path.of(file.path()), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return begin(channel, script);
        }
    }

    private static Trace begin(FileChannel channel, Script script) throws IOException {
        var memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, script.traceSize());
        memory.order(ByteOrder.LITTLE_ENDIAN);
        memory.putInt(8, Layout.VERSION).putInt(12, script.size());
        VarHandle.storeStoreFence();
        memory.putLong(0, Layout.MAGIC);
        return new Trace(memory);
    }

    /**
     * Opens the trace of a script that was started earlier, if it is there and ready.
     *
     * @throws TraceFormatException if it is there and is not a trace, or one of another version of lab
     * @throws IOException if it can't be read
     */
    public static Optional<Trace> find(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var magic = ByteBuffer.allocate(Long.BYTES);
            var ready = channel.read(magic, 0) == Long.BYTES && magic.getLong(0) != 0;
            return ready ? Optional.of(open(file)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens the trace of a script that was started earlier, by this or another process.
     *
     * @throws TraceFormatException if it is not a trace, or one of another version of lab
     * @throws IOException if there is none, or it can't be read
     */
    public static Trace open(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var size = channel.size();
            if (size < Layout.HEADER_SIZE || size > Layout.MAX_TRACE) {
                throw new TraceFormatException(file, "it has " + size + " bytes");
            }
            var trace = new Trace(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
            if (trace.memory.getLong(0) != Layout.MAGIC) {
                throw new TraceFormatException(file, "it begins with something else");
            }
            if (trace.memory.getInt(8) != Layout.VERSION) {
                throw new TraceFormatException(file, "its format is number " + trace.memory.getInt(8));
            }
            if (trace.size() < 0 || trace.size() > (size - Layout.HEADER_SIZE) / Layout.ENTRY_SIZE) {
                throw new TraceFormatException(file, "it is too short for " + trace.size() + " calls");
            }
            return trace;
        }
    }

    /** Where its shared buffers start, in bytes. */
    public int shared() {
        return Layout.sharedOffset(size());
    }

    /** Its size in bytes. */
    public int length() {
        return memory.limit();
    }

    /** How many calls the script has. */
    public int size() {
        return memory.getInt(12);
    }

    /** A call's outcome, empty while it has not returned. */
    public Optional<Outcome> outcome(int call) {
        var at = Layout.entry(call);
        var times = memory.getInt(at + 24);
        if (times == 0) {
            return Optional.empty();
        }
        VarHandle.loadLoadFence();
        var nanos = memory.getLong(at + 8) * 1_000_000_000L + memory.getLong(at + 16);
        return Optional.of(new Outcome(memory.getLong(at), nanos, times));
    }

    /** A call's result, empty while it has not returned. */
    public OptionalLong result(Result call) {
        return outcome(call.index()).map(o -> OptionalLong.of(o.result())).orElse(OptionalLong.empty());
    }

    /** The call that failed and so ended a process of the script, counted from 0; the first one if several did. */
    public OptionalInt failed() {
        var call = Layout.call(memory.getLong(Layout.FAILED_OFFSET), size());
        return call < 0 ? OptionalInt.empty() : OptionalInt.of(call);
    }

    /** 32 bits from a shared buffer; the offset is {@link Script#traceOffset}. */
    public int int32(int offset) {
        return memory.getInt(offset);
    }

    /** 64 bits from a shared buffer. */
    public long int64(int offset) {
        return memory.getLong(offset);
    }

    /** Bytes from a shared buffer. */
    public byte[] bytes(int offset, int length) {
        var bytes = new byte[length];
        memory.get(offset, bytes);
        return bytes;
    }

    /** Writes 32 bits to a shared buffer, for a script that waits for it. */
    public void putInt32(int offset, int value) {
        memory.putInt(offset, value);
    }

    /** Writes 64 bits to a shared buffer. */
    void putInt64(int offset, long value) {
        memory.putLong(offset, value);
    }

    /** Writes bytes to a shared buffer. */
    void put(int offset, byte[] bytes, int from, int length) {
        memory.put(offset, bytes, from, length);
    }

    /** Copies bytes of a shared buffer into an array. */
    void get(int offset, byte[] into, int from, int length) {
        memory.get(offset, into, from, length);
    }
}
