package lab.grader.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Observation;
import lab.runtime.observe.Reading;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for {@link Condition}, on recorded facts. */
final class ConditionTests {
    private static final Map<String, Object> PARAMETERS =
            Map.of("box", "anvil", "limit", 67_108_864L, "cmd", "sleep 4711");

    private final Expressions expressions = new Expressions();
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<String, Reading> opening = new HashMap<>();

    private void fact(String path, @Nullable Object value) {
        readings.put(path, new Reading.Value(value, "file of " + path));
    }

    private void absent(String path) {
        readings.put(path, new Reading.Absent("there is no such process", "/proc"));
    }

    private void unobservable(String path) {
        readings.put(path, new Reading.Unobservable("openat " + path + ": EACCES", "file of " + path));
    }

    private Judgement judge(String text) {
        return expressions.condition(text, PARAMETERS).judge(expressions.view(Facts.recorded(readings), opening));
    }

    private Deviation deviation(String text) {
        return assertInstanceOf(Outcome.NotMet.class, judge(text).outcome()).deviation();
    }

    @Test
    void aMetConditionKeepsItsEvidence() {
        fact("process('sleep 4711').ns.uts", "uts:[1]");
        fact("workbench.ns.uts", "uts:[2]");
        Judgement judgement = judge("process(cmd).ns.uts != workbench.ns.uts");
        assertInstanceOf(Outcome.Met.class, judgement.outcome());
        assertEquals(
                List.of("process('sleep 4711').ns.uts", "workbench.ns.uts"),
                judgement.observed().stream().map(Observation::path).toList());
        assertEquals(
                "file of workbench.ns.uts",
                judgement.observed().get(1).reading().source());
    }

    @Test
    void theDeviatingPartOfAChainIsNamedWithBothSides() {
        fact("process('sleep 4711').exists", true);
        fact("process('sleep 4711').ns.uts", "uts:[2]");
        fact("workbench.ns.uts", "uts:[2]");
        Deviation deviation = deviation("process(cmd).exists && process(cmd).ns.uts != workbench.ns.uts");
        assertEquals("process('sleep 4711').ns.uts != workbench.ns.uts", deviation.wanted());
        assertEquals(
                List.of(
                        new Deviation.Side("process('sleep 4711').ns.uts", "'uts:[2]'"),
                        new Deviation.Side("workbench.ns.uts", "'uts:[2]'")),
                deviation.sides());
    }

    @Test
    void aParameterIsShownByItsValueAndNotRepeatedAsASide() {
        fact("container('anvil').pid", 5L);
        Deviation deviation = deviation("container(box).pid == limit");
        assertEquals("container('anvil').pid == 67108864", deviation.wanted());
        assertEquals(List.of(new Deviation.Side("container('anvil').pid", "5")), deviation.sides());
    }

    @Test
    void aThingThatIsMissingNeverMeetsAnything() {
        absent("process('sleep 4711').ns.uts");
        fact("workbench.ns.uts", "uts:[2]");
        for (String text : List.of(
                "process(cmd).ns.uts != workbench.ns.uts",
                "process(cmd).ns.uts == null",
                "!(process(cmd).ns.uts == workbench.ns.uts)")) {
            Deviation deviation = deviation(text);
            assertEquals(
                    "process('sleep 4711').ns.uts",
                    deviation.absent().orElseThrow().path(),
                    text);
        }
    }

    @Test
    void couldNotObserveIsNotARefusal() {
        unobservable("process('sleep 4711').ns.uts");
        fact("workbench.ns.uts", "uts:[2]");
        Outcome.CouldNotObserve open = assertInstanceOf(
                Outcome.CouldNotObserve.class,
                judge("process(cmd).ns.uts != workbench.ns.uts").outcome());
        assertEquals("openat process('sleep 4711').ns.uts: EACCES", open.reason());
        assertEquals("file of process('sleep 4711').ns.uts", open.source());
    }

    @Test
    void aPartThatIsFalseDecidesEvenIfAnotherCouldNotBeObserved() {
        unobservable("workbench.ns.uts");
        fact("workbench.pid", 1L);
        String text = "workbench.ns.uts == 'x' && workbench.pid == 2";
        assertEquals("workbench.pid == 2", deviation(text).wanted());
        assertInstanceOf(
                Outcome.CouldNotObserve.class,
                judge("workbench.ns.uts == 'x' && workbench.pid == 1").outcome());
        assertInstanceOf(
                Outcome.Met.class,
                judge("workbench.ns.uts == 'x' || workbench.pid == 1").outcome());
    }

    @Test
    void whatCouldNotBeObservedOutweighsWhatIsAbsentInAnAlternative() {
        absent("process('sleep 4711').pid");
        unobservable("workbench.pid");
        assertInstanceOf(
                Outcome.CouldNotObserve.class,
                judge("process(cmd).pid == 1 || workbench.pid == 1").outcome());
    }

