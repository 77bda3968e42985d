package lab.runtime.namespace;

import lab.runtime.kernel.CloneFlags;

/** The kinds of namespaces; namespaces(7). */
public enum NamespaceType {
    /** Mounts. */
    MNT("mnt", CloneFlags.CLONE_NEWNS),
    /** Host name and domain name. */
    UTS("uts", CloneFlags.CLONE_NEWUTS),
    /** System V IPC and POSIX message queues. */
    IPC("ipc", CloneFlags.CLONE_NEWIPC),
    /** Process ids. */
    PID("pid", CloneFlags.CLONE_NEWPID),
    /** Network. */
    NET("net", CloneFlags.CLONE_NEWNET),
    /** User and group ids, capabilities. */
    USER("user", CloneFlags.CLONE_NEWUSER),
    /** The root of the cgroup tree as it is seen. */
    CGROUP("cgroup", CloneFlags.CLONE_NEWCGROUP),
    /** Boot time and monotonic clock. */
    TIME("time", CloneFlags.CLONE_NEWTIME);

    private final String file;
    private final long flag;

    NamespaceType(String file, long flag) {
        this.file = file;
        this.flag = flag;
    }

    /** Its file below {@code /proc/<pid>/ns}. */
    public String file() {
        return file;
    }

    /** Its flag for clone(2), unshare(2) and setns(2). */
    public long flag() {
        return flag;
    }
}
