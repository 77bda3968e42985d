package lab.runtime.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChunksTests {

    @Test
    void givesWhatTheStreamGives() throws IOException {
        var bytes = new byte[1_000_003];
        new Random(1).nextBytes(bytes);
        try (var chunks = new Chunks(() -> new ByteArrayInputStream(bytes), "test")) {
            assertArrayEquals(bytes, chunks.readAllBytes());
        }
    }

    @Test
    void tellsOfWhatTheStreamThrows() {
        try (var chunks = new Chunks(() -> failing(null), "test")) {
            var failure = assertThrows(IOException.class, chunks::readAllBytes);
            assertTrue(String.valueOf(failure.getMessage()).contains("on purpose"), failure.toString());
        }
    }

    @Test
    void tellsOfALibraryThatTripsOverDamagedBytes() {
        try (var chunks = new Chunks(() -> failing(new IllegalStateException("not zstd at all")), "test")) {
            var failure = assertThrows(IOException.class, chunks::readAllBytes);
            assertTrue(String.valueOf(failure.getMessage()).contains("not zstd at all"), failure.toString());
        }
    }

    private static InputStream failing(RuntimeException thrown) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (thrown != null) {
                    throw thrown;
                }
                throw new IOException("on purpose");
            }
        };
    }
}
