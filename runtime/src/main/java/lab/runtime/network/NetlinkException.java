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
                + (words.isEmpty() ? "" : ": " + words));
        this.number = number;
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
