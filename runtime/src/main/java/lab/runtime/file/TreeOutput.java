package lab.runtime.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import lab.runtime.kernel.Deputy;
import lab.runtime.kernel.Syscall;

/** A new file of a tree, being written. */
public final class TreeOutput extends OutputStream {

    private final Deputy deputy;
    private final Handle file;

    TreeOutput(Deputy deputy, Handle file) {
        this.deputy = deputy;
        this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        for (var done = 0; done < length; ) {
            var size = Math.min(length - done, Deputy.MEMORY);
            var address = deputy.put(bytes, from + done, size);
            done += (int) deputy.call(Syscall.WRITE, file.path(), file.number(), address, size);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
