package lab.runtime.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The queues in front of the network interfaces of one network namespace; tc(8). */
public final class Qdiscs {

    private static final int RTM_NEWQDISC = 36;
    private static final int RTM_DELQDISC = 37;
    private static final int RTM_GETQDISC = 38;
    private static final int TCA_KIND = 1;
    private static final int TCA_OPTIONS = 2;
    private static final int TCA_TBF_PARMS = 1;
    private static final int TCA_TBF_RATE64 = 4;
    private static final int TCA_TBF_BURST = 6;
    private static final int TCA_NETEM_LATENCY64 = 10;
    private static final int ROOT = 0xffffffff;
    private static final int FIXED = 20;

    /** A tick of the packet scheduler in nanoseconds; PSCHED_SHIFT of the kernel. */
    private static final int TICK = 64;

    private static final int NETEM_SIZE = 24;
    private static final int NETEM_LIMIT = 1000;

    private final NetlinkSocket socket;

    Qdiscs(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * A queue.
     *
     * @param link the number of the interface it lies in front of
     * @param kind {@code tbf}, {@code netem}, {@code noqueue} and so on
     * @param rate how many bytes a second it lets through; 0 if it does not limit them
     * @param burst how many bytes it lets through at once; 0 if it does not limit them
     * @param delay by how many nanoseconds it delays a packet
     * @param loss which part of the packets it loses, from 0 to 1
     */
    public record Qdisc(int link, String kind, long rate, long burst, long delay, double loss) {}

    /** All of them. */
    public List<Qdisc> list() throws IOException {
        var request = fixed(Message.of("list the qdiscs", RTM_GETQDISC, Message.DUMP), 0, 0);
        return socket.dump(request).stream().map(Qdiscs::qdisc).toList();
    }

    /**
     * Lets an interface send no more than a rate, by a token bucket; tc-tbf(8).
     *
     * @param rate bytes a second
     * @param burst bytes that may go at once
     * @param millis for how long a packet may wait at most
     */
    public void limit(Link link, long rate, int burst, int millis) throws IOException {
        var limit = rate * millis / 1000 + burst;
        var ticks = burst * 1_000_000_000L / rate / TICK;
        var parameters = little(36)
                .put(0, (byte) 0)
                .put(1, (byte) 1)
                .putInt(8, (int) Math.min(rate, 0xffffffffL))
                .putInt(24, (int) Math.min(limit, Integer.MAX_VALUE))
                .putInt(28, (int) Math.min(ticks, Integer.MAX_VALUE));
        var request = replace(link, "tbf");
        request.nest(TCA_OPTIONS, () -> {
            request.attribute(TCA_TBF_PARMS, parameters.array());
            request.attribute(TCA_TBF_BURST, burst);
            if (rate > 0xffffffffL) {
                request.attribute64(TCA_TBF_RATE64, rate);
            }
        });
        socket.act(request);
    }

    /**
     * Delays and loses what an interface sends; tc-netem(8).
     *
     * @param nanos the delay
     * @param loss which part is lost, from 0 to 1
     * @throws NetlinkException {@code ENOENT} if the kernel has no netem
     */
    public void disturb(Link link, long nanos, double loss) throws IOException {
        var lost = (long) (Math.min(1, Math.max(0, loss)) * 0xffffffffL);
        var options = little(NETEM_SIZE + 12)
                .putInt(0, (int) Math.min(nanos / TICK, Integer.MAX_VALUE))
                .putInt(4, NETEM_LIMIT)
                .putInt(8, (int) lost)
                .putShort(NETEM_SIZE, (short) 12)
                .putShort(NETEM_SIZE + 2, (short) TCA_NETEM_LATENCY64)
                .putLong(NETEM_SIZE + 4, nanos);
        socket.act(replace(link, "netem").attribute(TCA_OPTIONS, options.array()));
    }

    /** Removes what was put in front of an interface. */
    public void clear(Link link) throws IOException {
        socket.act(
                fixed(Message.of("remove the qdisc of " + link.name(), RTM_DELQDISC, Message.ACK), link.index(), ROOT));
    }

    private static Message replace(Link link, String kind) {
        var request = Message.of(
                "put " + kind + " in front of " + link.name(),
                RTM_NEWQDISC,
                Message.ACK | Message.CREATE | Message.REPLACE);
        return fixed(request, link.index(), ROOT).attribute(TCA_KIND, kind);
    }

    /** {@code struct tcmsg}. */
    private static Message fixed(Message message, int link, int parent) {
        return message.u32(0).u32(link).u32(0).u32(parent).u32(0);
    }

    private static Qdisc qdisc(Message.Received message) {
        var attributes = message.attributes(FIXED);
        var kind = attributes.text(TCA_KIND);
        var link = message.body().getInt(4);
        if (kind.equals("tbf")) {
            var options = attributes.nested(TCA_OPTIONS);
            var parameters = ByteBuffer.wrap(options.bytes(TCA_TBF_PARMS).orElse(new byte[36]))
                    .order(ByteOrder.LITTLE_ENDIAN);
            var rate = Integer.toUnsignedLong(parameters.getInt(8));
            var large = options.number64(TCA_TBF_RATE64);
            var all = large > 0 ? large : rate;
            var burst = Integer.toUnsignedLong(parameters.getInt(28)) * TICK * all / 1_000_000_000L;
            return new Qdisc(link, kind, all, burst, 0, 0);
        }
        if (kind.equals("netem")) {
            var options = ByteBuffer.wrap(attributes.bytes(TCA_OPTIONS).orElse(new byte[NETEM_SIZE]))
                    .order(ByteOrder.LITTLE_ENDIAN);
            var exact = Attributes.parse(options.slice(NETEM_SIZE, options.limit() - NETEM_SIZE))
                    .number64(TCA_NETEM_LATENCY64);
            var delay = exact > 0 ? exact : Integer.toUnsignedLong(options.getInt(0)) * TICK;
            return new Qdisc(link, kind, 0, 0, delay, Integer.toUnsignedLong(options.getInt(8)) / (double) 0xffffffffL);
        }
        return new Qdisc(link, kind, 0, 0, 0, 0);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
