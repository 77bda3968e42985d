package lab.runtime.kernel;

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
}
