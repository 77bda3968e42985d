package lab.runtime.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import lab.runtime.layer.Hasher;

/**
 * A stream whose end is an error unless what came has the digest and the length that a descriptor says. Whoever reads it has to read it to
 * its end to know.
 */
public final class VerifyingStream extends FilterInputStream {

    private final Descriptor expected;
    private final Hasher hasher;
    private long count;
    private boolean checked;

    /** Checks a stream against a descriptor. */
    public VerifyingStream(InputStream in, Descriptor expected) {
        super(in);
        this.expected = expected;
        this.hasher = Hasher.of(expected.digest().algorithm());
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
            hasher.update(into, from, n);
            count += n;
        }
        if (count > expected.size()) {
            throw new ImageException("size mismatch: blob " + expected.digest() + " shall have " + expected.size()
                    + " bytes, and has more");
        }
        if (n < 0 && !checked) {
            check();
        }
        return n;
    }

    private void check() throws IOException {
        checked = true;
        if (count != expected.size()) {
            throw new ImageException("size mismatch: blob " + expected.digest() + " shall have " + expected.size()
                    + " bytes, and has " + count);
        }
        var digest = new Digest(expected.digest().algorithm(), hasher.hex());
        if (!digest.equals(expected.digest())) {
            throw new ImageException("digest mismatch: blob " + expected.digest() + " has a content with " + digest);
        }
    }

    @Override
    public long skip(long n) throws IOException {
        return read(new byte[(int) Math.min(n, 8192)], 0, (int) Math.min(n, 8192));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        hasher.close();
        super.close();
    }
}
