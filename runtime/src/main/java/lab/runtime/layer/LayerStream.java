package lab.runtime.layer;

import java.io.IOException;
import java.io.InputStream;

/** The tar of a layer, whose end is an error unless both digests and the blob's length are what they should be. */
final class LayerStream extends InputStream {

    private final Unpack expected;
    private final Hasher blobHash;
    private final Hasher tarHash;
    private final HashingStream blob;
    private final HashingStream tar;
    private boolean checked;

    private LayerStream(Unpack expected, InputStream source, Hasher blobHash, Hasher tarHash) throws IOException {
        this.expected = expected;
        this.blobHash = blobHash;
        this.tarHash = tarHash;
        this.blob = new HashingStream(source, blobHash, expected.size(), "blob " + expected.blob());
        this.tar = new HashingStream(
                Decompression.open(blob), tarHash, expected.most(), "the tar of blob " + expected.blob());
    }

    static LayerStream open(Unpack expected, Unpack.Source source) throws IOException {
        var in = source.open();
        var blobHash = hasher(expected.blob());
        var tarHash = hasher(expected.diffId());
        try {
            return new LayerStream(expected, in, blobHash, tarHash);
        } catch (IOException e) {
            try (in;
                    blobHash;
                    tarHash) {
                throw e;
            }
        }
    }

    private static Hasher hasher(String digest) {
        return Hasher.of(digest.substring(0, digest.indexOf(':')));
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        var n = tar.read(into, from, length);
        if (n < 0 && !checked) {
            checked = true;
            check();
        }
        return n;
    }

    private void check() throws IOException {
        if (blob.read() >= 0) {
            throw new LayerException("blob " + expected.blob() + " has something behind its compressed stream");
        }
        if (blob.count() != expected.size()) {
            throw new LayerException("size mismatch: blob " + expected.blob() + " shall have " + expected.size()
                    + " bytes, and has " + blob.count());
        }
        same(expected.blob(), blobHash.hex(), "blob " + expected.blob());
        same(expected.diffId(), tarHash.hex(), "the tar of blob " + expected.blob());
    }

    private static void same(String wanted, String hex, String what) throws LayerException {
        var algorithm = wanted.substring(0, wanted.indexOf(':') + 1);
        if (!wanted.equals(algorithm + hex)) {
            throw new LayerException(
                    "digest mismatch: " + what + " has the digest " + algorithm + hex + ", not " + wanted);
        }
    }

    @Override
    public void close() throws IOException {
        try (blobHash;
                tarHash) {
            tar.close();
        }
    }
}
