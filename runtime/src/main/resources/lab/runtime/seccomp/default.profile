# The system calls that a container may make unless it is told otherwise: what Docker allows by default, call for call.
#
#   default EPERM                      what every call gets that is not named here
#   allow NAME...                      these calls are made
#   answer ENOSYS NAME...              these are not made and give that error
#
# A rule may end with conditions, and counts only where they hold:
#
#   if 0 < 12                          on an argument of the call, counted from 0: < <= == != >= >
#   if 0 & 0x7e020000 == 0             on some bits of an argument
#   if 0 in 0 8 16..18                  on a list of values
#   with CAP_X, without CAP_X          on what the container may do
#   on x86_64                          on the machine
#   since 4.8                          on the kernel
#
# A line that starts with blanks goes on with the one before. A call that is newer than all that are named here gives ENOSYS, so that
# programs fall back to older calls instead of giving up.

default EPERM

# Files and folders by name.
allow access chdir chmod chown chown32 creat faccessat faccessat2 fchdir fchmodat fchmodat2 fchownat fstatat64
      futimesat getcwd lchown lchown32 link linkat lstat lstat64 mkdir mkdirat mknod mknodat name_to_handle_at
      newfstatat open openat openat2 readlink readlinkat rename renameat renameat2 rmdir stat stat64 statfs
      statfs64 statx symlink symlinkat truncate truncate64 unlink unlinkat utime utimensat utimensat_time64
      utimes

# Open files.
allow close close_range copy_file_range dup dup2 dup3 fadvise64 fadvise64_64 fallocate fchmod fchown fchown32
      fcntl fcntl64 fdatasync flock fstat fstat64 fstatfs fstatfs64 fsync ftruncate ftruncate64 getdents
      getdents64 ioctl _llseek lseek pipe pipe2 pread64 preadv preadv2 pwrite64 pwritev pwritev2 read
      readahead readv sendfile sendfile64 splice sync_file_range tee vmsplice write writev

# Extended attributes.
allow fgetxattr flistxattr fremovexattr fsetxattr getxattr getxattrat lgetxattr listxattr listxattrat
      llistxattr lremovexattr lsetxattr removexattr removexattrat setxattr setxattrat

# Asynchronous input and output.
allow io_cancel io_destroy io_getevents io_pgetevents io_pgetevents_time64 io_setup io_submit

# Waiting for descriptors.
allow epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old
      eventfd eventfd2 fanotify_mark inotify_add_watch inotify_init inotify_init1 inotify_rm_watch _newselect
      poll ppoll ppoll_time64 pselect6 pselect6_time64 select signalfd signalfd4

# Memory.
allow brk cachestat madvise map_shadow_stack membarrier memfd_create memfd_secret mincore mlock mlock2
      mlockall mmap mmap2 mprotect mremap mseal msync munlock munlockall munmap pkey_alloc pkey_free
      pkey_mprotect process_mrelease remap_file_pages

# Processes and threads.
allow execve execveat exit exit_group fork futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake
      getpgid getpgrp getpid getppid get_robust_list getsid get_thread_area gettid pidfd_open prctl rseq
      setpgid set_robust_list setsid set_thread_area set_tid_address uretprobe vfork wait4 waitid waitpid

# Who a process is and what it may do.
allow capget capset getegid getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32 getresgid
      getresgid32 getresuid getresuid32 getuid getuid32 landlock_add_rule landlock_create_ruleset
      landlock_restrict_self seccomp setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32 setgroups
      setgroups32 setregid setregid32 setresgid setresgid32 setresuid setresuid32 setreuid setreuid32 setuid
      setuid32 umask

# Signals.
allow kill pause pidfd_send_signal restart_syscall rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo
      rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_sigtimedwait_time64 rt_tgsigqueueinfo sigaltstack
      sigprocmask sigreturn tgkill tkill

# Scheduling and limits.
allow getcpu getpriority getrlimit getrusage ioprio_get ioprio_set prlimit64 sched_getaffinity sched_getattr
      sched_getparam sched_get_priority_max sched_get_priority_min sched_getscheduler sched_rr_get_interval
      sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam sched_setscheduler
      sched_yield setpriority setrlimit ugetrlimit

# Clocks and timers.
allow adjtimex alarm clock_adjtime clock_adjtime64 clock_getres clock_getres_time64 clock_gettime
      clock_gettime64 clock_nanosleep clock_nanosleep_time64 getitimer gettimeofday nanosleep setitimer time
      timer_create timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime timer_settime64
      timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64 times

# Sockets that exist; for socket itself see below.
allow accept accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmmsg recvmmsg_time64
      recvmsg sendmmsg sendmsg sendto setsockopt shutdown socketcall socketpair

# System V IPC and POSIX message queues.
allow ipc mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend
      mq_timedsend_time64 mq_unlink msgctl msgget msgrcv msgsnd semctl semget semop semtimedop
      semtimedop_time64 shmat shmctl shmdt shmget

# The system.
allow getrandom listmount statmount sync syncfs sysinfo uname
# What only some machines have.
allow arch_prctl modify_ldt on x86_64

# Personalities: Linux, Linux on 32 bits, each with or without uname26; 0xffffffff asks which one it is.
allow personality if 0 in 0 8 0x20000 0x20008 0xffffffff

# All families of sockets but two: AF_VSOCK (40) talks to the hypervisor, and AF_ALG (38) is a door to the kernel's cryptography with a
# history of holes.
allow socket if 0 < 38
allow socket if 0 == 39
allow socket if 0 > 40

# Looking into other processes: before Linux 4.8 ptrace could be used to get around a filter.
allow ptrace process_vm_readv process_vm_writev since 4.8

# A new process may get no namespaces of its own: the bits are CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER,
# CLONE_NEWPID and CLONE_NEWNET. A filter cannot see the flags of clone3, since they lie in memory; ENOSYS makes libraries use clone.
allow clone if 0 & 0x7e020000 == 0 without CAP_SYS_ADMIN
answer ENOSYS clone3 without CAP_SYS_ADMIN

# What goes with a capability.
allow bpf clone clone3 fanotify_init fsconfig fsmount fsopen fspick lookup_dcookie lsm_get_self_attr lsm_list_modules
      lsm_set_self_attr mount mount_setattr move_mount open_tree perf_event_open quotactl quotactl_fd setdomainname
      sethostname setns syslog umount umount2 unshare with CAP_SYS_ADMIN
allow open_by_handle_at with CAP_DAC_READ_SEARCH
allow reboot with CAP_SYS_BOOT
allow chroot with CAP_SYS_CHROOT
allow delete_module init_module finit_module with CAP_SYS_MODULE
allow acct with CAP_SYS_PACCT
allow kcmp pidfd_getfd process_madvise process_vm_readv process_vm_writev ptrace with CAP_SYS_PTRACE
allow iopl ioperm with CAP_SYS_RAWIO
allow settimeofday stime clock_settime clock_settime64 with CAP_SYS_TIME
allow vhangup with CAP_SYS_TTY_CONFIG
allow get_mempolicy mbind set_mempolicy set_mempolicy_home_node with CAP_SYS_NICE
allow syslog with CAP_SYSLOG
allow bpf with CAP_BPF
allow perf_event_open with CAP_PERFMON
