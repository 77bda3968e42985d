package lab.runtime.container;

import java.nio.file.Files;
import java.nio.file.Path;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Result;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.namespace.NamespaceType;
import org.jspecify.annotations.Nullable;

/**
 * The two file systems that go with an IPC namespace: POSIX message queues, which the kernel keeps by namespace, and POSIX shared memory,
 * which is an ordinary folder and has to be the same one for those who share; shm_overview(7), mq_overview(7).
 */
final class IpcMounts {

    private final ScriptWriter s;
    private final StartScript.Start start;
    private @Nullable Result shared;

    IpcMounts(ScriptWriter s, StartScript.Start start) {
        this.s = s;
        this.start = start;
    }

    /** Fetches the shared memory of the container whose IPC namespace is joined: it can only be copied from inside its mount namespace. */
    void prepare() {
        var donor = start.joins().donor(NamespaceType.IPC);
        if (donor.isEmpty()) {
            return;
        }
        s.note("the shared memory of " + donor.get().name());
        var own = s.open("/proc/self/ns/mnt", OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC);
        start.joins().enterMounts(s, NamespaceType.IPC);
        shared = s.openTreeClone(s.fd(OpenFlags.AT_FDCWD), "/dev/shm", false);
        s.setns(own.value(), NamespaceType.MNT.flag());
    }

    /** Mounts both below {@code /dev} of the new root. */
    void mount(SystemMounts mounts) {
        var here = s.fd(OpenFlags.AT_FDCWD);
        if (start.host(NamespaceType.IPC)) {
            for (var name : new String[] {"shm", "mqueue"}) {
                if (Files.isDirectory(Path.of("/dev", name))) {
                    s.mkdirat(here, "dev/" + name, 0755);
                    mounts.hosts("/dev/" + name, "dev/" + name, true);
                }
            }
            return;
        }
        if (shared == null) {
            mounts.sharedMemory();
        } else {
            s.mkdirat(here, "dev/shm", 0755);
            s.moveMount(shared.value(), SafePath.openDirectory(s, "dev/shm").value(), "");
        }
        mounts.messageQueues();
    }
}
