package lab.runtime.kernel;

/** Calls about System V IPC objects, which an IPC namespace separates, and about futexes; sysvipc(7), futex(2). */
public interface IpcCalls extends Calls {

    /** {@code IPC_RMID} of the control calls: removes the object. */
    int IPC_RMID = 0;

    /** {@code IPC_STAT} of the control calls: copies what is known of the object to a buffer. */
    int IPC_STAT = 2;

    /** {@code IPC_CREAT}: makes the object if there is none. */
    int IPC_CREAT = 01000;

    /** {@code IPC_EXCL}: fails if there is one. */
    int IPC_EXCL = 02000;

    /** shmget(2); the flags include the permission bits. */
    default Result shmget(int key, long size, int flags) {
        return call(Syscall.SHMGET, key(key), number(size), flags(flags)).about("segment");
    }

    /** shmctl(2). */
    default Result shmctl(Operand id, int command, Operand buffer) {
        return call(Syscall.SHMCTL, id, command(command), buffer);
    }

    /** msgget(2); the flags include the permission bits. */
    default Result msgget(int key, int flags) {
        return call(Syscall.MSGGET, key(key), flags(flags)).about("queue");
    }

    /** msgctl(2). */
    default Result msgctl(Operand id, int command, Operand buffer) {
        return call(Syscall.MSGCTL, id, command(command), buffer);
    }

    /** semget(2); the flags include the permission bits. */
    default Result semget(int key, int count, int flags) {
        return call(Syscall.SEMGET, key(key), number(count), flags(flags)).about("semaphores");
    }

    /** semctl(2) of all semaphores of a set. */
    default Result semctl(Operand id, int command, Operand argument) {
        return call(Syscall.SEMCTL, id, number(0), command(command), argument);
    }

    /** futex(2) {@code FUTEX_WAIT}: sleeps while 32 bits of memory have a value. */
    default Result futexWait(Operand.Address word, int value) {
        return call(Syscall.FUTEX, word, named(0, "FUTEX_WAIT"), number(value), none());
    }

    /** futex(2) {@code FUTEX_WAKE}: wakes some of those who sleep on a word. */
    default Result futexWake(Operand.Address word, int count) {
        return call(Syscall.FUTEX, word, named(1, "FUTEX_WAKE"), number(count));
    }

    private Operand key(int key) {
        return key == 0 ? named(0, "IPC_PRIVATE") : named(key, "0x" + Integer.toHexString(key));
    }

    private Operand command(int command) {
        return switch (command) {
            case IPC_RMID -> named(command, "IPC_RMID");
            case IPC_STAT -> named(command, "IPC_STAT");
            default -> number(command);
        };
    }

    private Operand flags(int flags) {
        var mode = flags & 0777;
        var names = new FlagNames().with(IPC_CREAT, "IPC_CREAT").with(IPC_EXCL, "IPC_EXCL");
        var shown = names.of(flags & ~0777) + (mode == 0 ? "" : "|0" + Integer.toOctalString(mode));
        return named(flags, shown.replace("0|", ""));
    }
}
