package lab.runtime.observe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One look at the machine: a tree of facts that are read when they are asked for, each once, and remembered with their sources.
 *
 * <p>Make a new one for each look. Not safe for use by several threads.
 */
public final class Facts {
    private static final Shape<Facts> ROOT = Shape.<Facts>of("root")
            .part(
                    "host",
                    "the machine as lab itself sees it",
                    () -> HostShape.HOST,
                    f -> Found.here(f.look.self(), "/proc/self"))
            .part(
                    "workbench",
                    "the learner's own machine",
                    () -> ContainerShape.CONTAINER,
                    f -> f.look.container(Scope.WORKBENCH))
            .keyed(
                    "container",
                    "a container of this place by its name",
                    () -> ContainerShape.CONTAINER,
                    (f, name) -> f.look.container(name))
            .keyed(
                    "cgroup",
                    "a cgroup by its path below that of the workbench",
                    () -> CgroupShape.CGROUP,
                    (f, name) -> f.look.container(Scope.WORKBENCH).then(workbench -> workbench.below(name)))
            .keyedByAny(
                    "process",
                    "a process of this place by its pid or its exact command line",
                    () -> ProcessShape.PROCESS,
                    Facts::process)
            .leaf(
                    "answer",
                    Kind.TEXT,
                    "what the learner answered: the text in the workbench's " + Scope.ANSWER,
                    Facts::answer)
            .many(
                    "rules",
                    "the rules of nftables in all networks of this place",
                    () -> NetworkShape.RULE,
                    f -> f.look.rules())
            .many(
                    "processes",
                    "all processes of this place",
                    () -> ProcessShape.PROCESS,
                    f -> Found.here(f.look.processes(), ProcessTree.SOURCE))
            .build();

    private final Look look;
    private final Map<String, Integer> choices;
    private final FactLog log = new FactLog();
    private final FactGroup root;
    private final Map<String, Integer> candidates = new TreeMap<>();

    private Facts(Look look, Map<String, Integer> choices) {
        this.look = look;
        this.choices = Map.copyOf(choices);
        this.root = FactGroup.of("", new LiveBound<>(ROOT, Found.here(this, ""), false), log);
    }

    private Facts(Map<String, Reading> readings) {
        this.look = new Look(new Scope.Empty());
        this.choices = Map.of();
        this.root = FactGroup.of("", new RecordedBound(ROOT, Map.copyOf(readings)), log);
    }

    /**
     * Starts a look at a place.
     *
     * @param scope what belongs to the place
     * @return a tree of which nothing has been read
     */
    public static Facts of(Scope scope) {
        return new Facts(new Look(scope), Map.of());
    }

    /**
     * An earlier look, answered from what was recorded: no file is read.
     *
     * @param readings path to recorded answer, as the paths of {@link #since} name them
     * @return a tree in which a fact that was not recorded is not observable
     */
    public static Facts recorded(Map<String, Reading> readings) {
        return new Facts(readings);
    }

    /**
     * The names that an expression can start with.
     *
     * @return the shape of {@link #root()}
     */
    public static Shape<Facts> shape() {
        return ROOT;
    }

    /**
     * The top of the tree.
     *
     * @return {@code host}, {@code container(…)} and so on
     */
    public FactGroup root() {
        return root;
    }

    /**
     * The same look, with other processes taken where several have the same command line.
     *
     * @param choices command line to position, 0 for the newest process, which is what is taken where nothing is said
     * @return a tree that shares what has been read
     */
    public Facts choosing(Map<String, Integer> choices) {
        return new Facts(look, choices);
    }

    /**
     * The command lines that were asked for so far and that several processes have.
     *
     * @return command line to number of processes
     */
    public Map<String, Integer> ambiguous() {
        return new TreeMap<>(candidates);
    }

    /**
     * The keys that a function at the top knows now.
     *
     * @param function {@code container} or {@code process}
     * @return names of containers, or command lines of processes
     */
    public List<String> keys(String function) {
        switch (function) {
            case "container":
                return look.containerNames();
            case "process":
                return look.commandLines();
            default:
                return List.of();
        }
    }

    /**
     * A point in the log of what was read.
     *
     * @return the point to hand to {@link #since}
     */
    public int mark() {
        return log.mark();
    }

    /**
     * What was asked for since a point, each fact once.
     *
     * @param mark a point from {@link #mark}
     * @return the observations in order
     */
    public List<Observation> since(int mark) {
        return log.since(mark);
    }

    /** The file may be written by the lab's {@code answer} or in any other way; that there is none means that nobody answered. */
    private Reading answer() {
        Found<FileView> file = look.container(Scope.WORKBENCH)
                .then(ContainerView::init)
                .then(init -> FileView.find(init, Scope.ANSWER));
        Reading text = file.read(FileView::text);
        if (text instanceof Reading.Value value && value.value() instanceof String said) {
            return Read.value(said.strip(), value.source());
        }
        return text instanceof Reading.Absent absent && absent.source().endsWith(Scope.ANSWER)
                ? new Reading.Absent("nothing was answered yet", absent.source())
                : text;
    }

    private Found<ProcessView> process(Object key) {
        if (key instanceof Long pid) {
            return look.process(pid);
        }
        String commandLine = (String) key;
        return look.processes(commandLine).then(found -> {
            if (found.size() > 1) {
                candidates.put(commandLine, found.size());
            }
            ProcessView chosen = found.get(Math.min(choices.getOrDefault(commandLine, 0), found.size() - 1));
            return chosen.alive();
        });
    }
}
