package lab.runtime.kernel;

import java.util.Arrays;

/** Calls about who a process is and what it may do: ids, capabilities, limits, prctl(2), seccomp(2). */
public interface IdentityCalls extends Calls {

    /** setresuid(2) to one id. */
    default Result setresuid(int uid) {
        return call(Syscall.SETRESUID, number(uid), number(uid), number(uid));
    }

    /** setresgid(2) to one id. */
    default Result setresgid(int gid) {
        return call(Syscall.SETRESGID, number(gid), number(gid), number(gid));
    }

    /** setgroups(2). */
    default Result setgroups(int... gids) {
        var list = gids.length == 0 ? none() : bytes(Structs.ints(gids), Arrays.toString(gids));
        return call(Syscall.SETGROUPS, number(gids.length), list);
    }

    /** capset(2) for the caller, from masks of 64 bits. */
    default Result capset(long effective, long permitted, long inheritable) {
        return call(
                Syscall.CAPSET,
                bytes(Structs.capHeader(), "{_LINUX_CAPABILITY_VERSION_3}"),
                bytes(
                        Structs.capData(effective, permitted, inheritable),
                        String.format("{e=%x, p=%x, i=%x}", effective, permitted, inheritable)));
    }

    /** prctl(2). */
    default Result prctl(int option, String shown, long argument) {
        return call(Syscall.PRCTL, named(option, shown), number(argument), number(0), number(0), number(0));
    }

    /** prctl(2) {@code PR_CAPBSET_DROP}. */
    default Result dropFromBoundingSet(int capability, String shown) {
        return call(
                Syscall.PRCTL, named(24, "PR_CAPBSET_DROP"), named(capability, shown), number(0), number(0), number(0));
    }

    /** prctl(2) {@code PR_CAP_AMBIENT PR_CAP_AMBIENT_CLEAR_ALL}. */
    default Result clearAmbient() {
        return call(
                Syscall.PRCTL,
                named(47, "PR_CAP_AMBIENT"),
                named(4, "PR_CAP_AMBIENT_CLEAR_ALL"),
                number(0),
                number(0),
                number(0));
    }

    /** prctl(2) {@code PR_SET_NO_NEW_PRIVS}. */
    default Result noNewPrivs() {
        return prctl(38, "PR_SET_NO_NEW_PRIVS", 1);
    }

    /** prctl(2) {@code PR_SET_DUMPABLE}. */
    default Result dumpable(boolean yes) {
        return prctl(4, "PR_SET_DUMPABLE", yes ? 1 : 0);
    }

    /** prctl(2) {@code PR_SET_KEEPCAPS}. */
    default Result keepCaps(boolean yes) {
        return prctl(8, "PR_SET_KEEPCAPS", yes ? 1 : 0);
    }

    /** prctl(2) {@code PR_SET_NAME}: the name that ps(1) shows, at most 15 bytes. */
    default Result processName(String name) {
        return call(Syscall.PRCTL, named(15, "PR_SET_NAME"), text(name), number(0), number(0), number(0));
    }

    /** prctl(2) {@code PR_SET_PDEATHSIG}. */
    default Result parentDeathSignal(int signal) {
        return call(
                Syscall.PRCTL,
                named(1, "PR_SET_PDEATHSIG"),
                named(signal, signal == 0 ? "0" : Signal.name(signal)),
                number(0),
                number(0),
                number(0));
    }

    /** prlimit64(2) of a process, 0 for the caller; -1 is no limit. */
    default Result prlimit(Operand pid, int resource, String shown, long soft, long hard) {
        return call(
                Syscall.PRLIMIT64,
                pid,
                named(resource, shown),
                bytes(Structs.rlimit(soft, hard), "{" + soft + ", " + hard + "}"),
                none());
    }

    /** setpriority(2) of the caller: the nice value. */
    default Result setpriority(int nice) {
        return call(Syscall.SETPRIORITY, named(0, "PRIO_PROCESS"), number(0), number(nice));
    }

    /** sched_setaffinity(2) of the caller to the first 64 processors; bit 0 is processor 0. */
    default Result schedSetaffinity(long processors) {
        var mask = bytes(Structs.longs(processors), String.format("[%x]", processors));
        return call(Syscall.SCHED_SETAFFINITY, number(0), number(Long.BYTES), mask);
    }

    /** personality(2). */
    default Result personality(long persona) {
        return call(Syscall.PERSONALITY, named(persona, "0x" + Long.toHexString(persona)));
    }

    /** keyctl(2) {@code KEYCTL_JOIN_SESSION_KEYRING} with a new keyring. */
    default Result joinSessionKeyring() {
        return call(Syscall.KEYCTL, named(1, "KEYCTL_JOIN_SESSION_KEYRING"), none());
    }

    /**
     * seccomp(2) {@code SECCOMP_SET_MODE_FILTER}.
     *
     * @param filter the instructions of BPF, eight bytes each
     */
    default Result seccompFilter(byte[] filter) {
        var count = filter.length / Long.BYTES;
        var program = bytes(Structs.longs(count, 0), "{" + count + " instructions}");
        point(program.plus(8), bytes(filter, "filter"));
        return call(Syscall.SECCOMP, named(1, "SECCOMP_SET_MODE_FILTER"), number(0), program);
    }
}
