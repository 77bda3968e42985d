package lab.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of images, read as Docker reads them. */
final class ImageNameTests {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "alpine,                          docker.io/library/alpine:latest,    alpine:latest",
        "alpine:3.20,                     docker.io/library/alpine:3.20,      alpine:3.20",
        "lab/app,                         docker.io/lab/app:latest,           lab/app:latest",
        "index.docker.io/alpine,          docker.io/library/alpine:latest,    alpine:latest",
        "docker.io/library/alpine:3,      docker.io/library/alpine:3,         alpine:3",
        "localhost/app,                   localhost/app:latest,               localhost/app:latest",
        "localhost:5000/app:1,            localhost:5000/app:1,               localhost:5000/app:1",
        "127.0.0.1:5000/a/b/c:x_y.z-1,    127.0.0.1:5000/a/b/c:x_y.z-1,       127.0.0.1:5000/a/b/c:x_y.z-1",
        "[::1]:5000/app,                  [::1]:5000/app:latest,              [::1]:5000/app:latest",
        "ghcr.io/a__b/c--d,               ghcr.io/a__b/c--d:latest,           ghcr.io/a__b/c--d:latest",
        "LOCAL/app,                       LOCAL/app:latest,                   LOCAL/app:latest",
    })
    void shortNamesStandForDockers(String text, String full, String familiar) throws ImageNameException {
        var name = ImageName.parse(text);
        assertEquals(full, name.toString());
        assertEquals(familiar, name.familiar());
        assertEquals(name, ImageName.parse(full));
    }

    @Test
    void aDigestNeedsNoTagAndWinsOverOne() throws ImageNameException {
        var alone = ImageName.parse("alpine@" + DIGEST);
        assertTrue(alone.tag().isEmpty());
        assertEquals(DIGEST, alone.reference());
        var both = ImageName.parse("docker.io/library/alpine:3.20@" + DIGEST);
        assertEquals("3.20", both.tag().orElseThrow());
        assertEquals(DIGEST, both.reference());
        assertEquals("docker.io/library/alpine:3.20@" + DIGEST, both.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                 the name is missing",
        "':3',                               the name is missing",
        "Alpine,                             lower case",
        "a//b,                               joined by",
        "/etc/passwd,                        joined by",
        "../alpine,                          no host of",
        "a_-b,                               joined by",
        "alpine:,                            a tag has",
        "alpine:-x,                          a tag has",
        "'alpine:a b',                       a tag has",
        "alpine@sha256:../../../etc/passwd,  a digest is",
        "alpine@sha256:00,                   a digest is",
        "alpine@md5:0123456789abcdef0123456789abcdef, a digest is",
        "-x.y/alpine,                        no host",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, an id",
    })
    void whatIsNoNameIsRefusedWithTheReason(String text, String reason) {
        var refused = assertThrows(ImageNameException.class, () -> ImageName.parse(text));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        assertTrue(refused.getMessage().contains("\"" + text + "\""), refused.getMessage());
    }

    @Test
    void aNameIsNotEndless() {
        assertThrows(ImageNameException.class, () -> ImageName.parse("a/".repeat(130) + "a"));
    }
}
