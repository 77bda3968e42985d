package lab.grader.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests for the words and carets of {@link Mistake}. */
final class MistakeTests {
    private static final Map<String, Object> PARAMETERS = Map.of("box", "anvil", "limit", 67_108_864L);
    private final Expressions expressions = new Expressions();

    @Test
    void unknownFactGetsItsNearestName() {
        shows("container(box).hostnam", """
                container(box).hostnam
                               ^^^^^^^
                unknown fact `hostnam`; did you mean `hostname`?""");
    }

    @Test
    void unknownFactFarFromAllNamesGetsTheList() {
        shows("workbench.ns.colour == 'red'", """
                workbench.ns.colour == 'red'
                             ^^^^^^
                unknown fact `colour`; a set of namespaces has mnt, uts, ipc, net, pid, user, cgroup, time""");
    }

    @Test
    void unknownWordGetsItsNearestRootOrParameter() {
        shows("workbnch.pid == 1", """
                workbnch.pid == 1
                ^^^^^^^^
                there is no fact and no parameter `workbnch`; did you mean `workbench`?""");
        shows("container(bx).exists", """
                container(bx).exists
                          ^^
                there is no fact and no parameter `bx`; did you mean `box`?""");
    }

    @Test
    void unknownFactInsideMacroIsFound() {
        shows("processes.exists(p, p.hostnam == 'x')", """
                processes.exists(p, p.hostnam == 'x')
                                      ^^^^^^^
                unknown fact `hostnam`; did you mean `hostname`?""");
    }

    @Test
    void listAskedLikeOneThing() {
        shows("processes.pid == 1", """
                processes.pid == 1
                          ^^^
                this is a list, and its elements have facts: write .exists(x, x.pid …) or [0]""");
    }

    @Test
    void functionWithoutKeyAndValueWithParentheses() {
        shows("container.exists", """
                container.exists
                ^^^^^^^^^
                `container` needs a key, such as container('…')""");
        shows("workbench.pid() == 3", """
                workbench.pid() == 3
                          ^^^
                `pid` is not a function: write it without ( )""");
    }

    @Test
    void comparisonThatCanNeverHold() {
        shows("workbench.pid == '64'", """
                workbench.pid == '64'
                              ^^
                the left side is a number, the right side text: they never compare""");
        shows("container(box) == null", """
                container(box) == null
                               ^^
                a container is never null: ask its fact `exists`""");
    }

    @Test
    void wordsOfOtherLanguages() {
        shows("workbench.pid = 1", """
                workbench.pid = 1
                              ^
                `=` does not compare; did you mean `==`?""");
        shows("workbench.exists and container(box).exists", """
                workbench.exists and container(box).exists
                                 ^^^
                `and` is no operator here; did you mean `&&`?""");
        shows("workbench.exists & container(box).exists", """
                workbench.exists & container(box).exists
                                 ^
                `&` alone is no operator; did you mean `&&`?""");
    }

    @Test
    void unclosedTextAndParenthesis() {
        shows("container('box).exists", """
                container('box).exists
                          ^^^^^^^^^^^^
                the text that starts here has no closing '""");
        shows("(workbench.pid == 1", """
                (workbench.pid == 1
                ^
                this is never closed""");
    }

    @Test
    void conditionMustBeTrueOrFalse() {
        MistakeException e =
                assertThrows(MistakeException.class, () -> expressions.condition("workbench.pid", PARAMETERS));
        assertEquals("""
                workbench.pid
                ^^^^^^^^^^^^^
                this must be true or false, and it is a number""", e.mistake().render());
    }

    @Test
    void mistakeInALaterLineShowsThatLine() {
        shows("workbench.exists &&\n  workbench.pidd == 3", """
                  workbench.pidd == 3
                            ^^^^
                unknown fact `pidd`; did you mean `pid`?""");
    }

    @Test
    void unknownFunction() {
        shows("contaner(box).exists", """
                contaner(box).exists
                ^^^^^^^^
                there is no function `contaner`; did you mean `container`?""");
        shows("workbench.hostname.startWith('a')", """
                workbench.hostname.startWith('a')
                                   ^^^^^^^^^
                there is no function `startWith` of text; did you mean `startsWith`?""");
    }

    private void shows(String text, String expected) {
        MistakeException e = assertThrows(MistakeException.class, () -> expressions.expression(text, PARAMETERS));
        assertEquals(expected, e.mistake().render());
    }
}
