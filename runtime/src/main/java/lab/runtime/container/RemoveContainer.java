package lab.runtime.container;

import java.io.IOException;
import java.nio.file.Path;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Kernel;
import lab.runtime.layer.RemoveTree;

/** Takes away all that was made for a container: processes, cgroup, changed files, and last the record of it. */
final class RemoveContainer {

    private static final int SIGKILL = 9;

    private RemoveContainer() {}

    static void run(ContainerFolder folder, Path root) throws IOException {
        var status = folder.status();
        if (status.isPresent()) {
            var cgroup = status.get().cgroup();
            end(status.get());
            if (cgroup.exists()) {
                cgroup.kill();
                cgroup.remove();
            }
        }
        RemoveTree.remove(root);
        if (status.isPresent()) {
            NameIndex.of(folder).remove(status.get().name(), folder.id());
        }
        folder.remove();
    }

    /** Ends the first process, and with it its PID namespace, and waits until the monitor has seen it. */
    private static void end(ContainerStatus status) throws IOException {
        if (status.monitor().isEmpty()) {
            return;
        }
        try (var monitor = Kernel.get().pidfdOpen(status.monitor().getAsInt())) {
            if (status.pid().isPresent()) {
                EndContainer.signal(status, SIGKILL);
            } else {
                Kernel.get().pidfdSendSignal(monitor, SIGKILL);
            }
            status.cgroup().thaw();
            Kernel.get().poll(new int[] {monitor.number()}, 1, -1);
        } catch (ErrnoException e) {
            if (!e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }
}
