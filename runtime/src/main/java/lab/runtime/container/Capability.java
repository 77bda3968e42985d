package lab.runtime.container;

import java.util.EnumSet;
import java.util.Set;

/** Capabilities in the order of their numbers; capabilities(7). */
public enum Capability {
    /** {@code CAP_CHOWN}. */
    CAP_CHOWN,
    /** {@code CAP_DAC_OVERRIDE}. */
    CAP_DAC_OVERRIDE,
    /** {@code CAP_DAC_READ_SEARCH}. */
    CAP_DAC_READ_SEARCH,
    /** {@code CAP_FOWNER}. */
    CAP_FOWNER,
    /** {@code CAP_FSETID}. */
    CAP_FSETID,
    /** {@code CAP_KILL}. */
    CAP_KILL,
    /** {@code CAP_SETGID}. */
    CAP_SETGID,
    /** {@code CAP_SETUID}. */
    CAP_SETUID,
    /** {@code CAP_SETPCAP}. */
    CAP_SETPCAP,
    /** {@code CAP_LINUX_IMMUTABLE}. */
    CAP_LINUX_IMMUTABLE,
    /** {@code CAP_NET_BIND_SERVICE}. */
    CAP_NET_BIND_SERVICE,
    /** {@code CAP_NET_BROADCAST}. */
    CAP_NET_BROADCAST,
    /** {@code CAP_NET_ADMIN}. */
    CAP_NET_ADMIN,
    /** {@code CAP_NET_RAW}. */
    CAP_NET_RAW,
    /** {@code CAP_IPC_LOCK}. */
    CAP_IPC_LOCK,
    /** {@code CAP_IPC_OWNER}. */
    CAP_IPC_OWNER,
    /** {@code CAP_SYS_MODULE}. */
    CAP_SYS_MODULE,
    /** {@code CAP_SYS_RAWIO}. */
    CAP_SYS_RAWIO,
    /** {@code CAP_SYS_CHROOT}. */
    CAP_SYS_CHROOT,
    /** {@code CAP_SYS_PTRACE}. */
    CAP_SYS_PTRACE,
    /** {@code CAP_SYS_PACCT}. */
    CAP_SYS_PACCT,
    /** {@code CAP_SYS_ADMIN}. */
    CAP_SYS_ADMIN,
    /** {@code CAP_SYS_BOOT}. */
    CAP_SYS_BOOT,
    /** {@code CAP_SYS_NICE}. */
    CAP_SYS_NICE,
    /** {@code CAP_SYS_RESOURCE}. */
    CAP_SYS_RESOURCE,
    /** {@code CAP_SYS_TIME}. */
    CAP_SYS_TIME,
    /** {@code CAP_SYS_TTY_CONFIG}. */
    CAP_SYS_TTY_CONFIG,
    /** {@code CAP_MKNOD}. */
    CAP_MKNOD,
    /** {@code CAP_LEASE}. */
    CAP_LEASE,
    /** {@code CAP_AUDIT_WRITE}. */
    CAP_AUDIT_WRITE,
    /** {@code CAP_AUDIT_CONTROL}. */
    CAP_AUDIT_CONTROL,
    /** {@code CAP_SETFCAP}. */
    CAP_SETFCAP,
    /** {@code CAP_MAC_OVERRIDE}. */
    CAP_MAC_OVERRIDE,
    /** {@code CAP_MAC_ADMIN}. */
    CAP_MAC_ADMIN,
    /** {@code CAP_SYSLOG}. */
    CAP_SYSLOG,
    /** {@code CAP_WAKE_ALARM}. */
    CAP_WAKE_ALARM,
    /** {@code CAP_BLOCK_SUSPEND}. */
    CAP_BLOCK_SUSPEND,
    /** {@code CAP_AUDIT_READ}. */
    CAP_AUDIT_READ,
    /** {@code CAP_PERFMON}. */
    CAP_PERFMON,
    /** {@code CAP_BPF}. */
    CAP_BPF,
    /** {@code CAP_CHECKPOINT_RESTORE}. */
    CAP_CHECKPOINT_RESTORE;

    /** What a container has unless told otherwise: Docker's default set. */
    public static final Set<Capability> DEFAULT = Set.copyOf(EnumSet.of(
            CAP_CHOWN,
            CAP_DAC_OVERRIDE,
            CAP_FSETID,
            CAP_FOWNER,
            CAP_MKNOD,
            CAP_NET_RAW,
            CAP_SETGID,
            CAP_SETUID,
            CAP_SETFCAP,
            CAP_SETPCAP,
            CAP_NET_BIND_SERVICE,
            CAP_SYS_CHROOT,
            CAP_KILL,
            CAP_AUDIT_WRITE));

    /** The set as a mask, bit 0 for {@code CAP_CHOWN}. */
    public static long mask(Set<Capability> set) {
        return set.stream().mapToLong(c -> 1L << c.ordinal()).sum();
    }
}
