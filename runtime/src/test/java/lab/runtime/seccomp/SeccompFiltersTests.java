package lab.runtime.seccomp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lab.runtime.container.Capability;
import lab.runtime.kernel.Arch;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.KernelVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

final class SeccompFiltersTests {

    private static final int ALLOW = Action.ALLOW.value();
    private static final int EPERM = Action.errno(Errno.EPERM.number()).value();
    private static final int ENOSYS = Action.errno(Errno.ENOSYS.number()).value();
    private static final long CLONE_NEWUSER = 0x10000000L;

    private static Set<String> defaults() {
        return Set.copyOf(Capability.DEFAULT.stream().map(Enum::name).toList());
    }

    private static int answer(Seccomp profile, Arch arch, Set<String> capabilities, String call, long... arguments)
            throws IOException {
        var audit = AuditArch.of(arch).get(0);
        var filters = new SeccompFilters(arch, new KernelVersion(6, 1));
        var program = filters.filter(profile, capabilities).orElseThrow();
        assertTrue(program.length / 8 < Bpf.MAX);
        var number = SyscallTable.of(audit).number(call).orElseThrow();
        return new BpfMachine(program).run(audit, number, arguments);
    }

    private static int answer(Arch arch, String call, long... arguments) throws IOException {
        return answer(Seccomp.DEFAULT, arch, defaults(), call, arguments);
    }

    @Test
    void usualCallsAreAllowed() throws IOException {
        for (var arch : Arch.values()) {
            for (var call : List.of("read", "execve", "openat", "futex", "mprotect", "chroot", "ptrace", "statx")) {
                assertEquals(ALLOW, answer(arch, call), arch + " " + call);
            }
        }
    }

    @Test
    void callsThatReachBeyondTheContainerAreRefused() throws IOException {
        for (var arch : Arch.values()) {
            for (var call : List.of(
                    "mount",
                    "umount2",
                    "unshare",
                    "setns",
                    "bpf",
                    "keyctl",
                    "add_key",
                    "init_module",
                    "kexec_load",
                    "io_uring_setup",
                    "open_by_handle_at",
                    "reboot",
                    "userfaultfd",
                    "swapon",
                    "pivot_root")) {
                assertEquals(EPERM, answer(arch, call), arch + " " + call);
            }
        }
    }

    @Test
    void cloneMayMakeProcessesButNoNamespaces() throws IOException {
        for (var arch : Arch.values()) {
            assertEquals(ALLOW, answer(arch, "clone", 17));
            assertEquals(ALLOW, answer(arch, "clone", 0x3d0f00));
            assertEquals(EPERM, answer(arch, "clone", CLONE_NEWUSER | 17));
            assertEquals(ENOSYS, answer(arch, "clone3"));
        }
    }

    @Test
    void argumentsDecide() throws IOException {
        for (var family : List.of(1, 2, 10, 16, 17, 37, 39, 41, 44)) {
            assertEquals(ALLOW, answer(Arch.X86_64, "socket", family), "family " + family);
        }
        for (var family : List.of(38, 40)) {
            assertEquals(EPERM, answer(Arch.X86_64, "socket", family), "family " + family);
        }
        assertEquals(ALLOW, answer(Arch.X86_64, "personality", 0xffffffffL));
        assertEquals(EPERM, answer(Arch.X86_64, "personality", 0x40000));
    }

    @Test
    void capabilitiesOpenTheirCalls() throws IOException {
        var admin = Set.of(Capability.CAP_SYS_ADMIN.name());
        assertEquals(ALLOW, answer(Seccomp.DEFAULT, Arch.X86_64, admin, "mount"));
        assertEquals(ALLOW, answer(Seccomp.DEFAULT, Arch.X86_64, admin, "clone3"));
        assertEquals(ALLOW, answer(Seccomp.DEFAULT, Arch.X86_64, admin, "clone", CLONE_NEWUSER));
        assertEquals(EPERM, answer(Seccomp.DEFAULT, Arch.X86_64, Set.of(), "chroot"));
    }

    @Test
    void otherArchitecturesAndNewerCallsAreThoughtOf() throws IOException {
        var program = new SeccompFilters(Arch.X86_64, new KernelVersion(6, 1))
                .filter(Seccomp.DEFAULT, defaults())
                .orElseThrow();
        var machine = new BpfMachine(program);
        assertEquals(ALLOW, machine.run(AuditArch.I386, 3));
        assertEquals(EPERM, machine.run(AuditArch.I386, 21), "mount");
        assertEquals(Action.KILL_PROCESS.value(), machine.run(AuditArch.AARCH64, 63));
        assertEquals(ENOSYS, machine.run(AuditArch.X86_64, 0x40000000), "x32");
        assertEquals(ENOSYS, machine.run(AuditArch.X86_64, 5000));
    }

    @Test
    void everyNameOfTheDefaultProfileIsACall() throws IOException {
        var profile = ProfileText.read(SeccompFilters.text());
        for (var rule : profile.rules()) {
            for (var name : rule.names()) {
                var known = false;
                for (var arch : AuditArch.values()) {
                    known |= SyscallTable.of(arch).number(name).isPresent();
                }
                assertTrue(known, name);
            }
        }
    }

