package lab.runtime.container;

/**
 * Where in the trace of a start or a join the things are that others look for.
 *
 * @param monitor the call that gives the monitor's pid
 * @param first the call that gives the pid of the first process
 * @param info where the siginfo of its end lies, in bytes
 * @param end where the siginfo of the command's end lies, if process 1 is the lab's own
 * @param firstExec the first execve(2)
 * @param endExec the call after the last execve(2)
 */
record TraceMap(int monitor, int first, int info, int end, int firstExec, int endExec) {

    /** The map of a script that is not written yet. */
    static final TraceMap NONE = new TraceMap(0, 0, 0, 0, 0, 0);
}