    @Test
    void noLimitIsNullAndDoesNotMeetAComparisonWithANumber() {
        fact("process('sleep 4711').limit('open files').soft", null);
        assertInstanceOf(
                Outcome.Met.class,
                judge("process(cmd).limit('open files').soft == null").outcome());
        Deviation deviation = deviation("process(cmd).limit('open files').soft < 100");
        assertEquals(
                List.of(new Deviation.Side("process('sleep 4711').limit('open files').soft", "null")),
                deviation.sides());
    }

    @Test
    void listsOfThings() {
        fact("size(processes)", 2L);
        fact("processes[0].comm", "sh");
        fact("processes[1].comm", "sleep");
        assertInstanceOf(
                Outcome.Met.class,
                judge("processes.exists(p, p.comm == 'sleep')").outcome());
        assertEquals(
                "processes.all(p, p.comm == 'sleep')",
                deviation("processes.all(p, p.comm == 'sleep')").wanted());
        assertInstanceOf(
                Outcome.Met.class,
                judge("processes.filter(p, p.comm == 'sh').size() == 1").outcome());
    }

    @Test
    void evidenceOfAListIsTheElementThatDecidedOrElseHowManyThereAre() {
        fact("size(processes)", 30L);
        for (int i = 0; i < 30; i++) {
            fact("processes[" + i + "].comm", i == 20 ? "sleep" : "sh");
        }
        assertEquals(
                List.of("size(processes)", "processes[20].comm"), evidence("processes.exists(p, p.comm == 'sleep')"));
        assertEquals(List.of("size(processes)"), evidence("!processes.exists(p, p.comm == 'nothing')"));
        assertEquals(List.of("size(processes)", "processes[20].comm"), evidence("processes.all(p, p.comm == 'sh')"));
        assertEquals(
                4, evidence("processes.filter(p, p.comm == 'sh').size() == 29").size());
        assertEquals(
                31,
                judge("processes.filter(p, p.comm == 'sh').size() == 29")
                        .observed()
                        .size());
    }

    private List<String> evidence(String text) {
        return judge(text).evidence().stream().map(Observation::path).toList();
    }

    @Test
    void whatWasRecordedAtTheOpening() {
        fact("host.hostname", "forge");
        opening.put("host.hostname", new Reading.Value("forge", "/proc/sys/kernel/hostname"));
        Judgement judgement = judge("host.hostname == start.host.hostname");
        assertInstanceOf(Outcome.Met.class, judgement.outcome());
        assertTrue(judgement.observed().stream().anyMatch(o -> o.path().equals("start.host.hostname")));
        assertInstanceOf(
                Outcome.CouldNotObserve.class,
                judge("host.kernel == start.host.kernel").outcome());
    }

    @Test
    void theOpeningReadsWhatStartNames() {
        fact("host.hostname", "forge");
        fact("container('anvil').exists", false);
        Expression expression = expressions.expression(
                "host.hostname == start.host.hostname && !start.container(box).exists", PARAMETERS);
        Map<String, Reading> read = expression.opening(expressions.openingView(Facts.recorded(readings)));
        assertEquals(readings.keySet(), read.keySet());
    }

    @Test
    void readableTextKeepsMeaningAndFillsParametersIn() {
        assertReadable(
                "process(cmd).mount('/a b').options.exists(o, o in ['ro', box]) || !(limit + 1 > 2 * (3 - 4))",
                "process('sleep 4711').mount('/a b').options.exists(o, o in ['ro', 'anvil'])"
                        + " || !(67108864 + 1 > 2 * (3 - 4))");
        assertReadable(
                "(workbench.exists || host.uid == 0) && host.mounts[0].target.startsWith('/')",
                "(workbench.exists || host.uid == 0) && host.mounts[0].target.startsWith('/')");
        assertReadable("host.uid == 0 ? 'root' : \"it's\"", "host.uid == 0 ? 'root' : 'it\\'s'");
        assertReadable("1 - (2 - 3) == -limit", "1 - (2 - 3) == -67108864");
    }

    private void assertReadable(String text, String expected) {
        assertEquals(expected, expressions.expression(text, PARAMETERS).readable());
    }

    @Test
    void aThingAndAListAreResultsOfTheirOwn() {
        fact("size(processes)", 1L);
        View view = expressions.view(Facts.recorded(readings), opening);
        Result.Thing thing = assertInstanceOf(
                Result.Thing.class,
                expressions
                        .expression("workbench.ns", PARAMETERS)
                        .evaluate(view)
                        .result());
        assertEquals("workbench.ns", thing.group().path());
        Result.Things things = assertInstanceOf(
                Result.Things.class,
                expressions.expression("processes", PARAMETERS).evaluate(view).result());
        assertEquals("processes[0]", things.groups().get(0).path());
    }

    @Test
    void anIndexBehindTheEndFailsWithTheReason() {
        fact("size(processes)", 0L);
        Outcome.CouldNotObserve open = assertInstanceOf(
                Outcome.CouldNotObserve.class, judge("processes[3].pid == 1").outcome());
        assertTrue(open.reason().startsWith("the expression fails: "), open.reason());
    }

    @Test
    void warmUpReadsOnlyTheHostAndNeverThrows() {
        expressions.warmUp();
    }
}
