package lab.runtime.kernel;

import com.kenai.jffi.MemoryIO;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Memory outside the heap for the arguments of one call, all of it freed when this is closed. */
final class Native implements AutoCloseable {

    private final Runtime runtime;
    private final List<Long> blocks = new ArrayList<>();

    Native(Runtime runtime) {
        this.runtime = runtime;
    }

    /** An empty buffer, aligned for every type. */
    Pointer buffer(int size) {
        var block = MemoryIO.getInstance().allocateMemory(Math.max(size, 8), true);
        if (block == 0) {
            throw new OutOfMemoryError("no " + size + " bytes for a system call");
        }
        blocks.add(block);
        return Pointer.wrap(runtime, block);
    }

    /** The address of a text, ended by NUL. */
    long text(String text) {
        return bytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    }

    /** The address of a copy of bytes. */
    long bytes(byte[] bytes) {
        var pointer = buffer(bytes.length);
        pointer.put(0, bytes, 0, bytes.length);
        return pointer.address();
    }

    /** The address of an array of texts, ended by NULL. */
    long texts(List<String> texts) {
        var array = buffer(8 * (texts.size() + 1));
        for (var i = 0; i < texts.size(); i++) {
            array.putLong(8L * i, text(texts.get(i)));
        }
        array.putLong(8L * texts.size(), 0);
        return array.address();
    }

    @Override
    public void close() {
        blocks.forEach(MemoryIO.getInstance()::freeMemory);
        blocks.clear();
    }
}