    @Test
    void readsDockersForm() throws IOException {
        var custom = new Seccomp.Custom("""
                {"defaultAction": "SCMP_ACT_ALLOW",
                 "architectures": ["SCMP_ARCH_X86_64"],
                 "syscalls": [
                   {"names": ["mkdir", "nonsense"], "action": "SCMP_ACT_ERRNO", "errnoRet": 13},
                   {"name": "kill", "action": "SCMP_ACT_ERRNO",
                    "args": [{"index": 1, "value": 9, "op": "SCMP_CMP_EQ"}, {"index": 1, "value": 15, "op": "SCMP_CMP_EQ"}]},
                   {"names": ["dup3"], "action": "SCMP_ACT_KILL_PROCESS",
                    "args": [{"index": 0, "value": 5, "op": "SCMP_CMP_GT"}, {"index": 1, "value": 7, "op": "SCMP_CMP_LE"}]},
                   {"names": ["chmod"], "action": "SCMP_ACT_LOG", "includes": {"caps": ["CAP_CHOWN"]}},
                   {"names": ["fchmod"], "action": "SCMP_ACT_TRAP", "includes": {"minKernel": "9.0"}}
                 ]}""");
        assertEquals(Action.errno(13).value(), answer(custom, Arch.X86_64, defaults(), "mkdir"));
        assertEquals(EPERM, answer(custom, Arch.X86_64, defaults(), "kill", 1, 9));
        assertEquals(EPERM, answer(custom, Arch.X86_64, defaults(), "kill", 1, 15));
        assertEquals(ALLOW, answer(custom, Arch.X86_64, defaults(), "kill", 1, 1));
        assertEquals(Action.KILL_PROCESS.value(), answer(custom, Arch.X86_64, defaults(), "dup3", 6, 7));
        assertEquals(ALLOW, answer(custom, Arch.X86_64, defaults(), "dup3", 6, 8));
        assertEquals(ALLOW, answer(custom, Arch.X86_64, defaults(), "dup3", 5, 1));
        assertEquals(Action.LOG.value(), answer(custom, Arch.X86_64, defaults(), "chmod"));
        assertEquals(ALLOW, answer(custom, Arch.X86_64, Set.of(), "chmod"));
        assertEquals(ALLOW, answer(custom, Arch.X86_64, Set.of(), "fchmod"));
    }

    @Test
    void eachComparisonIsOfAllBits() throws IOException {
        var values = new long[] {0, 1, 5, 6, 7, 0xffffffffL, 0x1_0000_0005L, 0x1_0000_0006L, 0x2_0000_0000L, -1};
        for (var operator : Condition.Operator.values()) {
            for (var limit : values) {
                var rule = new Rule(
                        List.of("read"),
                        Action.TRAP,
                        List.of(List.of(new Condition(2, operator, limit))),
                        Rule.Scope.ALWAYS);
                var profile = new SeccompProfile(Action.ALLOW, List.of(rule), Set.of());
                var program = new FilterCompiler(profile, Set.of(), new KernelVersion(6, 1))
                        .compile(List.of(AuditArch.X86_64));
                for (var value : values) {
                    var order = Long.compareUnsigned(value, limit);
                    var holds =
                            switch (operator) {
                                case EQ -> order == 0;
                                case NE -> order != 0;
                                case LT -> order < 0;
                                case LE -> order <= 0;
                                case GE -> order >= 0;
                                case GT -> order > 0;
                            };
                    var result = new BpfMachine(program).run(AuditArch.X86_64, 0, 0, 0, value);
                    assertEquals(holds, result == Action.TRAP.value(), value + " " + operator + " " + limit);
                }
            }
        }
    }

    @Test
    void refusesWhatIsNoProfile() {
        for (var text : List.of(
                "",
                "[]",
                "{}",
                "{\"defaultAction\": \"ALLOW\"}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [3]}",
                "{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": [{\"names\": [\"read\"], \"action\": \"x\"}]}")) {
            assertThrows(IllegalArgumentException.class, () -> new Seccomp.Custom(text), text);
        }
    }

    @Test
    void unconfinedIsNoneAndTheDefaultIsTheSameProgramEachTime() throws IOException {
        var filters = new SeccompFilters();
        assertEquals(Optional.empty(), filters.filter(Seccomp.UNCONFINED, Set.of()));
        assertArrayEquals(
                filters.filter(Seccomp.DEFAULT, defaults()).orElseThrow(),
                filters.filter(Seccomp.DEFAULT, defaults()).orElseThrow());
    }

    @Test
    void whatIsKeptReadyIsWhatTheProfileSays(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path dir) throws IOException {
        for (var arch : Arch.values()) {
            var filters = new SeccompFilters(arch, new KernelVersion(6, 1));
            var made = filters.make("", defaults());
            var file = Files.writeString(
                    dir.resolve("default-" + AuditArch.of(arch).get(0).label() + ".bpf"), ProgramListing.write(made));
            assertArrayEquals(
                    made,
                    filters.filter(Seccomp.DEFAULT, defaults()).orElseThrow(),
                    "the profile or its compiler has changed: take " + file + " into the resources");
        }
    }
}
