package lab.runtime.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.ErrnoException;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Sockets;

/**
 * A netlink socket and what is said over it: a request, and the kernel's answer. It belongs to the network namespace it was made in,
 * whoever uses it later.
 */
final class NetlinkSocket implements AutoCloseable {

    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_MULTI = 0x2;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int NLM_F_CAPPED = 0x100;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int ERROR_SIZE = 20;
    private static final int USUAL = 32 * 1024;
    private static final int ATTEMPTS = 10;

    private final Fd socket;
    private int sequence;

    private NetlinkSocket(Fd socket) {
        this.socket = socket;
    }

    /** A new one in this thread's network namespace; {@code NETLINK_ROUTE} 0, {@code NETLINK_NETFILTER} 12. */
    static NetlinkSocket open(int protocol) throws ErrnoException {
        return of(Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW, protocol));
    }

    /** Takes over a socket that was made elsewhere. */
    static NetlinkSocket of(Fd socket) throws ErrnoException {
        try {
            Sockets.option(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
            Sockets.option(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
        } catch (ErrnoException e) {
            socket.close();
            throw e;
        }
        return new NetlinkSocket(socket);
    }

    /** The network namespace it was made in, open. */
    Fd namespace() throws ErrnoException {
        return Sockets.namespace(socket);
    }

    /** Asks for something to be done, and waits until it is. */
    synchronized void act(Message message) throws IOException {
        var number = ++sequence;
        Sockets.send(socket, message.bytes(number));
        awaitAcknowledgement(message, number);
    }

    /**
     * Sends several messages in one piece and waits for the end: the kernel does all or nothing of what lies between the first and the last,
     * which are the brackets of a transaction. Only the last but one asks for an answer; a refusal is told of any.
     */
    synchronized void transact(List<Message> messages) throws IOException {
        var first = sequence + 1;
        var all = new ByteArrayOutputStream();
        for (var message : messages) {
            all.writeBytes(message.bytes(++sequence));
        }
        Sockets.send(socket, all.toByteArray());
        var last = messages.size() - 2;
        while (true) {
            var answers = receive();
            while (answers.hasRemaining()) {
                var next = Message.Received.next(answers);
                var index = next.sequence() - first;
                if (next.type() == NLMSG_ERROR && index >= 0 && index < messages.size()) {
                    throwIfRefused(messages.get(index), next);
                    if (index == last) {
                        return;
                    }
                }
            }
        }
    }

    /** All that the kernel has of something. */
    synchronized List<Message.Received> dump(Message message) throws IOException {
        for (var attempt = 1; ; attempt++) {
            var number = ++sequence;
            Sockets.send(socket, message.bytes(number));
            var all = new ArrayList<Message.Received>();
            if (collect(message, number, all) || attempt == ATTEMPTS) {
                return all;
            }
        }
    }

    /** False if the list changed while it was read, so that it may have holes. */
    private boolean collect(Message message, int number, List<Message.Received> into) throws IOException {
        var whole = true;
        while (true) {
            var all = receive();
            while (all.hasRemaining()) {
                var next = Message.Received.next(all);
                if (next.sequence() != number) {
                    continue;
                }
                whole &= (next.flags() & NLM_F_DUMP_INTR) == 0;
                if (next.type() == NLMSG_DONE) {
                    return whole;
                }
                if (next.type() == NLMSG_ERROR) {
                    throwIfRefused(message, next);
                    return whole;
                }
                into.add(next);
                if ((next.flags() & NLM_F_MULTI) == 0) {
                    return whole;
                }
            }
        }
    }

    private void awaitAcknowledgement(Message message, int number) throws IOException {
        while (true) {
            var all = receive();
            while (all.hasRemaining()) {
                var next = Message.Received.next(all);
                if (next.sequence() == number && next.type() == NLMSG_ERROR) {
                    throwIfRefused(message, next);
                    return;
                }
            }
        }
    }

    private ByteBuffer receive() throws ErrnoException {
        return ByteBuffer.wrap(Sockets.receive(socket, USUAL)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void throwIfRefused(Message message, Message.Received answer) throws NetlinkException {
        var error = answer.body().getInt(0);
        if (error != 0) {
            throw new NetlinkException(message.shown(), -error, words(answer));
        }
    }

    private static String words(Message.Received answer) {
        if ((answer.flags() & NLM_F_ACK_TLVS) == 0) {
            return "";
        }
        var copied = (answer.flags() & NLM_F_CAPPED) != 0 ? 16 : answer.body().getInt(4);
        var start = ERROR_SIZE - 16 + copied;
        return start > answer.body().limit() ? "" : answer.attributes(start).text(NLMSGERR_ATTR_MSG);
    }

    @Override
    public void close() {
        socket.close();
    }
}
