package lab.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lab.runtime.kernel.Trace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A kill -9 at every step of a start: whatever the moment, the next lab finds a container that runs whole or none, can start others, and what
 * is left of the killed one can be removed without a trace. {@code -Dlab.faults.every=N} takes only each Nth step.
 */
@Tag("faults")
@Isolated("looks at all cgroups and mounts of the lab")
final class KillTests {

    private static final int EVERY = Integer.getInteger("lab.faults.every", 1);

    /** What changes something on the host while a container is made. */
    private static final String CHANGES =
            "mkdir,mkdirat,mknodat,fsopen,fsconfig,fsmount,open_tree,mount_setattr,move_mount,"
                    + "memfd_create,pipe2,socketpair,ftruncate,pwrite64,rename,renameat,link,linkat,symlink,unlink,rmdir,flock,"
                    + "fchownat,fchmodat,clone,clone3,vfork,execve,pidfd_open,setns,unshare,pivot_root,umount2,mount";

    /** A line of strace: a process and the call it makes. */
    private static final Pattern CALL = Pattern.compile("^([0-9]+) +([a-z0-9_]+)\\(");

    @TempDir
    private Path dir;

    private TestLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new TestLab(dir);
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /** What must hold after any death: nothing half-made is listed, another container starts, and all can be removed. */
    private void assertWhole(String when) throws IOException {
        var containers = lab.containers();
        containers.sweep();
        for (var container : containers.list()) {
            assertTrue(
                    container.running() || container.state() == State.EXITED || container.state() == State.DEAD,
                    when + " " + container.name() + " is " + container.state());
            containers.remove(container.id(), true);
        }
        try (var next = containers.start(
                ContainerSpec.of("base").name("next").command("true").build(), null)) {
            assertEquals(0, next.await(), when);
        }
        containers.remove("next", true);
        assertEquals(List.of(), lab.left(), when);
    }

    /** A moment of a start: the JVM is about to make this call for the nth time. */
    private record Moment(String call, int nth) {}

    /** strace(1) kills the JVM as it makes a call for the nth time. */
    @Test
    void aKillAtAnyChangeLeavesNothing() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace(1) is not installed");
        var moments = moments();
        assertWhole("after a start that was let live");
        assertTrue(moments.size() > 25, "only " + moments);
        var deaths = 0;
        for (var i = 0; i < moments.size(); i += EVERY) {
            var moment = moments.get(i);
            var inject = "inject=" + moment.call + ":signal=KILL:when=" + moment.nth;
            try (var starter = Starter.in(lab.paths(), strace(Path.of("/dev/null"), moment.call, "-e", inject))) {
                // The log may lag behind the first answer, so some moments are those of the JVM's own start.
                deaths += starter.answer().equals("ready") && told(starter).equals("ok") ? 0 : 1;
            }
            assertWhole("after a kill at " + moment);
        }
        // What an injected kill meets at the edge of a call of another thread is not counted on.
        assertTrue(deaths >= moments.size() / EVERY * 3 / 4, deaths + " of " + moments);
    }

    private static String told(Starter starter) throws IOException {
        starter.tell("shortbox");
        return starter.answer();
    }

    private static List<String> strace(Path log, String calls, String... more) {
        var command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString(), "-e", "trace=" + calls));
        command.addAll(List.of(more));
        return command;
    }

    /** The JVM's calls in a start, from the word to start until the command runs; a first start makes what is made once. */
    private List<Moment> moments() throws IOException {
        try (var first = Starter.in(lab.paths(), List.of())) {
            assertEquals("ready", first.answer());
            assertEquals("ok", told(first));
        }
        assertWhole("after the first start");
        var log = dir.resolve("calls");
        var before = new HashMap<String, Integer>();
        try (var starter = Starter.in(lab.paths(), strace(log, CHANGES))) {
            assertEquals("ready", starter.answer());
            before.putAll(counts(log));
            assertEquals("ok", told(starter));
        }
        var moments = new LinkedHashSet<Moment>();
        var own = before.keySet().stream().map(KillTests::pid).collect(Collectors.toSet());
        counts(log).forEach((call, count) -> {
            if (!own.contains(pid(call))) {
                return;
            }
            for (var nth = before.getOrDefault(call, 0) + 1; nth <= count; nth++) {
                moments.add(new Moment(call.substring(call.indexOf(' ') + 1), nth));
            }
        });
        return List.copyOf(moments);
    }

    private static String pid(String call) {
        return call.substring(0, call.indexOf(' '));
    }

    /** How often each process has made each call, by {@code PID CALL}. */
    private static Map<String, Integer> counts(Path log) throws IOException {
        var counts = new LinkedHashMap<String, Integer>();
        for (var line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            var call = CALL.matcher(line);
            if (call.find()) {
                counts.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The JVM is killed while the script runs by itself, as soon as a call of it was made. */
    @Test
    void aKillWhileTheScriptRunsLeavesNothing() throws Exception {
        for (var call = 0; call < 150; call += 5 * EVERY) {
            try (var starter = Starter.in(lab.paths(), List.of())) {
                assertEquals("ready", starter.answer());
                var before = traces();
                starter.tell("box");
                awaitCall(before, call);
                starter.kill();
            }
            assertWhole("after a kill at call " + call);
        }
    }

    private List<Path> traces() throws IOException {
        var found = new ArrayList<Path>();
        try (var folders = Files.newDirectoryStream(lab.paths().containers(), Files::isDirectory)) {
            folders.forEach(folder -> found.add(folder.resolve("trace")));
        }
        return found;
    }

    /** Waits until the new container's script has made so many calls; if it never makes as many, until it runs. */
    private void awaitCall(List<Path> before, int wanted) throws IOException {
        var until = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < until) {
            var fresh = traces();
            fresh.removeAll(before);
            var trace = fresh.isEmpty() ? Optional.<Trace>empty() : Trace.find(fresh.get(0));
            if (trace.isPresent() && made(trace.get()) >= wanted) {
                return;
            }
            if (trace.isPresent()
                    && lab.containers()
                            .find("box")
                            .filter(ContainerStatus::running)
                            .isPresent()) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new IOException("the script did not come to call " + wanted);
    }

    private static int made(Trace trace) {
        var made = 0;
        for (var call = 0; call < trace.size(); call++) {
            made += trace.outcome(call).isPresent() ? 1 : 0;
        }
        return made;
    }
}
