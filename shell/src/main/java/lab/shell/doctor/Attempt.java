package lab.shell.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lab.runtime.kernel.Errand;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;

/** One thing tried in a process of its own, or one file read: nothing if it went well, else the reason. */
final class Attempt {

    private static final int CLOEXEC = 4;
    private static final long PATIENCE_MILLIS = 5000;

    private Attempt() {}

    static Optional<String> calls(Consumer<ScriptWriter> calls) throws IOException {
        var s = new ScriptWriter();
        s.closeRange(Script.TRACE_FD, CLOEXEC);
        calls.accept(s);
        s.exitGroup(s.number(0));
        try {
            Errand.run(s.script(), List.of(), "lab-doctor", PATIENCE_MILLIS);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static Optional<String> read(String file) {
        try {
            return Files.readString(Path.of(file)).isBlank() ? Optional.of(file + ": empty") : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(file + ": no such file");
        } catch (IOException e) {
            return Optional.of(file + ": " + e.getMessage());
        }
    }

    /** The number in a file of the kernel's, -1 if there is none. */
    static long number(String file) {
        try {
            return Long.parseLong(Files.readString(Path.of(file)).strip());
        } catch (IOException | NumberFormatException e) {
            // Not every kernel has every setting.
            return -1;
        }
    }
}
