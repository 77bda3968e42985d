package lab.runtime.kernel;

/**
 * Namespaces of the calling thread alone. Only for a thread that ends afterwards, and only for the kinds that a thread of a process may
 * have for itself: {@code CLONE_NEWNET}, {@code CLONE_NEWUTS}, {@code CLONE_NEWIPC}.
 */
public final class ThreadNamespaces {

    private ThreadNamespaces() {}

    /** setns(2): goes into the namespace that a file stands for. */
    public static void enter(Fd namespace, long type) throws ErrnoException {
        Kernel.get().call(Syscall.SETNS, CloneFlags.names(type), namespace.number(), type);
    }

    /** unshare(2): goes into new ones. */
    public static void leave(long types) throws ErrnoException {
        Kernel.get().call(Syscall.UNSHARE, CloneFlags.names(types), types);
    }
}
