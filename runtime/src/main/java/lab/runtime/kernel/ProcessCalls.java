package lab.runtime.kernel;

import java.util.List;

/** Calls about processes, namespaces and programs. */
public interface ProcessCalls extends Calls {

    /** {@code SIGCHLD}, the signal a child's end is told with. */
    int SIGCHLD = 17;

    /** {@code P_ALL} of waitid(2): any child. */
    int P_ALL = 0;

    /** {@code P_PID} of waitid(2): one child. */
    int P_PID = 1;

    /** {@code WEXITED} of waitid(2). */
    int WEXITED = 4;

    /** {@code __WALL} of waitid(2): children of every kind. */
    int WALL = 0x40000000;

    /** clone(2) without shared memory and on the same stack, as fork(2) does; the child gets 0. */
    default Result clone(long flags) {
        var shown = flags == 0 ? "SIGCHLD" : CloneFlags.names(flags) + "|SIGCHLD";
        return callTwice(Syscall.CLONE, named(flags | SIGCHLD, shown), none(), none(), none(), none())
                .about("child");
    }

    /** clone3(2); the arguments are {@link Structs#cloneArgs}, in the script's memory. */
    default Result clone3(Operand.Address args, int size) {
        return callTwice(Syscall.CLONE3, args, number(size)).about("child");
    }

    /** unshare(2). */
    default Result unshare(long flags) {
        return call(Syscall.UNSHARE, named(flags, CloneFlags.names(flags)));
    }

    /** setns(2); with a pidfd several namespaces at once. */
    default Result setns(Operand fd, long flags) {
        return call(Syscall.SETNS, fd, named(flags, CloneFlags.names(flags)));
    }

    /** execve(2); it returns only if it failed. */
    default Result execve(String path, List<String> args, List<String> env) {
        return execve(text(path), pointers(args), pointers(env));
    }

    /** execve(2) with arguments laid out by {@link #pointers}. */
    default Result execve(Operand path, Operand args, Operand env) {
        return call(Syscall.EXECVE, path, args, env);
    }

    /** execveat(2) of an open file; {@code AT_EMPTY_PATH}. */
    default Result execveat(Operand fd, Operand args, Operand env) {
        return call(Syscall.EXECVEAT, fd, text(""), args, env, named(OpenFlags.AT_EMPTY_PATH, "AT_EMPTY_PATH"));
    }

    /** An array of texts, ended by NULL, as execve(2) takes it. */
    Operand.Address pointers(List<String> texts);

    /** waitid(2); the siginfo goes to the buffer. */
    default Result waitid(int type, Operand id, Operand siginfo, int options) {
        var type2 = named(type, type == P_ALL ? "P_ALL" : type == P_PID ? "P_PID" : "P_PIDFD");
        var names = new FlagNames()
                .with(WEXITED, "WEXITED")
                .with(WALL, "__WALL")
                .with(1, "WNOHANG")
                .with(2, "WSTOPPED")
                .with(8, "WCONTINUED")
                .with(0x1000000, "WNOWAIT");
        return call(Syscall.WAITID, type2, id, siginfo, named(options, names.of(options)), none());
    }

    /** wait4(2); the status goes to the buffer. */
    default Result wait4(Operand pid, Operand status, int options) {
        var names = new FlagNames().with(WALL, "__WALL").with(1, "WNOHANG");
        return call(Syscall.WAIT4, pid, status, named(options, names.of(options)), none());
    }

    /** exit_group(2). */
    default Result exitGroup(Operand code) {
        return call(Syscall.EXIT_GROUP, code);
    }

    /** pidfd_open(2). */
    default Result pidfdOpen(Operand pid) {
        return call(Syscall.PIDFD_OPEN, pid, number(0)).about("pidfd of " + about(pid));
    }

    /** getpid(2). */
    default Result getpid() {
        return call(Syscall.GETPID);
    }

    /** getppid(2). */
    default Result getppid() {
        return call(Syscall.GETPPID);
    }

    /** setsid(2). */
    default Result setsid() {
        return call(Syscall.SETSID);
    }

    /** setpgid(2). */
    default Result setpgid(int pid, int group) {
        return call(Syscall.SETPGID, number(pid), number(group));
    }

    /** uname(2). */
    default Result uname(Operand.Address buffer) {
        return call(Syscall.UNAME, buffer);
    }

    /** sethostname(2). */
    default Result sethostname(String name) {
        return call(Syscall.SETHOSTNAME, text(name), number(Structs.utf8(name).length));
    }

    /** setdomainname(2). */
    default Result setdomainname(String name) {
        return call(Syscall.SETDOMAINNAME, text(name), number(Structs.utf8(name).length));
    }

    /** socket(2) {@code AF_INET SOCK_DGRAM}, close-on-exec: the handle that the interface ioctls want. */
    default Result inetSocket() {
        return call(
                        Syscall.SOCKET,
                        named(2, "AF_INET"),
                        named(2 | OpenFlags.O_CLOEXEC, "SOCK_DGRAM|SOCK_CLOEXEC"),
                        number(0))
                .about("socket");
    }

    /** ioctl(2) {@code SIOCSIFFLAGS}: sets an interface's flags. */
    default Result setInterfaceFlags(Operand socket, String name, int flags) {
        var names = new FlagNames().with(1, "IFF_UP").with(0x40, "IFF_RUNNING");
        var shown = "{\"" + name + "\", " + names.of(flags) + "}";
        return call(
                Syscall.IOCTL,
                socket,
                named(0x8914, "SIOCSIFFLAGS"),
                bytes(Structs.interfaceFlags(name, flags), shown));
    }
}
