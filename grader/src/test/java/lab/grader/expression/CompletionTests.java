package lab.grader.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lab.runtime.cgroup.Cgroup;
import lab.runtime.observe.ContainerSight;
import lab.runtime.observe.Facts;
import lab.runtime.observe.ProcessId;
import lab.runtime.observe.Scope;
import org.junit.jupiter.api.Test;

/** Tests for {@link Completion}. */
final class CompletionTests {
    private final Expressions expressions = new Expressions();

    private List<String> names(String text) {
        return complete(text).stream().map(Candidate::name).toList();
    }

    private List<Candidate> complete(String text) {
        return expressions.complete(text, Map.of("box", "anvil"), Optional.of(Facts.of(new Boxes())));
    }

    @Test
    void theFirstWord() {
        assertEquals(
                List.of(
                        "box",
                        "host",
                        "workbench",
                        "container",
                        "cgroup",
                        "process",
                        "answer",
                        "rules",
                        "processes",
                        "start"),
                names(""));
        assertEquals(List.of("process", "processes"), names("host.hostname == 'x' && proc"));
        assertEquals("container('", complete("cont").get(0).insert());
    }

    @Test
    void factsOfAThingWithTheirMeaning() {
        assertEquals(List.of("uts", "user"), names("container(box).ns.u"));
        Candidate hostname = complete("!process('sleep 4711').hostn").get(0);
        assertEquals("hostname", hostname.name());
        assertEquals(23, hostname.from());
        assertEquals("the machine's name, as it sees it", hostname.doc());
    }

    @Test
    void variablesOfMacros() {
        assertTrue(names("processes.exists(p, ").contains("p"));
        assertEquals(List.of("fstype"), names("processes.exists(p, p.mounts.all(m, m.fs"));
    }

    @Test
    void functionsOfListsAndText() {
        assertEquals(List.of("exists", "all", "filter", "map", "size"), names("host.mounts."));
        assertEquals(List.of("exists"), names("workbench.caps.effective.ex"));
        assertEquals(List.of("startsWith"), names("host.hostname.st"));
    }

    @Test
    void keysComeFromThePlace() {
        assertEquals(List.of("box-1", "box-2"), names("container('b"));
        assertEquals("box-2')", complete("container('box-2").get(0).insert());
    }

    @Test
    void nothingAfterWhatMakesNoSense() {
        assertEquals(List.of(), names("nonsense.x"));
        assertEquals(List.of(), names("host.hostname == " + "'unfinished text"));
    }

    /** A place with two containers. */
    private record Boxes() implements Scope {
        @Override
        public List<ContainerSight> containers() {
            return List.of(box("box-2"), box("box-1"), box("other"));
        }

        @Override
        public List<ProcessId> roots() {
            return List.of();
        }

        private static ContainerSight box(String name) {
            return new ContainerSight(
                    name,
                    name,
                    "base",
                    "created",
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Cgroup.NONE,
                    "state");
        }
    }
}
