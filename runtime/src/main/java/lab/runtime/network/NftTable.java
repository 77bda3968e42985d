package lab.runtime.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Fd;

/**
 * A table of nftables in the {@code inet} family, put in place whole in one transaction: what is there is either the old one or the new one.
 */
final class NftTable {

    private static final int SUBSYSTEM = 10;
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int NEWTABLE = 0;
    private static final int DELTABLE = 2;
    private static final int NEWCHAIN = 3;
    private static final int NEWRULE = 6;
    private static final int NFPROTO_INET = 1;
    private static final int NETLINK_NETFILTER = 12;

    /** Where in its way a packet meets a chain. */
    enum Hook {
        /** It has come in. */
        PREROUTING("nat", 0, -100),
        /** It goes on to another interface. */
        FORWARD("filter", 2, 0),
        /** It was made here. */
        OUTPUT("nat", 3, -100),
        /** It is about to leave. */
        POSTROUTING("nat", 4, 100);

        private final String type;
        private final int number;
        private final int priority;

        Hook(String type, int number, int priority) {
            this.type = type;
            this.number = number;
            this.priority = priority;
        }

        String chain() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String name;
    private final Map<Hook, List<NftRule>> chains = new LinkedHashMap<>();

    NftTable(String name) {
        this.name = name;
    }

    /** Adds a rule to a chain, which is made with its first one. */
    NftTable rule(Hook hook, NftRule rule) {
        chains.computeIfAbsent(hook, h -> new ArrayList<>()).add(rule);
        return this;
    }

    /** Puts it in place of one of the same name. */
    void replace(NetlinkSocket socket) throws IOException {
        var messages = new ArrayList<Message>();
        messages.add(bracket(BATCH_BEGIN));
        messages.add(table("make", NEWTABLE, Message.CREATE));
        messages.add(table("empty", DELTABLE, 0));
        messages.add(table("make", NEWTABLE, Message.CREATE | (chains.isEmpty() ? Message.ACK : 0)));
        for (var hook : chains.keySet()) {
            messages.add(chain(hook));
        }
        var rules = new ArrayList<Map.Entry<Hook, NftRule>>();
        chains.forEach((hook, list) -> list.forEach(rule -> rules.add(Map.entry(hook, rule))));
        for (var i = 0; i < rules.size(); i++) {
            messages.add(rule(rules.get(i).getKey(), rules.get(i).getValue(), i == rules.size() - 1));
        }
        messages.add(bracket(BATCH_END));
        socket.transact(messages);
    }

    /** Removes the table of a name from this process's network namespace, if it is there. */
    static void remove(String name) throws IOException {
        try (var socket = NetlinkSocket.open(NETLINK_NETFILTER)) {
            var table = new NftTable(name);
            socket.transact(
                    List.of(bracket(BATCH_BEGIN), table.table("remove", DELTABLE, Message.ACK), bracket(BATCH_END)));
        } catch (NetlinkException e) {
            if (!e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }

    /** A socket to talk about tables with, of this process's network namespace. */
    static NetlinkSocket socket() throws IOException {
        return NetlinkSocket.open(NETLINK_NETFILTER);
    }

    /** A socket to talk about tables with that was made elsewhere. */
    static NetlinkSocket socket(Fd fd) throws IOException {
        return NetlinkSocket.of(fd);
    }

    private static Message bracket(int type) {
        return Message.of("nftables transaction", type, 0).u8(0, 0, 0, SUBSYSTEM);
    }

    private Message table(String verb, int type, int flags) {
        return message(verb + " the nftables table " + name, type, flags).attribute(1, name);
    }

    private Message chain(Hook hook) {
        var message = message("make the nftables chain " + hook.chain(), NEWCHAIN, Message.CREATE);
        message.attribute(1, name).attribute(3, hook.chain());
        message.nest(4, () -> message.bigAttribute(1, hook.number).bigAttribute(2, hook.priority));
        return message.bigAttribute(5, 1).attribute(7, hook.type);
    }

    private Message rule(Hook hook, NftRule rule, boolean last) {
        var flags = Message.CREATE | Message.APPEND | (last ? Message.ACK : 0);
        var message = message("make a rule of the nftables chain " + hook.chain(), NEWRULE, flags);
        message.attribute(1, name).attribute(2, hook.chain());
        return message.nest(4, () -> rule.write(message));
    }

    private static Message message(String shown, int type, int flags) {
        return Message.of(shown, SUBSYSTEM << 8 | type, flags).u8(NFPROTO_INET, 0, 0, 0);
    }
}
