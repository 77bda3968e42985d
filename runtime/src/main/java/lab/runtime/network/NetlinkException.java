package lab.runtime.network;

import java.io.IOException;
import lab.runtime.kernel.Errno;

/** A netlink request that the kernel refused: what was asked for, with which error, and in the kernel's own words where it has some. */
public final class NetlinkException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int number;

    NetlinkException(String request, int number, String words) {
        super(request + ": " + Errno.nameOf(number)
                + Errno.of(number).map(e -> " (" + e.text() + ")").orElse("")
                + (words.isEmpty() ? "" : ": " + words)
                + remedy(request, number));
        this.number = number;
    }

    /** Only root can load what a kernel keeps in modules. */
    private static String remedy(String request, int number) {
        return request.contains("nftables") && number == Errno.EOPNOTSUPP.number()
                ? "; this kernel has no nftables at hand: as root, modprobe -a nf_tables nft_chain_nat nft_nat nft_masq nft_ct"
                : "";
    }

    /** The error number, positive. */
    public int number() {
        return number;
    }

    /** Tells whether the request failed with this error. */
    public boolean is(Errno errno) {
        return number == errno.number();
    }
}
