package lab.runtime.network;

import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.OpenFlags;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Sockets;
import lab.runtime.kernel.Syscall;

/** Writes the script of the process that holds the networks: its namespaces, and sockets that were made in them. */
final class RouterScript {

    /** The number of its rtnetlink socket. */
    static final int ROUTE = 10;

    /** The number of its nfnetlink socket. */
    static final int NETFILTER = 11;

    private static final int NETLINK_ROUTE = 0;
    private static final int NETLINK_NETFILTER = 12;
    private static final int UP_RUNNING = 0x41;

    private final ScriptWriter s = new ScriptWriter();

    /**
     * Writes it. The process reads from 0 when its ids are mapped and writes to 1 when it has got on.
     *
     * @param userNamespace whether it makes itself one, because the networks are an ordinary user's
     */
    Script write(boolean userNamespace) {
        s.note("the process that holds the networks");
        s.closeRange(Script.TRACE_FD, 4);
        s.processName("lab-router");
        s.chdir("/");
        if (userNamespace) {
            waitForIds();
        }
        s.unshare(CloneFlags.CLONE_NEWNET);
        var socket = s.inetSocket();
        s.setInterfaceFlags(socket.value(), "lo", UP_RUNNING);
        netlink(NETLINK_ROUTE, "NETLINK_ROUTE", ROUTE);
        netlink(NETLINK_NETFILTER, "NETLINK_NETFILTER", NETFILTER);
        s.note("what comes in by one interface may go out by another");
        setting("/proc/sys/net/ipv4/ip_forward");
        setting("/proc/sys/net/ipv6/conf/all/forwarding");
        s.write(s.number(1), "!");
        s.dup3(s.open("/dev/null", OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC).value(), 0);
        s.dup3(s.number(0), 1);
        var wait = s.label("wait");
        s.place(wait);
        s.pause().mayFail();
        s.jump(wait);
        return s.script();
    }

    private void waitForIds() {
        var gone = s.label("gone");
        var through = s.label("through");
        s.unshare(CloneFlags.CLONE_NEWUSER);
        s.write(s.number(1), "!");
        s.read(s.number(0), s.buffer(8, "&byte"), 1).onZero(gone);
        s.jump(through);
        s.place(gone);
        s.exitGroup(s.number(Script.ABORTED));
        s.place(through);
        s.setresgid(0);
        s.setresuid(0);
        s.dumpable(true);
    }

    private void netlink(int protocol, String shown, int number) {
        var socket = s.call(
                        Syscall.SOCKET,
                        s.named(Sockets.AF_NETLINK, "AF_NETLINK"),
                        s.named(Sockets.SOCK_RAW, "SOCK_RAW"),
                        s.named(protocol, shown))
                .about(shown);
        s.dup3(socket.value(), number);
        s.close(socket.value());
    }

    /** A kernel without IPv6 does not have the second one. */
    private void setting(String path) {
        var absent = s.label(path);
        var file = s.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CLOEXEC).onError(absent);
        s.write(file.value(), "1");
        s.close(file.value());
        s.place(absent);
    }
}
