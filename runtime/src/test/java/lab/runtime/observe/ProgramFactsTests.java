package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files tell beyond their size: here, a program of its world. */
@Tag("kernel")
final class ProgramFactsTests {
    @TempDir
    private Path dir;

    private static Reading reading(FactGroup file, String fact) {
        return ((Observation) file.get(fact)).reading();
    }

    private static String text(FactGroup file, String fact) {
        Reading reading = reading(file, fact);
        return String.valueOf(assertInstanceOf(Reading.Value.class, reading, reading.toString())
                .value());
    }

    private static FactGroup file(Path path) {
        return ((FactGroup) new Sleeper.Here().facts().root().get("host")).get("file", path.toString());
    }

    @Test
    void aProgramTellsTheLoaderAndTheLibrariesThatItAsksFor() throws Exception {
        FactGroup java = file(Files.readSymbolicLink(Path.of("/proc/self/exe")));
        String loader = text(java, "interpreter");
        assertTrue(Files.isRegularFile(Path.of(loader)), loader);
        assertTrue(text(java, "libraries").contains("libc."), "every JVM is linked with libc");
    }

    @Test
    void whatIsNoProgramHasNoLoader() throws Exception {
        Path script = Files.writeString(dir.resolve("script"), "#!/bin/sh\n");
        assertInstanceOf(Reading.Absent.class, reading(file(script), "interpreter"));
        assertInstanceOf(Reading.Unobservable.class, reading(file(dir), "interpreter"));
    }

    @Test
    void aTornProgramIsToldFromAWholeOne() throws Exception {
        Path torn = dir.resolve("torn");
        try (var java = Files.newInputStream(Path.of("/proc/self/exe"))) {
            Files.write(torn, java.readNBytes(100));
        }
        Reading damaged = reading(file(torn), "interpreter");
        assertTrue(damaged.toString().contains("damaged"), damaged.toString());
    }
}
