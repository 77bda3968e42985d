package lab.runtime.layer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose bytes are hashed and counted, up to a limit. */
final class HashingStream extends FilterInputStream {

    private final Hasher hasher;
    private final long most;
    private final String what;
    private long count;

    HashingStream(InputStream in, Hasher hasher, long most, String what) {
        super(in);
        this.hasher = hasher;
        this.most = most;
        this.what = what;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        var n = in.read(into, from, length);
        if (n > 0) {
            count += n;
            if (count > most) {
                throw new LayerException("size mismatch: " + what + " has more than " + most + " bytes");
            }
            hasher.update(into, from, n);
        }
        return n;
    }
}
