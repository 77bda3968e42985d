package lab.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The listings of the interpreter: bytes and instructions that say the same. */
@ParameterizedClass
@EnumSource(Arch.class)
final class InterpreterTests {

    @Parameter
    private Arch arch;

    @TempDir
    private Path dir;

    @Test
    void anAssemblerMakesTheSameBytesOfTheInstructions() throws IOException, InterruptedException {
        var source = new ArrayList<>(arch == Arch.X86_64 ? List.of(".intel_syntax noprefix") : List.<String>of());
        for (var line : Interpreter.listing(arch)) {
            if (!line.startsWith(";")) {
                source.add(line.endsWith(":") ? line : column(line, 1));
            }
        }
        Files.write(dir.resolve("code.s"), source);
        run(tool("as"), "-o", "code.o", "code.s");
        run(tool("objcopy"), "-O", "binary", "-j", ".text", "code.o", "code.bin");
        assertEquals(
                HexFormat.of().formatHex(Files.readAllBytes(dir.resolve("code.bin"))),
                HexFormat.of().formatHex(Interpreter.code(arch)));
    }

    @Test
    void aDisassemblerReadsTheSameInstructionsInTheBytes() throws IOException, InterruptedException {
        var expected = Interpreter.listing(arch).stream()
                .filter(line -> line.contains("|") && !line.startsWith(";"))
                .map(line -> column(line, 0) + " " + mnemonic(column(line, 1)))
                .toList();
        Files.write(dir.resolve("code.bin"), Interpreter.code(arch));
        var machine = arch == Arch.X86_64
                ? List.of("-m", "i386:x86-64", "-M", "intel", "--insn-width=10")
                : List.of("-m", "aarch64");
        var command = new ArrayList<>(List.of(tool("objdump"), "-D", "-b", "binary"));
        command.addAll(machine);
        command.add("code.bin");
        var read = new ArrayList<String>();
        for (var line : run(command.toArray(String[]::new))) {
            var columns = line.split("\t");
            if (columns.length > 2) {
                read.add(bytes(columns[1]) + " " + mnemonic(columns[2]));
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", read));
    }

    @Test
    void itIsAFewHundredBytesLong() {
        var size = Interpreter.code(arch).length;
        assertTrue(size > 100 && size < 300, size + " bytes");
    }

    @Test
    void itKnowsWhereRecordsAndTraceLie() {
        var text = String.join("\n", Interpreter.listing(arch));
        assertTrue(text.contains("0x" + Long.toHexString(Layout.RECORDS)));
        assertTrue(text.contains("0x" + Long.toHexString(Layout.TRACE + Layout.FAILED_OFFSET))
                || text.contains("#0x" + Long.toHexString(Layout.TRACE >> 16) + ", lsl #16"));
    }

    /** The bytes as the listing has them: in the order of memory. */
    private String bytes(String objdump) {
        var hex = objdump.strip();
        if (arch == Arch.X86_64) {
            return hex;
        }
        var word = HexFormat.of().parseHex(hex);
        return String.format("%02x %02x %02x %02x", word[3], word[2], word[1], word[0]);
    }

    /** Some jumps have two names; the disassembler knows one of them. */
    private static String mnemonic(String instruction) {
        var name = instruction.strip().split("\\s+")[0];
        return name.equals("b.hs") ? "b.cs" : name;
    }

    private static String column(String line, int index) {
        return line.split("\\|")[index].strip();
    }

    private String tool(String name) {
        var prefix = arch == Arch.current() ? "" : arch.unameName() + "-linux-gnu-";
        var path = Path.of("/usr/bin/" + prefix + name);
        assumeTrue(Files.isExecutable(path), () -> "no " + path + " (package binutils)");
        return path.toString();
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        var output = dir.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> command[0] + " does not end");
        var lines = Files.readAllLines(output);
        assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
        return lines;
    }
}
