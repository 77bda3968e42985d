package lab.runtime.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.kernel.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * One process during one look: its files under {@code /proc}, each read once.
 *
 * <p>After each read the start time is compared again, so that a pid that was given to another process in between is noticed.
 */
final class ProcessView {
    private static final String SELF = "/proc/self";

    private final ProcessId id;
    private final String folder;
    private final CpuMeter meter;
    private final Map<String, Found<String>> texts = new HashMap<>();
    private @Nullable Found<List<MountEntry>> mounts;
    private @Nullable Found<InsideView.Uts> uts;
    private @Nullable Found<NetworkView> network;

    private ProcessView(ProcessId id, String folder, CpuMeter meter) {
        this.id = id;
        this.folder = folder;
        this.meter = meter;
    }

    /** The process of a certain start, whose number another one may have got by now. */
    static ProcessView of(ProcessId id) {
        return of(id, new CpuMeter(() -> List.of(id)));
    }

    /** The same, measured together with others. */
    static ProcessView of(ProcessId id, CpuMeter meter) {
        return new ProcessView(id, "/proc/" + id.pid(), meter);
    }

    /** Whatever process has this number now. */
    static Found<ProcessView> now(long pid) {
        String path = "/proc/" + pid + "/stat";
        try {
            ProcStat stat = ProcStat.parse(Peek.text(path));
            return Found.here(of(new ProcessId(pid, stat.startTime())), path);
        } catch (ErrnoException refusal) {
            return Peek.gone(refusal)
                    ? Found.absent("there is no process " + pid, path)
                    : Found.unobservable(Peek.explained(refusal), path);
        }
    }

    /** The process that looks. */
    static ProcessView self() {
        // Its start time is of no use: the own number can't be given away while one runs.
        ProcessId id = new ProcessId(ProcessHandle.current().pid(), 0);
        return new ProcessView(id, SELF, new CpuMeter(() -> List.of(id)));
    }

    ProcessId id() {
        return id;
    }

    /** The path of one of its files. */
    String path(String file) {
        return folder + '/' + file;
    }

    /** Here while the process exists, zombie or not. */
    Found<ProcessView> alive() {
        return stat().map(stat -> this);
    }

    /** Here if it still is the process of this start: asked anew, not remembered. */
    Found<ProcessView> unchanged() {
        return folder.equals(SELF)
                ? Found.here(this, SELF)
                : this.<ProcessView>replaced().orElse(Found.here(this, folder));
    }

    /** What it means that the kernel refused a look at this process. */
    <T> Found<T> refused(ErrnoException refusal, String path) {
        return this.<T>replaced().orElseGet(() -> refusal(refusal, path));
    }

    Found<ProcStat> stat() {
        return text("stat").map(ProcStat::parse);
    }

    /** How much of one CPU it gets, measured. */
    Reading cpuPercent() {
        return meter.percent(this);
    }

    Found<ProcStatus> status() {
        return text("status").map(ProcStatus::parse);
    }

    Found<List<MountEntry>> mounts() {
        Found<List<MountEntry>> known = mounts;
        if (known == null) {
            known = text("mountinfo").map(MountEntry::parseAll);
            mounts = known;
        }
        return known;
    }

    /** Its network namespace, as netlink tells it. */
    Found<NetworkView> network() {
        Found<NetworkView> known = network;
        if (known == null) {
            known = NetworkView.of(this);
            network = known;
        }
        return known;
    }

    /** The machine's names as it sees them. */
    Found<InsideView.Uts> uts() {
        Found<InsideView.Uts> known = uts;
        if (known == null) {
            known = InsideView.uts(this);
            uts = known;
        }
        return known;
    }

    /** The words of its command line; none for a zombie or a kernel thread. */
    Found<List<String>> args() {
        return text("cmdline").map(text -> {
            String words = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
            return words.isEmpty() ? List.of() : List.of(words.split("\0", -1));
        });
    }

    Found<String> text(String file) {
        return once(file, Peek::text);
    }

    /** A link's text; the kernel marks a file that was removed. */
    Found<String> link(String file) {
        return once(file, Peek::link);
    }

    /** The identity of a namespace: equal text means the same namespace. */
    Found<String> namespace(String type) {
        return once("ns/" + type, path -> Peek.namespace(path, type));
    }

    private Found<String> once(String file, Look look) {
        Found<String> known = texts.get(file);
        if (known == null) {
            known = guarded(file, look);
            texts.put(file, known);
        }
        return known;
    }

    /** Reads a file and makes sure that it was this process's. */
    private Found<String> guarded(String file, Look look) {
        String path = path(file);
        Found<String> found;
        try {
            found = Found.here(look.at(path), path);
        } catch (ErrnoException refusal) {
            found = refusal(refusal, path);
        }
        return folder.equals(SELF) ? found : this.<String>replaced().orElse(found);
    }

    private <T> Found<T> refusal(ErrnoException refusal, String path) {
        if (Peek.gone(refusal) && zombie()) {
            return Found.absent(
                    "process " + id.pid() + " has ended and waits as a zombie for its parent to look", path);
        }
        return Found.unobservable(Peek.explained(refusal), path);
    }

    private boolean zombie() {
        return now().map(stat -> stat.state() == 'Z' || stat.state() == 'X').orElse(false);
    }

    /** Says so if the process has ended and perhaps another one has its number. */
    private <T> Optional<Found<T>> replaced() {
        String path = path("stat");
        Optional<ProcStat> stat = now();
        if (stat.isEmpty()) {
            return Optional.of(Found.absent("process " + id.pid() + " is gone", path));
        }
        if (stat.get().startTime() != id.startTime()) {
            return Optional.of(Found.absent(
                    "process " + id.pid() + " is gone, and the number belongs to another process now", path));
        }
        return Optional.empty();
    }

    private Optional<ProcStat> now() {
        try {
            return Optional.of(ProcStat.parse(Peek.text(path("stat"))));
        } catch (ErrnoException refusal) {
            return Optional.empty();
        }
    }

    /** A way to read one file. */
    private interface Look {
        String at(String path) throws ErrnoException;
    }
}
