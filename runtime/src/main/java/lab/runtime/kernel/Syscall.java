package lab.runtime.kernel;

import java.util.Locale;

/** System calls by name, with their number on each architecture; syscalls(2). */
public enum Syscall {
    /** accept4(2). */
    ACCEPT4(288, 242),
    /** bind(2). */
    BIND(49, 200),
    /** bpf(2). */
    BPF(321, 280),
    /** capget(2). */
    CAPGET(125, 90),
    /** capset(2). */
    CAPSET(126, 91),
    /** chdir(2). */
    CHDIR(80, 49),
    /** chroot(2). */
    CHROOT(161, 51),
    /** clock_gettime(2). */
    CLOCK_GETTIME(228, 113),
    /** clone(2). */
    CLONE(56, 220),
    /** clone3(2). */
    CLONE3(435, 435),
    /** close(2). */
    CLOSE(3, 57),
    /** close_range(2). */
    CLOSE_RANGE(436, 436),
    /** connect(2). */
    CONNECT(42, 203),
    /** copy_file_range(2). */
    COPY_FILE_RANGE(326, 285),
    /** dup3(2). */
    DUP3(292, 24),
    /** eventfd2(2). */
    EVENTFD2(290, 19),
    /** execve(2). */
    EXECVE(59, 221),
    /** execveat(2). */
    EXECVEAT(322, 281),
    /** exit_group(2). */
    EXIT_GROUP(231, 94),
    /** faccessat2(2). */
    FACCESSAT2(439, 439),
    /** fchdir(2). */
    FCHDIR(81, 50),
    /** fchmod(2). */
    FCHMOD(91, 52),
    /** fchmodat(2). */
    FCHMODAT(268, 53),
    /** fchown(2). */
    FCHOWN(93, 55),
    /** fchownat(2). */
    FCHOWNAT(260, 54),
    /** fcntl(2). */
    FCNTL(72, 25),
    /** fgetxattr(2). */
    FGETXATTR(193, 10),
    /** flistxattr(2). */
    FLISTXATTR(196, 13),
    /** flock(2). */
    FLOCK(73, 32),
    /** fsconfig(2). */
    FSCONFIG(431, 431),
    /** fsetxattr(2). */
    FSETXATTR(190, 7),
    /** fsmount(2). */
    FSMOUNT(432, 432),
    /** fsopen(2). */
    FSOPEN(430, 430),
    /** fstat(2). */
    FSTAT(5, 80),
    /** fstatfs(2). */
    FSTATFS(138, 44),
    /** ftruncate(2). */
    FTRUNCATE(77, 46),
    /** futex(2). */
    FUTEX(202, 98),
    /** getdents64(2). */
    GETDENTS64(217, 61),
    /** getrandom(2). */
    GETRANDOM(318, 278),
    /** geteuid(2). */
    GETEUID(107, 175),
    /** getgid(2). */
    GETGID(104, 176),
    /** getxattr(2). */
    GETXATTR(191, 8),
    /** getpid(2). */
    GETPID(39, 172),
    /** getppid(2). */
    GETPPID(110, 173),
    /** gettid(2). */
    GETTID(186, 178),
    /** getuid(2). */
    GETUID(102, 174),
    /** inotify_add_watch(2). */
    INOTIFY_ADD_WATCH(254, 27),
    /** inotify_init1(2). */
    INOTIFY_INIT1(294, 26),
    /** ioctl(2). */
    IOCTL(16, 29),
    /** keyctl(2). */
    KEYCTL(250, 219),
    /** kill(2). */
    KILL(62, 129),
    /** lgetxattr(2). */
    LGETXATTR(192, 9),
    /** linkat(2). */
    LINKAT(265, 37),
    /** listen(2). */
    LISTEN(50, 201),
    /** listxattr(2). */
    LISTXATTR(194, 11),
    /** llistxattr(2). */
    LLISTXATTR(195, 12),
    /** lseek(2). */
    LSEEK(8, 62),
    /** lsetxattr(2). */
    LSETXATTR(189, 6),
    /** memfd_create(2). */
    MEMFD_CREATE(319, 279),
    /** mkdirat(2). */
    MKDIRAT(258, 34),
    /** mknodat(2). */
    MKNODAT(259, 33),
    /** mmap(2). */
    MMAP(9, 222),
    /** mount(2). */
    MOUNT(165, 40),
    /** mount_setattr(2). */
    MOUNT_SETATTR(442, 442),
    /** move_mount(2). */
    MOVE_MOUNT(429, 429),
    /** mprotect(2). */
    MPROTECT(10, 226),
    /** mq_open(2). */
    MQ_OPEN(240, 180),
    /** msgctl(2). */
    MSGCTL(71, 187),
    /** msgget(2). */
    MSGGET(68, 186),
    /** munmap(2). */
    MUNMAP(11, 215),
    /** nanosleep(2). */
    NANOSLEEP(35, 101),
    /** open_tree(2). */
    OPEN_TREE(428, 428),
    /** openat(2). */
    OPENAT(257, 56),
    /** openat2(2). */
    OPENAT2(437, 437),
    /** personality(2). */
    PERSONALITY(135, 92),
    /** pidfd_getfd(2). */
    PIDFD_GETFD(438, 438),
    /** pidfd_open(2). */
    PIDFD_OPEN(434, 434),
    /** pidfd_send_signal(2). */
    PIDFD_SEND_SIGNAL(424, 424),
    /** pipe2(2). */
    PIPE2(293, 59),
    /** pivot_root(2). */
    PIVOT_ROOT(155, 41),
    /** ppoll(2). */
    PPOLL(271, 73),
    /** prctl(2). */
    PRCTL(157, 167),
    /** prlimit64(2). */
    PRLIMIT64(302, 261),
    /** read(2). */
    READ(0, 63),
    /** readlinkat(2). */
    READLINKAT(267, 78),
    /** recvfrom(2). */
    RECVFROM(45, 207),
    /** rt_sigaction(2). */
    RT_SIGACTION(13, 134),
    /** rt_sigprocmask(2). */
    RT_SIGPROCMASK(14, 135),
    /** rt_sigtimedwait(2). */
    RT_SIGTIMEDWAIT(128, 137),
    /** sched_setaffinity(2). */
    SCHED_SETAFFINITY(203, 122),
    /** seccomp(2). */
    SECCOMP(317, 277),
    /** sendfile(2). */
    SENDFILE(40, 71),
    /** semctl(2). */
    SEMCTL(66, 191),
    /** semget(2). */
    SEMGET(64, 190),
    /** sendto(2). */
    SENDTO(44, 206),
    /** setdomainname(2). */
    SETDOMAINNAME(171, 162),
    /** setgid(2). */
    SETGID(106, 144),
    /** setgroups(2). */
    SETGROUPS(116, 159),
    /** sethostname(2). */
    SETHOSTNAME(170, 161),
    /** setns(2). */
    SETNS(308, 268),
    /** setpgid(2). */
    SETPGID(109, 154),
    /** setpriority(2). */
    SETPRIORITY(141, 140),
    /** setresgid(2). */
    SETRESGID(119, 149),
    /** setresuid(2). */
    SETRESUID(117, 147),
    /** setsid(2). */
    SETSID(112, 157),
    /** setuid(2). */
    SETUID(105, 146),
    /** setsockopt(2). */
    SETSOCKOPT(54, 208),
    /** shmat(2). */
    SHMAT(30, 196),
    /** shmctl(2). */
    SHMCTL(31, 195),
    /** shmget(2). */
    SHMGET(29, 194),
    /** setxattr(2). */
    SETXATTR(188, 5),
    /** signalfd4(2). */
    SIGNALFD4(289, 74),
    /** socketpair(2). */
    SOCKETPAIR(53, 199),
    /** sendmsg(2). */
    SENDMSG(46, 211),
    /** recvmsg(2). */
    RECVMSG(47, 212),
    /** socket(2). */
    SOCKET(41, 198),
    /** statfs(2). */
    STATFS(137, 43),
    /** statx(2). */
    STATX(332, 291),
    /** symlinkat(2). */
    SYMLINKAT(266, 36),
    /** sync(2). */
    SYNC(162, 81),
    /** umask(2). */
    UMASK(95, 166),
    /** umount2(2). */
    UMOUNT2(166, 39),
    /** uname(2). */
    UNAME(63, 160),
    /** unlinkat(2). */
    UNLINKAT(263, 35),
    /** unshare(2). */
    UNSHARE(272, 97),
    /** utimensat(2). */
    UTIMENSAT(280, 88),
    /** wait4(2). */
    WAIT4(61, 260),
    /** waitid(2). */
    WAITID(247, 95),
    /** write(2). */
    WRITE(1, 64),
    /** writev(2). */
    WRITEV(20, 66);

    private final int x86;
    private final int arm;

    Syscall(int x86, int arm) {
        this.x86 = x86;
        this.arm = arm;
    }

    /** The call's number on an architecture. */
    public int number(Arch arch) {
        return arch == Arch.X86_64 ? x86 : arm;
    }

    /** The call's name as in its man page. */
    public String call() {
        return name().toLowerCase(Locale.ROOT);
    }
}
