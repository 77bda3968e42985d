package lab.shell.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Flavour;
import lab.runtime.cgroup.Hierarchy;
import lab.runtime.cgroup.Limits;
import lab.runtime.kernel.Kernel;

/** Makes a cgroup for each kind of limit, sets the limit, and takes both away. */
final class CgroupTrial {

    private static final long MEMORY = 64L << 20;
    private static final long PIDS = 64;

    private static final Set<String> CONTROLLERS =
            Set.of("memory", "cpu", "cpuacct", "cpuset", "pids", "freezer", "blkio");

    private static final double CPUS = 0.5;

    private final Cgroups cgroups;

    CgroupTrial(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    List<Finding> findings() {
        var works = new ArrayList<String>();
        var lacks = new LinkedHashMap<String, String>();
        limits().forEach((name, limits) -> {
            var reason = attempt(name, limits);
            if (reason.isEmpty()) {
                works.add(name);
            } else {
                lacks.put(name, reason);
            }
        });
        var findings = new ArrayList<Finding>();
        var flavour = cgroups.flavour().name().toLowerCase(Locale.ROOT);
        if (!works.isEmpty()) {
            findings.add(Finding.works("cgroups", flavour + ": " + String.join(" ", works)));
        }
        if (!lacks.isEmpty()) {
            var first = lacks.values().iterator().next();
            findings.add(new Finding(
                    "limits",
                    false,
                    flavour + ": " + String.join(" ", lacks.keySet()) + "; " + first,
                    advice(works.isEmpty()),
                    works.isEmpty() ? remedy() : List.of()));
        }
        return findings;
    }

    private static Map<String, Limits> limits() {
        var all = new LinkedHashMap<String, Limits>();
        all.put("memory", Limits.NONE.withMemory(MEMORY));
        all.put("pids", Limits.NONE.withPids(PIDS));
        all.put("cpu", Limits.NONE.withCpus(CPUS));
        all.put("cpuset", Limits.NONE.withCpuset("0"));
        all.put("freezer", Limits.NONE);
        return all;
    }

    private String attempt(String name, Limits limits) {
        try {
            var cgroup = cgroups.create("lab-doctor-" + ProcessHandle.current().pid(), limits);
            try {
                if (name.equals("freezer")) {
                    cgroup.freeze(true);
                    cgroup.freeze(false);
                }
                return "";
            } finally {
                cgroup.remove();
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String advice(boolean nothing) {
        if (cgroups.flavour() == Flavour.NONE) {
            return "cgroups.none";
        }
        if (!nothing) {
            return "cgroups.some";
        }
        return scope() ? "cgroups.scope" : "cgroups";
    }

    private boolean scope() {
        return cgroups.flavour() == Flavour.V2 && Files.isDirectory(Path.of("/run/systemd/system"));
    }

    /** Hands a cgroup of each hierarchy that limits are set in over to this user, with the shell that lab was started in. */
    private List<String> remedy() {
        if (scope() || Kernel.get().geteuid() == 0) {
            return List.of();
        }
        var user = System.getProperty("user.name", "");
        var shell = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
        var commands = new ArrayList<String>();
        var folders = new ArrayList<String>();
        for (var hierarchy : cgroups.hierarchies()) {
            if (hierarchy.unified() && cgroups.flavour() == Flavour.V2) {
                commands.addAll(handDown(hierarchy));
            }
            if (hierarchy.unified() || hierarchy.controllers().stream().anyMatch(CONTROLLERS::contains)) {
                folders.add(hierarchy.own().resolve("lab-of-" + user).toString());
            }
        }
        commands.add("for d in " + String.join(" ", folders) + "; do mkdir -p $d;"
                + " for f in cpuset.cpus cpuset.mems; do [ ! -e $d/$f ] || cat ${d%/*}/$f >$d/$f; done;"
                + " for f in . cgroup.procs cgroup.threads cgroup.subtree_control tasks; do [ ! -e $d/$f ] || chown "
                + user + ": $d/$f; done;"
                + " echo " + shell + " >$d/cgroup.procs; done");
        return commands;
    }

    /** Only a cgroup without processes of its own hands controllers down; cgroup-v2.rst, "No Internal Process Constraint". */
    private static List<String> handDown(Hierarchy hierarchy) {
        var own = hierarchy.own().toString();
        return List.of(
                "mkdir -p " + own + "/lab-others; for p in $(cat " + own + "/cgroup.procs); do echo $p >" + own
                        + "/lab-others/cgroup.procs || true; done",
                "for c in " + String.join(" ", new TreeSet<>(hierarchy.controllers())) + "; do echo +$c >" + own
                        + "/cgroup.subtree_control || true; done");
    }
}
