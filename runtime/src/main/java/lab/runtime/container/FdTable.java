package lab.runtime.container;

import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.Deputy;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Operand;

/** The descriptors a script's process is started with, in the order of their numbers there: 0, 1, 2, the trace, and what else it is given. */
final class FdTable implements AutoCloseable {

    /** The number of the pipe that ends when the command is reached or the script has failed. */
    static final int DONE = 4;

    private final List<Fd> fds = new ArrayList<>();
    private final List<Fd> owned = new ArrayList<>();

    FdTable(Stdio stdio, Fd trace, Fd done) {
        fds.addAll(List.of(stdio.in(), stdio.out(), stdio.err(), trace));
        give(done, "done");
    }

    /** The descriptors of a {@link Deputy}: those that it needs come before them. */
    FdTable() {
        for (var number = 0; number < Deputy.FIRST_FILE; number++) {
            fds.add(Fd.standard(0));
        }
    }

    /** Hands a descriptor on to the script; it is closed here with this table. */
    Operand give(Fd fd, String shown) {
        owned.add(fd);
        fds.add(fd);
        return new Operand.Number(fds.size() - 1, shown);
    }

    List<Fd> list() {
        return fds;
    }

    /** What a {@link Deputy} is given, now and later. */
    List<Fd> files() {
        return fds.subList(Deputy.FIRST_FILE, fds.size());
    }

    @Override
    public void close() {
        owned.forEach(Fd::close);
    }
}
