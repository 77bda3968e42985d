package lab.shell.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import lab.runtime.cgroup.Cgroups;
import lab.runtime.cgroup.Flavour;
import lab.runtime.cgroup.Limits;
import lab.runtime.kernel.Kernel;

/** Makes a cgroup for each kind of limit, sets the limit, and takes both away. */
final class CgroupTrial {

    private static final long MEMORY = 64L << 20;
    private static final long PIDS = 64;
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

    /** Hands a cgroup of each hierarchy over to this user, with the shell that lab was started in. */
    private List<String> remedy() {
        if (scope() || Kernel.get().geteuid() == 0) {
            return List.of();
        }
        var user = System.getProperty("user.name", "");
        var shell = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L);
        var commands = new ArrayList<String>();
        for (var hierarchy : cgroups.hierarchies()) {
            var own = hierarchy.own();
            var folder = own.resolve("lab-of-" + user);
            if (hierarchy.unified() && cgroups.flavour() == Flavour.V2) {
                var others = own.resolve("lab-others");
                commands.add("mkdir -p " + others + " && for p in $(cat " + own + "/cgroup.procs); do echo $p >"
                        + others + "/cgroup.procs; done");
                for (var controller : new TreeSet<>(hierarchy.controllers())) {
                    commands.add("echo +" + controller + " >" + own + "/cgroup.subtree_control");
                }
            }
            commands.add("mkdir -p " + folder);
            if (hierarchy.controllers().contains("cpuset") && !hierarchy.unified()) {
                commands.add("for f in cpus mems; do cat " + own + "/cpuset.$f >" + folder + "/cpuset.$f; done");
            }
            commands.add("chown " + user + ": " + folder + " " + folder + "/cgroup.procs");
            commands.add("for f in tasks cgroup.threads cgroup.subtree_control; do [ ! -e " + folder + "/$f ] || chown "
                    + user + ": " + folder + "/$f; done");
            commands.add("echo " + shell + " >" + folder + "/cgroup.procs");
        }
        return commands;
    }
}
