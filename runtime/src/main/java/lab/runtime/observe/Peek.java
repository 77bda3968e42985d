package lab.runtime.observe;

import java.nio.charset.StandardCharsets;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.FileStat;
import lab.runtime.kernel.KernelFiles;

/** Single looks at files of procfs and sysfs, and what a refusal means. */
final class Peek {
    private Peek() {}

    static String text(String path) throws ErrnoException {
        return new String(KernelFiles.read(path), StandardCharsets.UTF_8);
    }

    static String link(String path) throws ErrnoException {
        return new String(KernelFiles.readlink(path), StandardCharsets.UTF_8);
    }

    /**
     * The identity of a namespace by the link in {@code /proc/PID/ns}, in the kernel's way to write it.
     *
     * <p>Device and inode count. All namespaces lie on the one device of nsfs, so the text leaves it out and the caller makes sure of it.
     */
    static String namespace(String path, String type) throws ErrnoException {
        FileStat stat = KernelFiles.stat(path);
        long nsfs = KernelFiles.stat("/proc/self/ns/" + type).device();
        String device = stat.device() == nsfs ? "" : stat.device() + ":";
        return type + ":[" + device + stat.inode() + ']';
    }

    /** Whether the errno says that the thing is not there. */
    static boolean gone(ErrnoException refusal) {
        return refusal.is(Errno.ENOENT) || refusal.is(Errno.ESRCH);
    }

    /** What was refused, with errno and likely cause. */
    static String explained(ErrnoException refusal) {
        String message = String.valueOf(refusal.getMessage());
        if (refusal.is(Errno.EACCES) || refusal.is(Errno.EPERM)) {
            return message + "; it belongs to another user, or to a user namespace of another user";
        }
        return refusal.is(Errno.ENOENT) ? message + "; this kernel does not have it" : message;
    }
}
