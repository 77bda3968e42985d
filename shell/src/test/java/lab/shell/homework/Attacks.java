package lab.shell.homework;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lines that somebody may hand in who wants the teacher's machine, the marks without the work, or just trouble. */
final class Attacks {

    private static final Set<String> ENDLESS = Set.of(
            "remove everything",
            "fork bomb",
            "endless loop",
            "fill the disk",
            "eat the memory",
            "kill all",
            "no end of a wait",
            "many small files",
            "fill the log",
            "words without end");

    private Attacks() {}

    /** The lines by what they try, with those in one that end by themselves. */
    static Map<String, List<String>> few(Path canary) {
        var few = new LinkedHashMap<String, List<String>>();
        var together = new ArrayList<String>();
        lines(canary).forEach((name, lines) -> {
            if (ENDLESS.contains(name)) {
                few.put(name, lines);
            } else {
                together.addAll(lines);
            }
        });
        few.put("all the others", together);
        return few;
    }

    /** The lines by what they try; whatever gets out leaves a file in the canary's folder. */
    static Map<String, List<String>> lines(Path canary) {
        var all = new LinkedHashMap<String, List<String>>();
        var touch = "touch " + canary.resolve("out");
        all.put("remove everything", List.of("rm -rf --no-preserve-root / 2>/dev/null"));
        all.put("fork bomb", List.of("b() { b | b & }; b", "sleep 1"));
        all.put("endless loop", List.of("while :; do :; done"));
        all.put("fill the disk", List.of("dd if=/dev/zero of=/tmp/fill bs=1M count=100000 2>/dev/null"));
        all.put(
                "fill the log",
                List.of("run -d --name loud base sh -c 'while :; do echo 0123456789abcdef; done'", "sleep 1"));
        all.put("eat the memory", List.of("tail /dev/zero", "head -c 8G /dev/zero | tail -c 8G >/dev/null"));
        all.put(
                "many small files",
                List.of("mkdir /tmp/m; cd /tmp/m; for i in $(seq 200000); do : >$i || break; done"));
        all.put(
                "many cgroups",
                List.of(
                        "cd /sys/fs/cgroup; [ -d memory ] && cd memory; for i in $(seq 500); do mkdir c$i || break; done",
                        "for i in $(seq 200); do mkdir deep 2>/dev/null && cd deep || break; done"));
        all.put("kill all", List.of("kill -9 -1", "kill -9 1"));
        all.put("a volume", List.of("run --rm -v /:/host base sh -c '" + "touch /host" + canary.resolve("out") + "'"));
        all.put("all privileges", List.of("run --rm --privileged base sh -c 'echo x >/proc/sys/kernel/domainname'"));
        all.put("the host's processes", List.of("run --rm --pid host base sh -c 'kill -9 1'"));
        all.put("the host's users", List.of("run --rm --userns host base sh -c '" + touch + "'"));
        all.put("the host's network", List.of("run --rm --network=host base true"));
        all.put("a device", List.of("run --rm --device /dev/kmsg base true"));
        all.put("a file as filter", List.of("run --rm --security-opt seccomp=/dev/zero base true"));
        all.put("arguments from a file", List.of("ps @/dev/zero"));
        all.put("code in the grader", List.of("jshell", "System.exit(0)"));
        all.put(
                "commands of the host",
                List.of(
                        "submit " + canary.resolve("out"),
                        "script /dev/zero",
                        "install " + canary,
                        "author new x y",
                        "bench"));
        all.put(
                "release_agent",
                List.of(
                        "mkdir -p /tmp/cg && mount -t cgroup -o memory none /tmp/cg && echo /tmp/x >/tmp/cg/release_agent",
                        "unshare -UrmC sh -c 'mount -t cgroup -o memory none /mnt && echo 1 >/mnt/notify_on_release'",
                        "for f in $(find /sys/fs/cgroup -name release_agent); do echo " + canary + " >$f; done"));
        all.put(
                "core_pattern",
                List.of(
                        "echo '|/bin/" + touch + "' >/proc/sys/kernel/core_pattern",
                        "mount -t proc proc /mnt && echo '|/bin/" + touch + "' >/mnt/sys/kernel/core_pattern"));
        all.put(
                "the program of the monitor",
                List.of(
                        "for p in /proc/[0-9]*; do exec 9>$p/exe; done 2>/dev/null",
                        "cp /proc/1/exe /tmp/e; echo x >/proc/1/exe"));
        all.put(
                "a leaked folder",
                List.of(
                        "for i in 3 4 5 6 7 8 9; do run --rm -w /proc/self/fd/$i base sh -c 'touch ../../../.."
                                + canary.resolve("out") + "'; done",
                        "run --rm -w /proc/self/fd/7 base sh -c 'cd ../../../../..; touch ." + canary.resolve("out")
                                + "'"));
        all.put("enter process 1", List.of("nsenter -t 1 -a " + touch, touch));
        all.put("the lab's own folders", List.of("ls /run/lab /proc/1/root/run/lab", "rm -rf /run/lab"));
        all.put("another's container", List.of("exec 1 true", "rm -f $(ps -aq)", "prune -f"));
        all.put(
                "a container's net, the host's files",
                List.of(
                        "run -d --name n base sleep 1000",
                        "nsenter n --net " + touch,
                        "nsenter --target n --uts " + touch));
        all.put("words without end", List.of("lab_words() { cat /dev/zero; }", "mount -t tmpfs tmpfs /mnt"));
        all.put("no end of a wait", List.of("run -d --name w base sleep 100000", "wait w", "logs -f w", "attach w"));
        all.put("signs for a terminal", List.of("printf '\\033]0;x\\007\\033[2J'", "run --rm base printf '\\033[2J'"));
        return all;
    }
}
