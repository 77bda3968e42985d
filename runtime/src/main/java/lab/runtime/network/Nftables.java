package lab.runtime.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.runtime.kernel.Fd;

/** The rules of nftables in one network namespace, as the kernel has them; made by whomever. */
public final class Nftables implements AutoCloseable {

    private static final int GETRULE = 10 << 8 | 7;
    private static final int RULE_TABLE = 1;
    private static final int RULE_CHAIN = 2;
    private static final int RULE_EXPRESSIONS = 4;
    private static final int FIXED = 4;

    private final NetlinkSocket socket;

    private Nftables(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Those of the network namespace that an nfnetlink socket was made in. */
    public static Nftables of(Fd socket) throws IOException {
        return new Nftables(NetlinkSocket.of(socket));
    }

    /**
     * A rule.
     *
     * @param table its table
     * @param chain its chain
     * @param action {@code masquerade}, {@code dnat}, {@code snat}, {@code drop}, {@code accept}, {@code reject} and so on; empty if it only counts
     * @param port the port of TCP or UDP that packets must be for; 0 if any
     * @param source the network that packets must come from; empty if any
     * @param to where {@code dnat} sends them, as {@code 10.0.0.2:80}; empty for other actions
     * @param packets how many it has counted
     * @param bytes how many bytes these had
     */
    public record Rule(
            String table, String chain, String action, int port, String source, String to, long packets, long bytes) {}

    /** All of them. */
    public List<Rule> rules() throws IOException {
        var request =
                Message.of("list the nftables rules", GETRULE, Message.DUMP).u8(0, 0, 0, 0);
        return socket.dump(request).stream()
                .map(message -> rule(message.attributes(FIXED)))
                .toList();
    }

    private static Rule rule(Attributes attributes) {
        var reader = new Expressions();
        for (var element : attributes.entries(RULE_EXPRESSIONS)) {
            var expression = element.nested();
            reader.read(expression.text(1), expression.nested(2));
        }
        return new Rule(
                attributes.text(RULE_TABLE),
                attributes.text(RULE_CHAIN),
                reader.action,
                reader.port,
                reader.source,
                reader.to(),
                reader.packets,
                reader.bytes);
    }

    @Override
    public void close() {
        socket.close();
    }

    /** Reads the program of a rule, as far as a person wants to know it. */
    private static final class Expressions {

        private static final int NETWORK_HEADER = 1;
        private static final int TRANSPORT_HEADER = 2;
        private static final int SOURCE4 = 12;

        private final List<byte[]> values = new ArrayList<>();
        private String action = "";
        private int port;
        private String source = "";
        private long packets;
        private long bytes;
        private int base;
        private int offset;
        private int length;
        private int mask = -1;

        void read(String name, Attributes data) {
            switch (name) {
                case "payload" -> {
                    base = data.big32(2);
                    offset = data.big32(3);
                    length = data.big32(4);
                    mask = -1;
                }
                case "bitwise" -> mask = bits(data.nested(4).bytes(1).orElse(new byte[0]));
                case "cmp" -> compare(data.nested(3).bytes(1).orElse(new byte[0]), data.big32(2) == 0);
                case "counter" -> {
                    bytes = data.big64(1);
                    packets = data.big64(2);
                }
                case "immediate" -> immediate(data);
                case "masq" -> action = "masquerade";
                case "nat" -> action = data.big32(1) == 0 ? "snat" : "dnat";
                case "redir" -> action = "redirect";
                case "reject", "queue", "log", "limit" -> action = action.isEmpty() ? name : action;
                default -> base = name.equals("meta") ? 0 : base;
            }
        }

        private void compare(byte[] value, boolean equal) {
            if (equal && base == TRANSPORT_HEADER && offset == 2 && value.length == 2) {
                port = Short.toUnsignedInt(ByteBuffer.wrap(value).getShort());
            }
            if (equal && base == NETWORK_HEADER && offset == SOURCE4 && length <= 4) {
                var bits = mask < 0 ? 8 * length : mask;
                source = Routes.prefix(Arrays.copyOf(value, 4), bits).toString();
            }
            base = 0;
        }

        private void immediate(Attributes data) {
            var verdict = data.nested(2).nested(2);
            if (verdict.has(1)) {
                action = verdict.big32(1) == 0 ? "drop" : verdict.big32(1) == 1 ? "accept" : "jump";
            } else {
                data.nested(2).bytes(1).ifPresent(values::add);
            }
        }

        private String to() {
            if (!action.equals("dnat")) {
                return "";
            }
            var text = new StringBuilder();
            for (var value : values) {
                if (value.length == 4 || value.length == 16) {
                    text.append(Routes.prefix(value, 0).host());
                } else if (value.length == 2) {
                    text.append(':')
                            .append(Short.toUnsignedInt(ByteBuffer.wrap(value).getShort()));
                }
            }
            return text.toString();
        }

        private static int bits(byte[] mask) {
            var bits = 0;
            for (var part : mask) {
                bits += Integer.bitCount(part & 0xff);
            }
            return bits;
        }
    }
}
