package lab.runtime.kernel;

import com.kenai.jffi.MemoryIO;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Memory outside the heap for the arguments of one call, all of it freed when this is closed. */
final class Native implements AutoCloseable {

    private static final MemoryIO IO = MemoryIO.getInstance();

    /**
     * A piece of memory outside the heap.
     *
     * @param address where it starts
     * @param size its length in bytes
     */
    record Block(long address, int size) {

        short getShort(int offset) {
            return IO.getShort(at(offset, Short.BYTES));
        }

        int getInt(int offset) {
            return IO.getInt(at(offset, Integer.BYTES));
        }

        long getLong(int offset) {
            return IO.getLong(at(offset, Long.BYTES));
        }

        void putInt(int offset, int value) {
            IO.putInt(at(offset, Integer.BYTES), value);
        }

        void putLong(int offset, long value) {
            IO.putLong(at(offset, Long.BYTES), value);
        }

        /** Copies the first bytes into an array. */
        void read(byte[] into, int length) {
            IO.getByteArray(at(0, length), into, 0, length);
        }

        /** Copies an array to the start. */
        void write(byte[] bytes) {
            write(bytes, 0, bytes.length);
        }

        /** Copies a part of an array to the start. */
        void write(byte[] bytes, int from, int length) {
            IO.putByteArray(at(0, length), bytes, from, length);
        }

        /** Memory outside the heap is not checked by the JVM, and an error there ends it. */
        private long at(int offset, int length) {
            return address + Objects.checkFromIndexSize(offset, length, size);
        }
    }

    private final List<Block> blocks = new ArrayList<>();

    /** An empty buffer, aligned for every type. */
    Block buffer(int size) {
        var address = IO.allocateMemory(Math.max(size, 8), true);
        if (address == 0) {
            throw new OutOfMemoryError("no " + size + " bytes for a system call");
        }
        var block = new Block(address, size);
        blocks.add(block);
        return block;
    }

    /** The address of a text, ended by NUL. */
    long text(String text) {
        return bytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** The address of a copy of bytes. */
    long bytes(byte[] bytes) {
        var block = buffer(bytes.length);
        block.write(bytes);
        return block.address();
    }

    /** The address of an array of texts, ended by NULL. */
    long texts(List<String> texts) {
        var array = buffer(8 * (texts.size() + 1));
        for (var i = 0; i < texts.size(); i++) {
            array.putLong(8 * i, text(texts.get(i)));
        }
        return array.address();
    }

    @Override
    public void close() {
        blocks.forEach(block -> IO.freeMemory(block.address()));
        blocks.clear();
    }
}
