package lab.runtime.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/*
 * How a list of calls runs.
 *
 * A machine of one register: the address of the record in work. A record is a system call's number and six arguments, room for the
 * result, and where to go on if that is zero or an error. The program is the array of records, the data behind it, and a loop of some
 * seventy instructions that takes a record, makes its call, writes down what came of it and steps on. There is no stack frame, no
 * library, no relocation, no thread-local storage: nothing that could be in a wrong state after clone(2), and nothing that belongs to
 * a JVM.
 *
 * Arguments
 * ---------
 * Two bits for each argument say what it is: the value itself (addresses are known when the ELF is written, so most are), the 64-bit
 * value at that address (results of earlier calls lie in their records), or the 32-bit value at that address (the ends of a pipe, a
 * status in a siginfo). All kernel structures are bytes in the data, and `store` fills in what is known only at run time.
 *
 * Two memories
 * ------------
 * Records and data are private: clone(2) copies them, and the results that arguments refer to are those of the same process. The trace is
 * a file mapped MAP_SHARED by the first record: all processes of the script and everyone else who maps the file see the same result, time
 * and count of each call. A call that returns twice is traced in the parent only, or the child's 0 could hide the child's pid. The count
 * is written last (on arm64 with release semantics), so that a reader who sees it sees the rest. execve(2) drops the mapping, so a
 * container's command can never write to it.
 *
 * Errors
 * ------
 * A result from -4095 to -1 is an error (the kernel's own convention, signal(7) restarts included: nobody here has a handler). Where the
 * record says so the script goes on there; else the process puts the record's address into the trace's header, if no other process was
 * first, and exits with 125. Two records that no caller wrote stand behind the last one: exit_group(0) for a script that comes to its end,
 * and exit_group(125) for one that cannot map its trace.
 *
 * Machine code
 * ------------
 * The listings beside this class hold the instructions with their bytes, so that no assembler is needed to run or to build; a test
 * assembles the instructions where there is one and compares. Numbers of calls are in the records; only clock_gettime(2) and
 * exit_group(2) are in the code, for they differ between architectures as the instructions do.
 */
/** The machine code that runs a script's records, one program for each architecture. */
final class Interpreter {

    /* Each is read when it is first needed, and once. */
    private static final class X86 {
        static final byte[] CODE = bytes(listing(Arch.X86_64));
    }

    private static final class Arm {
        static final byte[] CODE = bytes(listing(Arch.AARCH64));
    }

    private Interpreter() {}

    /** The machine code; its first instruction is the entry. */
    static byte[] code(Arch arch) {
        return (arch == Arch.X86_64 ? X86.CODE : Arm.CODE).clone();
    }

    /** The listing, line by line: labels that end in a colon, and instructions as {@code machine code | assembly | comment}. */
    static List<String> listing(Arch arch) {
        var resource = "interpreter-" + arch.unameName() + ".lst";
        try (var in = Interpreter.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(List<String> listing) {
        var hex = new StringBuilder();
        for (var line : listing) {
            var bar = line.indexOf('|');
            if (!line.startsWith(";") && bar > 0) {
                hex.append(line, 0, bar);
            }
        }
        return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
    }
}
