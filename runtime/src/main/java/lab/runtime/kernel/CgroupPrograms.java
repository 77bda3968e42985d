package lab.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Programs of eBPF that decide for a cgroup; bpf(2). */
public final class CgroupPrograms {

    private static final int PROG_LOAD = 5;
    private static final int PROG_ATTACH = 8;
    private static final int CGROUP_DEVICE_PROGRAM = 15;
    private static final int CGROUP_DEVICE = 6;
    private static final int ALLOW_MULTI = 2;
    private static final int ATTRIBUTES = 128;

    private CgroupPrograms() {}

    /**
     * Loads a program about devices and attaches it to a cgroup, with which it stays and goes.
     *
     * @param program its instructions, eight bytes each
     * @param directory the cgroup's directory in the unified hierarchy, open
     * @throws ErrnoException if the kernel refuses; {@code EPERM} for an ordinary user
     */
    public static void device(byte[] program, Fd directory) throws ErrnoException {
        var kernel = Kernel.get();
        try (var loaded = load(kernel, program);
                var memory = kernel.memory()) {
            var attributes = ByteBuffer.allocate(ATTRIBUTES).order(ByteOrder.LITTLE_ENDIAN);
            attributes
                    .putInt(directory.number())
                    .putInt(loaded.number())
                    .putInt(CGROUP_DEVICE)
                    .putInt(ALLOW_MULTI);
            kernel.call(Syscall.BPF, "BPF_PROG_ATTACH", PROG_ATTACH, memory.bytes(attributes.array()), ATTRIBUTES);
        }
    }

    private static Fd load(Kernel kernel, byte[] program) throws ErrnoException {
        try (var memory = kernel.memory()) {
            var attributes = ByteBuffer.allocate(ATTRIBUTES).order(ByteOrder.LITTLE_ENDIAN);
            attributes.putInt(CGROUP_DEVICE_PROGRAM).putInt(program.length / Long.BYTES);
            attributes.putLong(memory.bytes(program)).putLong(memory.text("Apache-2.0"));
            return Fd.of(
                    kernel.call(Syscall.BPF, "BPF_PROG_LOAD", PROG_LOAD, memory.bytes(attributes.array()), ATTRIBUTES));
        }
    }
}
