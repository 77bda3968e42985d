package lab.runtime.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A script that ran to its end: natively, or on an emulated processor whose system calls are those of this kernel.
 *
 * @param ended how its first process ended
 * @param trace what its calls did
 */
record ScriptRun(Ended ended, Trace trace) {

    /** Runs a script; skips the test if there is no emulator for its architecture. */
    static ScriptRun of(Script script, Arch arch, Path dir) throws IOException {
        var file = Files.createTempDirectory(dir, "run").resolve("trace");
        var trace = Trace.create(file, script);
        try (var fd = Kernel.get().open(file.toString(), OpenFlags.O_RDWR, 0);
                var none = Kernel.get().open("/dev/null", OpenFlags.O_RDWR, 0);
                var child = start(script, arch, dir, List.of(none, none, none, fd))) {
            return new ScriptRun(child.await(), trace);
        }
    }

    /** Starts a script. */
    static Child start(Script script, Arch arch, Path dir, List<Fd> fds) throws IOException {
        if (arch == Arch.current()) {
            return Launcher.start(script, fds, false, "lab-test");
        }
        var qemu = Path.of("/usr/bin/qemu-" + arch.unameName() + "-static");
        assumeTrue(Files.isExecutable(qemu), () -> "no " + qemu + " to run the interpreter for " + arch.unameName());
        var elf = Files.createTempFile(dir, "script", ".elf");
        Files.write(elf, script.elf(arch));
        Files.setPosixFilePermissions(elf, PosixFilePermissions.fromString("r-x------"));
        return Launcher.start(qemu.toString(), List.of(qemu.toString(), elf.toString()), fds, false);
    }

    /** A call's result. */
    long result(Result call) {
        return trace.result(call).orElseThrow();
    }

    /** A call's error, by name. */
    Errno error(Result call) {
        return Errno.of(trace.outcome(call.index()).orElseThrow().error().orElseThrow())
                .orElseThrow();
    }
}
