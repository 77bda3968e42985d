package lab.runtime.container;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Script;
import lab.runtime.kernel.Trace;

/** Says which call of a script failed, with the likely cause on this host and the way out. */
final class Failures {

    private Failures() {}

    static String of(Script script, Trace trace) {
        var calls = new String(script.listing(), StandardCharsets.UTF_8).lines().toList();
        return of(calls, trace);
    }

    /** The failure of a call that was asked for by itself: the call, and what the kernel said. */
    static Optional<ContainerException> own(Script script, Trace trace) {
        var failed = trace.failed();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        var call = script.shown(failed.getAsInt()).replaceAll("\\$[0-9]+<([^>]*)>", "$1");
        var error =
                trace.outcome(failed.getAsInt()).map(o -> o.error().orElse(0)).orElse(0);
        var text = Errno.of(error).map(errno -> " (" + errno.text() + ")").orElse("");
        return OwnCalls.made(script, trace).stream().anyMatch(step -> step.number() == failed.getAsInt() + 1)
                ? Optional.of(new ContainerException(call + " = -1 " + Errno.nameOf(error) + text, 1, null))
                : Optional.empty();
    }

    /** For a script that is only known by its listing. */
    static String of(List<String> calls, Trace trace) {
        if (trace.failed().isEmpty()) {
            return "its process ended before the command was reached";
        }
        var index = trace.failed().getAsInt();
        var parts = calls.get(index).split("\t", 2);
        var error = trace.outcome(index).map(o -> o.error().orElse(0)).orElse(0);
        var name = parts[1].substring(0, parts[1].indexOf('('));
        return name + " failed with " + Errno.nameOf(error) + " ("
                + Errno.of(error).map(Errno::text).orElse("no such error is known") + "), call " + (index + 1) + " of "
                + calls.size() + ", for: " + parts[0] + "\n  " + parts[1] + cause(name, parts[0], error);
    }

    private static String cause(String call, String purpose, int error) {
        var errno = Errno.of(error).orElse(Errno.EIO);
        if (purpose.equals("the container's first process") && (errno == Errno.EPERM || errno == Errno.ENOSPC)) {
            return "\n  user namespaces seem to be switched off for this user; look at "
                    + "/proc/sys/user/max_user_namespaces, kernel.unprivileged_userns_clone and, on Ubuntu, "
                    + "kernel.apparmor_restrict_unprivileged_userns";
        }
        if (purpose.equals("/proc") && errno == Errno.EPERM) {
            return "\n  a user namespace may mount /proc only where it sees one with nothing hidden; "
                    + "inside another container parts of /proc are hidden: start that one with an unmasked /proc";
        }
        if (call.equals("mount")
                && purpose.equals("root file system")
                && (errno == Errno.EPERM || errno == Errno.EINVAL)) {
            return "\n  this kernel does not let an ordinary user mount an overlay (it came with Linux 5.11)";
        }
        if (purpose.equals("OOM score") && errno == Errno.EACCES) {
            return "\n  an ordinary user may only raise it, and so may root for a container that joins another's user namespace";
        }
        if (purpose.startsWith("limit ") && errno == Errno.EPERM) {
            return "\n  an ordinary user may not raise a hard limit; ulimit -H -a shows this user's";
        }
        if (purpose.startsWith("kernel parameter ")) {
            return "\n  "
                    + (errno == Errno.ENOENT
                            ? "this kernel has no such parameter for a namespace"
                            : "the kernel does not take this value, or not from here");
        }
        if (purpose.equals("working directory and user") && call.equals("chdir")) {
            return "\n  the working directory is not in the image";
        }
        return "";
    }
}
