package lab.runtime.cgroup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/*
 * The kernel calls the program for each open(2) and mknod(2) of a device by a process of the cgroup. It is given
 *
 *   struct bpf_cgroup_dev_ctx { u32 access_type; u32 major; u32 minor; }
 *
 * with the type in the lower and the access in the upper half of the first word, and lets it happen if it returns 1. A rule is at most
 * seven instructions that fall through to "return 1" if all of it fits, and else go to the next rule; the last word is "return 0".
 */
/** A device list as a program of eBPF, {@code BPF_PROG_TYPE_CGROUP_DEVICE}; linux/bpf.h, cgroup-v2.rst "Device controller". */
final class DeviceProgram {

    private static final int LOAD_WORD = 0x61;
    private static final int MOVE = 0xbf;
    private static final int MOVE_NUMBER = 0xb7;
    private static final int AND_NUMBER = 0x57;
    private static final int SHIFT_RIGHT = 0x77;
    private static final int UNEQUAL_NUMBER = 0x55;
    private static final int EXIT = 0x95;

    private static final int RESULT = 0;
    private static final int CONTEXT = 1;
    private static final int TYPE = 2;
    private static final int ACCESS = 3;
    private static final int MAJOR = 4;
    private static final int MINOR = 5;
    private static final int REST = 6;

    private static final int BLOCK = 1;
    private static final int CHARACTER = 2;

    private final ByteBuffer code;

    private DeviceProgram(int rules) {
        code = ByteBuffer.allocate(Long.BYTES * (8 + 9 * rules)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The program that allows what one of the rules allows, and nothing else. */
    static byte[] of(List<DeviceRule> rules) {
        var program = new DeviceProgram(rules.size());
        program.add(LOAD_WORD, TYPE, CONTEXT, 0, 0);
        program.add(MOVE, ACCESS, TYPE, 0, 0);
        program.add(AND_NUMBER, TYPE, 0, 0, 0xffff);
        program.add(SHIFT_RIGHT, ACCESS, 0, 0, 16);
        program.add(LOAD_WORD, MAJOR, CONTEXT, 4, 0);
        program.add(LOAD_WORD, MINOR, CONTEXT, 8, 0);
        rules.forEach(program::rule);
        program.end(0);
        var bytes = new byte[program.code.position()];
        program.code.flip().get(bytes);
        return bytes;
    }

    private void rule(DeviceRule rule) {
        var left = length(rule);
        if (rule.type() != 'a') {
            add(UNEQUAL_NUMBER, TYPE, 0, --left, rule.type() == 'b' ? BLOCK : CHARACTER);
        }
        // What is asked for beyond what is allowed has to be nothing.
        add(MOVE, REST, ACCESS, 0, 0);
        add(AND_NUMBER, REST, 0, 0, ~access(rule));
        left -= 3;
        add(UNEQUAL_NUMBER, REST, 0, left, 0);
        if (rule.major() != DeviceRule.ANY) {
            add(UNEQUAL_NUMBER, MAJOR, 0, --left, rule.major());
        }
        if (rule.minor() != DeviceRule.ANY) {
            add(UNEQUAL_NUMBER, MINOR, 0, --left, rule.minor());
        }
        end(1);
    }

    private static int length(DeviceRule rule) {
        return (rule.type() == 'a' ? 0 : 1)
                + 3
                + (rule.major() == DeviceRule.ANY ? 0 : 1)
                + (rule.minor() == DeviceRule.ANY ? 0 : 1)
                + 2;
    }

    /** {@code BPF_DEVCG_ACC_*}. */
    private static int access(DeviceRule rule) {
        return (rule.access().contains("m") ? 1 : 0)
                | (rule.access().contains("r") ? 2 : 0)
                | (rule.access().contains("w") ? 4 : 0);
    }

    private void end(int result) {
        add(MOVE_NUMBER, RESULT, 0, 0, result);
        add(EXIT, 0, 0, 0, 0);
    }

    /** An instruction: {@code struct bpf_insn}. */
    private void add(int operation, int to, int from, int jump, int number) {
        code.put((byte) operation)
                .put((byte) (to | from << 4))
                .putShort((short) jump)
                .putInt(number);
    }
}
