package lab.runtime.container;

import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Operand;

/** The descriptors a script's process is started with, in the order of their numbers there. */
final class FdTable implements AutoCloseable {

    private final List<Fd> fds = new ArrayList<>();
    private final List<Fd> owned = new ArrayList<>();

    FdTable(Stdio stdio, Fd trace) {
        fds.addAll(List.of(stdio.in(), stdio.out(), stdio.err(), trace));
        owned.add(trace);
    }

    /** Hands a descriptor on to the script; it is closed here with this table. */
    Operand give(Fd fd, String shown) {
        fds.add(fd);
        owned.add(fd);
        return new Operand.Number(fds.size() - 1, shown);
    }

    List<Fd> list() {
        return fds;
    }

    @Override
    public void close() {
        owned.forEach(Fd::close);
    }
}
