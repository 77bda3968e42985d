package lab.runtime.seccomp;

/**
 * What becomes of a system call: the value that a filter returns; seccomp(2), "SECCOMP_SET_MODE_FILTER".
 *
 * @param value the action in the upper half, such as the error number in the lower
 */
record Action(int value) {

    /** The call is made. */
    static final Action ALLOW = new Action(0x7fff0000);

    /** The process ends with {@code SIGSYS}. */
    static final Action KILL_PROCESS = new Action(0x80000000);

    /** The thread ends with {@code SIGSYS}. */
    static final Action KILL_THREAD = new Action(0);

    /** The process gets {@code SIGSYS}. */
    static final Action TRAP = new Action(0x00030000);

    /** The call is made and noted in the kernel's log. */
    static final Action LOG = new Action(0x7ffc0000);

    private static final int ERRNO = 0x00050000;
    private static final int TRACE = 0x7ff00000;
    private static final int DATA = 0xffff;

    /** The call is not made and gives an error. */
    static Action errno(int number) {
        return new Action(ERRNO | number & DATA);
    }

    /** A tracer decides; without one the call gives {@code ENOSYS}. */
    static Action trace(int data) {
        return new Action(TRACE | data & DATA);
    }

    /** Whether the call is made. */
    boolean allows() {
        return equals(ALLOW) || equals(LOG);
    }
}
