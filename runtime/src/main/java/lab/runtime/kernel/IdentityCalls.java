package lab.runtime.kernel;

import java.util.Arrays;

/** Calls about who a process is and what it may do: ids, capabilities, limits, signals, prctl(2). */
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
        return prctl(1, "PR_SET_PDEATHSIG", signal);
    }

    /** prlimit64(2) of the caller; -1 is no limit. */
    default Result prlimit(int resource, String shown, long soft, long hard) {
        return call(
                Syscall.PRLIMIT64,
                number(0),
                named(resource, shown),
                bytes(Structs.rlimit(soft, hard), "{" + soft + ", " + hard + "}"),
                none());
    }

    /** rt_sigaction(2) to {@code SIG_DFL} or, if ignored, {@code SIG_IGN}. */
    default Result signalAction(int signal, boolean ignored) {
        var action = bytes(Structs.longs(ignored ? 1 : 0, 0, 0, 0), ignored ? "SIG_IGN" : "SIG_DFL");
        return call(Syscall.RT_SIGACTION, number(signal), action, none(), number(8));
    }

    /** rt_sigprocmask(2) {@code SIG_SETMASK}; bit 0 stands for signal 1. */
    default Result signalMask(long blocked) {
        return call(
                Syscall.RT_SIGPROCMASK,
                named(2, "SIG_SETMASK"),
                bytes(Structs.longs(blocked), String.format("[%x]", blocked)),
                none(),
                number(8));
    }
}
