package lab.runtime.container;

import java.util.List;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.KernelFiles;
import lab.runtime.namespace.IdMap;

/**
 * Standard streams for a process; they stay their owner's.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 */
public record Stdio(Fd in, Fd out, Fd err) {

    /**
     * Gives pipes to a container's root, so that it may open {@code /dev/stdout} once more. Files and devices stay whose they are.
     *
     * @param map how its ids are those of the host
     */
    void handOver(IdMap map) throws ErrnoException {
        for (var fd : List.of(in, out, err)) {
            var stat = KernelFiles.stat(fd, "descriptor " + fd.number());
            if (stat.type().equals("fifo") && stat.uid() == 0) {
                Kernel.get().fchown(fd, map.rootUid(), map.rootGid());
            }
        }
    }
}
