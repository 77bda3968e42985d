package lab.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The kernel's structures as bytes; their layout is part of its stable interface. */
public final class Structs {

    /** {@code sizeof(siginfo_t)}. */
    public static final int SIGINFO_SIZE = 128;

    /** Where {@code si_code} of a siginfo lies: {@code CLD_EXITED} 1, {@code CLD_KILLED} 2, {@code CLD_DUMPED} 3. */
    public static final int SIGINFO_CODE = 8;

    /** Where {@code si_pid} of the siginfo of waitid(2) lies. */
    public static final int SIGINFO_PID = 16;

    /** Where {@code si_status} of the siginfo of waitid(2) lies: exit code or signal. */
    public static final int SIGINFO_STATUS = 24;

    /** {@code sizeof(struct new_utsname)}: six fields of 65 bytes. */
    public static final int UTSNAME_SIZE = 390;

    /** The length of a field of {@code struct new_utsname}. */
    public static final int UTSNAME_FIELD = 65;

    private Structs() {}

    /** {@code struct open_how}: flags, mode, resolve. */
    public static byte[] openHow(long flags, long mode, long resolve) {
        return longs(flags, mode, resolve);
    }

    /** {@code struct mount_attr}: set, clear, propagation, user namespace. */
    public static byte[] mountAttr(long set, long clear, long propagation, long userns) {
        return longs(set, clear, propagation, userns);
    }

    /** {@code struct clone_args} up to {@code cgroup}. */
    public static byte[] cloneArgs(long flags, long exitSignal, long cgroup) {
        return longs(flags, 0, 0, 0, exitSignal, 0, 0, 0, 0, 0, cgroup);
    }

    /** {@code struct timespec}. */
    public static byte[] timespec(long seconds, long nanoseconds) {
        return longs(seconds, nanoseconds);
    }

    /** {@code struct rlimit64}: soft, hard; -1 is no limit. */
    public static byte[] rlimit(long soft, long hard) {
        return longs(soft, hard);
    }

    /** {@code struct __user_cap_header_struct} of version 3, about the caller. */
    public static byte[] capHeader() {
        return ints(0x20080522, 0);
    }

    /** Two {@code struct __user_cap_data_struct} from masks of 64 bits. */
    public static byte[] capData(long effective, long permitted, long inheritable) {
        return ints(
                (int) effective,
                (int) permitted,
                (int) inheritable,
                (int) (effective >>> 32),
                (int) (permitted >>> 32),
                (int) (inheritable >>> 32));
    }

    /** {@code struct ifreq} with a name and flags; netdevice(7). */
    public static byte[] interfaceFlags(String name, int flags) {
        var request = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        request.put(utf8(name)).putShort(16, (short) flags);
        return request.array();
    }

    /** Numbers of 64 bits, one after the other. */
    public static byte[] longs(long... values) {
        var bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            bytes.putLong(value);
        }
        return bytes.array();
    }

    /** Numbers of 32 bits, one after the other. */
    public static byte[] ints(int... values) {
        var bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (var value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
