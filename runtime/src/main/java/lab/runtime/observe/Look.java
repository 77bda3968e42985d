package lab.runtime.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lab.runtime.network.Nftables;
import org.jspecify.annotations.Nullable;

/** What one look has found so far: the scope's containers and processes, each asked for once. */
final class Look {
    private final Scope scope;
    private final Map<ProcessId, ProcessView> views = new HashMap<>();
    private final Map<String, Found<List<ProcessView>>> byCommandLine = new HashMap<>();
    private final ProcessView self = ProcessView.self();
    private final CpuMeter meter =
            new CpuMeter(() -> processes().stream().map(ProcessView::id).toList());
    private @Nullable List<ContainerSight> containers;
    private @Nullable List<ProcessView> processes;

    Look(Scope scope) {
        this.scope = scope;
    }

    ProcessView self() {
        return self;
    }

    Found<ContainerView> container(String name) {
        Optional<ContainerSight> sight =
                containers().stream().filter(c -> c.name().equals(name)).findFirst();
        return sight.map(c -> Found.here(new ContainerView(c, this), c.source()))
                .orElseGet(() -> Found.absent("there is no container '" + name + "'", "the containers of this place"));
    }

    List<String> containerNames() {
        return containers().stream().map(ContainerSight::name).sorted().toList();
    }

    /** The command lines of the place's processes, each once. */
    List<String> commandLines() {
        return processes().stream()
                .flatMap(p -> p.args() instanceof Found.Here<List<String>> args
                                && !args.subject().isEmpty()
                        ? Stream.of(String.join(" ", args.subject()))
                        : Stream.empty())
                .distinct()
                .sorted()
                .toList();
    }

    private List<ContainerSight> containers() {
        List<ContainerSight> known = containers;
        if (known == null) {
            known = scope.containers();
            containers = known;
        }
        return known;
    }

    /** The processes of the place, oldest generation first. */
    List<ProcessView> processes() {
        List<ProcessView> known = processes;
        if (known == null) {
            known = new ArrayList<>();
            for (long pid : ProcessTree.of(scope)) {
                if (ProcessView.now(pid) instanceof Found.Here<ProcessView> here) {
                    known.add(view(here.subject().id()));
                }
            }
            processes = known;
        }
        return known;
    }

    /** The rules of all network namespaces of the place, and of the one that holds its containers' networks. */
    Found<List<Nftables.Rule>> rules() {
        Map<String, ProcessView> namespaces = new LinkedHashMap<>();
        Stream.concat(processes().stream(), scope.networks().map(this::view).stream())
                .forEach(p -> {
                    if (p.namespace("net") instanceof Found.Here<String> here) {
                        namespaces.putIfAbsent(here.subject(), p);
                    }
                });
        Found<List<Nftables.Rule>> all = Found.here(List.of(), "netlink(7) in the network namespaces of this place");
        for (ProcessView process : namespaces.values()) {
            Found<List<Nftables.Rule>> before = all;
            all = process.network()
                    .then(network -> before.map(list -> Stream.concat(list.stream(), network.rules().stream())
                            .toList()));
        }
        return all;
    }

    /** A process of the place by its host pid. */
    Found<ProcessView> process(long pid) {
        return processes().stream()
                .filter(p -> p.id().pid() == pid)
                .findFirst()
                .map(p -> p.alive())
                .orElseGet(() -> Found.absent("no process of this place has the pid " + pid, ProcessTree.SOURCE));
    }

    /** The processes of the place with exactly this command line, newest first. */
    Found<List<ProcessView>> processes(String commandLine) {
        return byCommandLine.computeIfAbsent(commandLine, this::find);
    }

    ProcessView view(ProcessId id) {
        return views.computeIfAbsent(id, key -> ProcessView.of(key, meter));
    }

    private Found<List<ProcessView>> find(String commandLine) {
        List<ProcessView> found = new ArrayList<>();
        for (ProcessView process : processes()) {
            if (process.args() instanceof Found.Here<List<String>> args
                    && String.join(" ", args.subject()).equals(commandLine)) {
                found.add(process);
            }
        }
        found.sort(Comparator.comparingLong((ProcessView p) -> p.id().startTime())
                .thenComparingLong(p -> p.id().pid())
                .reversed());
        return found.isEmpty()
                ? Found.absent(
                        "no process of this place has the command line '" + commandLine + "'", ProcessTree.SOURCE)
                : Found.here(List.copyOf(found), "/proc/PID/cmdline");
    }
}
