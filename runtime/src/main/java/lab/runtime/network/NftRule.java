package lab.runtime.network;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rule of nftables: conditions and what is done, as the virtual machine of nf_tables takes them. Each method stands for what nft(8) writes
 * in the same words.
 */
final class NftRule {

    private static final int NFTA_LIST_ELEM = 1;
    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;
    private static final int NFTA_DATA_VALUE = 1;
    private static final int NFTA_DATA_VERDICT = 2;
    private static final int META_NFPROTO = 15;
    private static final int META_IIFNAME = 6;
    private static final int META_OIFNAME = 7;
    private static final int META_L4PROTO = 16;
    private static final int NETWORK_HEADER = 1;
    private static final int TRANSPORT_HEADER = 2;
    private static final int SOURCE4 = 12;
    private static final int SOURCE6 = 8;
    private static final int DESTINATION4 = 16;
    private static final int NAME_SIZE = 16;
    private static final int IPV4 = 2;
    private static final int IPV6 = 10;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int RTN_LOCAL = 2;

    /** Writes one expression's attributes. */
    private interface Data {
        void write(Message message);
    }

    private record Expression(String name, Data data) {}

    private final List<Expression> expressions = new ArrayList<>();

    /** {@code iifname NAME}; a name that ends in {@code *} stands for all that begin so. */
    NftRule from(String name) {
        return name(META_IIFNAME, name, true);
    }

    /** {@code iifname != NAME}. */
    NftRule notFrom(String name) {
        return name(META_IIFNAME, name, false);
    }

    /** {@code oifname NAME}. */
    NftRule to(String name) {
        return name(META_OIFNAME, name, true);
    }

    /** {@code oifname != NAME}. */
    NftRule notTo(String name) {
        return name(META_OIFNAME, name, false);
    }

    /** {@code ip saddr NETWORK} or {@code ip6 saddr NETWORK}. */
    NftRule source(Prefix network) {
        family(network.six() ? IPV6 : IPV4);
        return address(network, network.six() ? SOURCE6 : SOURCE4);
    }

    /** {@code ip daddr NETWORK}, of IPv4. */
    NftRule destination(Prefix network) {
        family(IPV4);
        return address(network, DESTINATION4);
    }

    private NftRule address(Prefix network, int offset) {
        var size = network.address().getAddress().length;
        payload(NETWORK_HEADER, offset, size);
        add("bitwise", m -> {
            m.bigAttribute(1, 1).bigAttribute(2, 1).bigAttribute(3, size);
            m.nest(4, () -> m.attribute(NFTA_DATA_VALUE, mask(size, network.length())));
            m.nest(5, () -> m.attribute(NFTA_DATA_VALUE, new byte[size]));
        });
        return compare(network.network().address().getAddress(), true);
    }

    private static byte[] mask(int size, int length) {
        var mask = new byte[size];
        for (var bit = 0; bit < length; bit++) {
            mask[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return mask;
    }

    /** {@code fib daddr type local}: what is addressed to this machine. */
    NftRule local() {
        add("fib", m -> m.bigAttribute(1, 1).bigAttribute(2, 3).bigAttribute(3, 2));
        return compare(Structs.little(RTN_LOCAL), true);
    }

    /** {@code tcp dport NUMBER} or {@code udp dport NUMBER}. */
    NftRule port(boolean udp, int number) {
        meta(META_L4PROTO);
        compare(new byte[] {(byte) (udp ? UDP : TCP)}, true);
        payload(TRANSPORT_HEADER, 2, 2);
        return compare(Structs.port(number), true);
    }

    /** {@code meta nfproto ipv4}. */
    NftRule four() {
        return family(IPV4);
    }

    /** {@code counter}. */
    NftRule counter() {
        return add("counter", m -> {});
    }

    /** {@code accept}. */
    NftRule accept() {
        return verdict(1);
    }

    /** {@code drop}. */
    NftRule drop() {
        return verdict(0);
    }

    /** {@code masquerade}. */
    NftRule masquerade() {
        return add("masq", m -> {});
    }

    /** {@code dnat ip to ADDRESS:PORT}. */
    NftRule translate(InetAddress address, int port) {
        immediate(1, address.getAddress());
        immediate(2, Structs.port(port));
        return add(
                "nat",
                m -> m.bigAttribute(1, 1)
                        .bigAttribute(2, address.getAddress().length == 4 ? IPV4 : IPV6)
                        .bigAttribute(3, 1)
                        .bigAttribute(5, 2));
    }

    /** Writes it as a list of expressions. */
    void write(Message message) {
        for (var expression : expressions) {
            message.nest(NFTA_LIST_ELEM, () -> {
                message.attribute(NFTA_EXPR_NAME, expression.name);
                message.nest(NFTA_EXPR_DATA, () -> expression.data.write(message));
            });
        }
    }

    private NftRule name(int key, String name, boolean equal) {
        meta(key);
        var text = name.getBytes(StandardCharsets.UTF_8);
        return name.endsWith("*")
                ? compare(Arrays.copyOf(text, text.length - 1), equal)
                : compare(Arrays.copyOf(text, NAME_SIZE), equal);
    }

    private NftRule family(int family) {
        meta(META_NFPROTO);
        return compare(new byte[] {(byte) family}, true);
    }

    private NftRule meta(int key) {
        return add("meta", m -> m.bigAttribute(1, 1).bigAttribute(2, key));
    }

    private NftRule payload(int base, int offset, int length) {
        return add(
                "payload",
                m -> m.bigAttribute(1, 1)
                        .bigAttribute(2, base)
                        .bigAttribute(3, offset)
                        .bigAttribute(4, length));
    }

    private NftRule compare(byte[] value, boolean equal) {
        return add("cmp", m -> {
            m.bigAttribute(1, 1).bigAttribute(2, equal ? 0 : 1);
            m.nest(3, () -> m.attribute(NFTA_DATA_VALUE, value));
        });
    }

    private void immediate(int register, byte[] value) {
        add("immediate", m -> {
            m.bigAttribute(1, register);
            m.nest(2, () -> m.attribute(NFTA_DATA_VALUE, value));
        });
    }

    private NftRule verdict(int code) {
        return add("immediate", m -> {
            m.bigAttribute(1, 0);
            m.nest(2, () -> m.nest(NFTA_DATA_VERDICT, () -> m.bigAttribute(1, code)));
        });
    }

    private NftRule add(String name, Data data) {
        expressions.add(new Expression(name, data));
        return this;
    }

    /** Values as registers hold them. */
    private static final class Structs {

        private Structs() {}

        static byte[] little(int value) {
            return ByteBuffer.allocate(4).putInt(Integer.reverseBytes(value)).array();
        }

        static byte[] port(int number) {
            return new byte[] {(byte) (number >> 8), (byte) number};
        }
    }
}
