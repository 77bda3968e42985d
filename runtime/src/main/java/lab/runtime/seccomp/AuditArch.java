package lab.runtime.seccomp;

import java.util.List;
import lab.runtime.kernel.Arch;

/** An architecture that a system call can be made in; its number is that of {@code seccomp_data.arch}, from linux/audit.h. */
enum AuditArch {
    /** 64-bit x86. */
    X86_64("x86_64", 0xc000003e),
    /** 32-bit x86, which programs on x86-64 may use, too. */
    I386("i386", 0x40000003),
    /** 64-bit Arm. */
    AARCH64("aarch64", 0xc00000b7);

    private final String label;
    private final int number;

    AuditArch(String label, int number) {
        this.label = label;
        this.number = number;
    }

    /** Those that programs on a machine can make calls in; the machine's own comes first. */
    static List<AuditArch> of(Arch arch) {
        return arch == Arch.X86_64 ? List.of(X86_64, I386) : List.of(AARCH64);
    }

    /** Its name in profiles and of its table of calls. */
    String label() {
        return label;
    }

    int number() {
        return number;
    }
}
