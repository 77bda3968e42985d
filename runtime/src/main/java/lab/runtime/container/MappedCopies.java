package lab.runtime.container;

import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.MountCalls;
import lab.runtime.kernel.Mounts;

/** Copies of mounts in which root's files belong to a container's root; mount_setattr(2) {@code MOUNT_ATTR_IDMAP}. */
final class MappedCopies {

    private final Fd userns;

    /**
     * Copies mapped like a user namespace.
     *
     * @param userns that namespace
     */
    MappedCopies(Fd userns) {
        this.userns = userns;
    }

    /** A copy of what is mounted at a path; where the file system cannot map owners, a recursive one shows them as they are. */
    Fd of(String path, boolean recursive) throws ErrnoException {
        var mounts = new Mounts(Kernel.get());
        var copy = mounts.copy(path, recursive);
        try {
            mounts.set(copy, recursive, MountCalls.MOUNT_ATTR_IDMAP, userns.number());
            return copy;
        } catch (ErrnoException e) {
            if (recursive && e.is(Errno.EINVAL)) {
                return copy;
            }
            copy.close();
            throw e;
        }
    }
}
