package lab.runtime.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import lab.runtime.kernel.Deputy;
import lab.runtime.kernel.Syscall;

/** The content of a file of a tree. */
public final class TreeInput extends InputStream {

    private final Deputy deputy;
    private final Handle file;

    TreeInput(Deputy deputy, Handle file) {
        this.deputy = deputy;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        var size = Math.min(length, Deputy.MEMORY);
        var buffer = deputy.room(size);
        var n = (int) deputy.call(Syscall.READ, file.path(), file.number(), buffer, size);
        if (n == 0) {
            return -1;
        }
        deputy.get(buffer, into, from, n);
        return n;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
