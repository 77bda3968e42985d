package lab.shell.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.runtime.kernel.CloneFlags;
import lab.runtime.kernel.Kernel;
import lab.runtime.namespace.IdMap;
import lab.runtime.namespace.IdMaps;
import lab.runtime.namespace.NamespaceType;

/** Makes a namespace of each type, in processes that end at once. */
final class NamespaceTrial {

    private static final String MOST = "/proc/sys/user/max_user_namespaces";
    private static final String DEBIAN = "/proc/sys/kernel/unprivileged_userns_clone";
    private static final String UBUNTU = "/proc/sys/kernel/apparmor_restrict_unprivileged_userns";

    /** A user namespace, and in it something that only its root may do. */
    Finding users() throws IOException {
        var failure = Attempt.calls(s -> {
            s.unshare(CloneFlags.CLONE_NEWUSER);
            s.unshare(CloneFlags.CLONE_NEWUTS);
            s.sethostname("lab-doctor");
        });
        if (failure.isEmpty()) {
            return Finding.works("users", Attempt.number(MOST) < 0 ? "" : "max. " + Attempt.number(MOST));
        }
        var reason = failure.get();
        if (Attempt.number(MOST) == 0) {
            return Finding.lacks("users", reason, "users.none", "sysctl -w user.max_user_namespaces=15000");
        }
        if (Attempt.number(DEBIAN) == 0) {
            return Finding.lacks("users", reason, "users.switch", "sysctl -w kernel.unprivileged_userns_clone=1");
        }
        if (Attempt.number(UBUNTU) == 1) {
            return Finding.lacks(
                    "users", reason, "users.apparmor", "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
        }
        return Finding.lacks("users", reason, "users.other");
    }

    /** How many ids a container has. */
    Finding ids() throws IOException {
        var ids = new IdMaps(Path.of("/etc"))
                .choose().uids().stream().mapToLong(IdMap.Range::count).sum();
        if (ids > 1) {
            return Finding.works("ids", Long.toString(ids));
        }
        var user = System.getProperty("user.name", "");
        var remedy = new ArrayList<String>();
        if (IdMaps.helper("newuidmap").isEmpty()) {
            remedy.add("apt-get install -y uidmap || dnf install -y shadow-utils");
        }
        // By the user's number, so that no two users of a class are given the same.
        var first = 100_000L + 65_536L * (Kernel.get().geteuid() % 10_000);
        var range = first + "-" + (first + 65_535);
        remedy.add("usermod --add-subuids " + range + " --add-subgids " + range + " " + user);
        return new Finding("ids", false, "1", "ids", remedy);
    }

    /** The other types, each one beside a user namespace, as an ordinary user has to make it. */
    List<Finding> others() throws IOException {
        var findings = new ArrayList<Finding>();
        var made = new ArrayList<String>();
        for (var type : NamespaceType.values()) {
            if (type == NamespaceType.USER) {
                continue;
            }
            var failure = Attempt.calls(s -> s.unshare(CloneFlags.CLONE_NEWUSER | type.flag()));
            if (failure.isEmpty()) {
                made.add(type.file());
            } else {
                findings.add(Finding.lacks("namespace " + type.file(), failure.get(), "namespace"));
            }
        }
        if (!made.isEmpty()) {
            findings.add(0, Finding.works("namespaces", String.join(" ", made)));
        }
        return findings;
    }
}
