package lab.runtime.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An architecture that the interpreter of scripts exists for. */
public enum Arch {
    /** 64-bit x86. */
    X86_64("x86_64", 62),
    /** 64-bit ARM. */
    AARCH64("aarch64", 183);

    private final String unameName;
    private final int elfMachine;

    Arch(String unameName, int elfMachine) {
        this.unameName = unameName;
        this.elfMachine = elfMachine;
    }

    /**
     * The architecture of this JVM.
     *
     * @throws UnsupportedOperationException if there is no interpreter for it
     */
    public static Arch current() {
        var name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64", "arm64" -> AARCH64;
            default -> throw new UnsupportedOperationException("lab runs on x86-64 and arm64, this machine is " + name);
        };
    }

    /** The name that uname(2) gives as machine. */
    public String unameName() {
        return unameName;
    }

    /** {@code e_machine} of its ELF files. */
    int elfMachine() {
        return elfMachine;
    }

    /** The interpreter's machine code. */
    byte[] interpreter() {
        var hex = new StringBuilder();
        for (var line : listing()) {
            if (line.startsWith(";") || line.endsWith(":")) {
                continue;
            }
            var bar = line.indexOf('|');
            hex.append(bar < 0 ? line : line.substring(0, bar));
        }
        return HexFormat.of().parseHex(hex.toString().replace(" ", ""));
    }

    /** The interpreter's listing, line by line: labels, machine code, instruction, comment. */
    List<String> listing() {
        var resource = "interpreter-" + unameName + ".lst";
        try (var in = Arch.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
