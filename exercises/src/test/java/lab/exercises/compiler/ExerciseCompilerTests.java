package lab.exercises.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lab.exercises.CheckSpec;
import lab.exercises.Exercise;
import lab.exercises.Hint;
import lab.exercises.Need;
import lab.exercises.Parameter;
import lab.exercises.Solution;
import lab.exercises.Timing;
import lab.exercises.WrongAttempt;
import lab.lessons.Block;
import lab.lessons.Inline;
import lab.lessons.Phrase;
import lab.lessons.compiler.Asciidoc;
import lab.lessons.compiler.Problem;
import lab.lessons.compiler.Problems;
import lab.lessons.compiler.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExerciseCompilerTests {
    private static final String GOOD = """
            = Give it {limit}
            :number: 1
            :points: 10
            :needs: cgroup.memory
            :param-limit: one-of 48Mi 64Mi
            :param-box: name

            A container `{box}` that never uses more than {limit}.

            [check#running, "`{box}` runs"]
            container(box).state == 'running'

            [check#limited, "limited to {limit}", time="hold 2s", points=7]
            container(box).cgroup.memory.max == limit &&
              container(box).exists

            [hint]
            Which flag of `run` talks about memory?

            [hint#nolimit, when="container(box).exists && container(box).cgroup.memory.max == null"]
            No limit yet.

            [solution#lab, "with `run`"]
            --
            One flag.

            ----
            run -d --name {box} --memory {limit} base sleep 1000
            ----
            --

            [solution#plain, "by hand"]
            ----
            mkdir /sys/fs/cgroup/x
            ----

            [wrong#none, "no limit", fails="limited", hint=nolimit]
            ----
            run -d --name {box} base sleep 1000
            ----

            [wrong#other, "another name", fails="running limited"]
            ----
            run -d base sleep 1000
            ----
            """;

    private static final String KOREAN = """
            = {limit}까지만

            컨테이너 `{box}` 하나.

            [check#running]
            `{box}` 실행 중

            [check#limited]
            {limit} 제한

            [hint]
            어느 플래그입니까?

            [hint#nolimit]
            제한이 없습니다.

            [solution#lab, "``run``으로"]
            플래그 하나.

            [solution#plain, "손으로"]
            직접.

            [wrong#none]
            제한 없음

            [wrong#other]
            다른 이름
            """;

    private final Asciidoc asciidoc = Asciidoc.start();

    @AfterAll
    void close() {
        asciidoc.close();
    }

    @Test
    void compilesAnExercise() {
        Problems problems = new Problems();
        Exercise exercise = compile(GOOD, problems);

        assertEquals(List.of(), problems.list());
        assertEquals("memory-limit", exercise.id());
        assertEquals("cgroups-1", exercise.lesson());
        assertEquals("Give it {limit}", exercise.title().text());
        assertEquals(List.of(Need.CGROUP_MEMORY), exercise.needs());
        assertEquals(
                List.of(new Parameter.OneOf("limit", List.of("48Mi", "64Mi")), new Parameter.Name("box")),
                exercise.parameters().list());
        assertEquals(
                List.of(
                        new CheckSpec(
                                "running",
                                new Phrase(List.of(new Inline.Code("{box}"), new Inline.Text(" runs"))),
                                "container(box).state == 'running'",
                                new Timing.Now(),
                                3),
                        new CheckSpec(
                                "limited",
                                Phrase.of("limited to {limit}"),
                                "container(box).cgroup.memory.max == limit && container(box).exists",
                                new Timing.Hold(Duration.ofSeconds(2)),
                                7)),
                exercise.checks());
        assertEquals(10, exercise.points());
        assertEquals(List.of("hint-1"), exercise.ladder().stream().map(Hint::id).toList());
        assertEquals(
                Optional.of("container(box).exists && container(box).cgroup.memory.max == null"),
                exercise.misconceptions().get(0).when());
        assertEquals(
                new Solution(
                        "lab",
                        new Phrase(List.of(new Inline.Text("with "), new Inline.Code("run"))),
                        List.of("run -d --name {box} --memory {limit} base sleep 1000"),
                        List.of(new Block.Paragraph(Phrase.of("One flag.")))),
                exercise.solutions().get(0));
        assertEquals(
                new WrongAttempt(
                        "other",
                        Phrase.of("another name"),
                        List.of("run -d base sleep 1000"),
                        List.of("running", "limited"),
                        Optional.empty()),
                exercise.wrongAttempts().get(1));
    }

    @Test
    void comparesTwoChecksInTimeAndTellsADeadEnd() {
        Problems problems = new Problems();
        String text = GOOD.replace("time=\"hold 2s\"", "time=\"while running\"")
                .replace("`{box}` runs\"]", "`{box}` runs\", time=\"before limited\"]")
                .replace("[hint#nolimit, ", "[hint#nolimit, dead=yes, ")
                .replace(":points:", ":after: first second\n:points:");
        Exercise exercise = compile(text, problems);
        assertEquals(List.of(), problems.list());
        assertEquals(
                List.of(new Timing.Before("limited"), new Timing.While("running")),
                exercise.checks().stream().map(CheckSpec::timing).toList());
        assertTrue(exercise.misconceptions().get(0).dead());
        assertEquals(List.of("first", "second"), exercise.after());
        assertTrue(translate(KOREAN, exercise, problems).misconceptions().get(0).dead());
        compile(text.replace("before limited", "before limitted"), problems);
        assertTrue(
                problems.list().toString().contains("no check is called 'limitted'; did you mean 'limited'?"),
                problems.list().toString());
    }

    @Test
    void givesATranslationTheOriginalsChecksAndLines() {
        Problems problems = new Problems();
        Exercise original = compile(GOOD, problems);
        Exercise korean = translate(KOREAN, original, problems);

        assertEquals(List.of(), problems.list());
        assertEquals("{limit}까지만", korean.title().text());
        assertEquals("{limit} 제한", korean.checks().get(1).label().text());
        assertEquals(
                original.checks().get(1).expression(), korean.checks().get(1).expression());
        assertEquals("제한이 없습니다.", text(korean.misconceptions().get(0)));
        assertEquals(
                original.solutions().get(0).lines(), korean.solutions().get(0).lines());
        assertEquals("run으로", korean.solutions().get(0).title().text());
    }

    @Test
    void refusesAParameterThatIsNotDeclaredOrNotUsed() {
        assertProblem(
                "x.adoc:8:15: no parameter is called 'bos'; did you mean 'box'?",
                GOOD.replace("A container `{box}` that", "A container, `{bos}` that"));
        assertProblem(
                "x.adoc:14:1: the expression names 'contaner', which is neither a parameter nor a fact; did you mean 'container'?",
                GOOD.replace("container(box).cgroup.memory.max == limit &&", "contaner(box).exists == limit &&"));
        assertProblem(
                "x.adoc:7:1: the parameter 'port' is declared and never used",
                GOOD.replace(":param-box: name\n", ":param-box: name\n:param-port: port\n"));
        assertProblem(
                "x.adoc:7:24: the parameter 'job' is made of 'sec', which is not declared before it; known: box, limit",
                GOOD.replace(":param-box: name\n", ":param-box: name\n:param-job: from sleep {sec}\n"));
        assertProblem(
                "x.adoc:6:13: unknown kind of parameter 'nam'; did you mean 'name'?",
                GOOD.replace(":param-box: name\n", ":param-box: nam\n"));
        assertProblem(
                "x.adoc:5:15: a range is 'range LOWEST..HIGHEST' or 'range LOWEST..HIGHEST step N', not 'range 5..2'",
                GOOD.replace("one-of 48Mi 64Mi", "range 5..2"));
    }

    @Test
    void refusesAnExerciseWithAPieceMissing() {
        assertProblem(
                "x.adoc:1:1: the exercise has no [hint] without 'when': the ladder is empty",
                GOOD.replace("[hint]\nWhich flag of `run` talks about memory?\n", ""));
        assertProblem(
                "x.adoc:1:1: the exercise lacks [solution#plain, …], the way by plain Linux tools",
                GOOD.replace("solution#plain", "solution#hard"));
        assertProblem(
                "x.adoc:1:1: the exercise wants two [wrong] attempts or more",
                GOOD.substring(0, GOOD.indexOf("[wrong#other")));
        assertProblem(
                "x.adoc:10:2: a [check] lacks an id: write [check#id, …]", GOOD.replace("check#running", "check"));
        assertProblem(
                "x.adoc:20:2: no wrong attempt brings up the hint 'nolimit', so nothing proves that it shows",
                GOOD.replace(", hint=nolimit", ""));
        assertProblem(
                "x.adoc:3:1: the checks' points don't add up to ':points:'; -2 are left",
                GOOD.replace("runs\"]", "runs\", points=5]"));
    }

    @Test
    void guessesWhatAWrongWordWasMeantToBe() {
        assertProblem("x.adoc:10:2: unknown block [chek]; did you mean 'check'?", GOOD.replace("[check#r", "[chek#r"));
        assertProblem(
                "x.adoc:4:9: unknown need 'cgroup.memry'; did you mean 'cgroup.memory'?",
                GOOD.replace(":needs: cgroup.memory", ":needs: cgroup.memry"));
        assertProblem(
                "x.adoc:13:45: 'hold on' is no timing; known: now, ever, hold 2s, gone-after-seen, while CHECK,"
                        + " before CHECK",
                GOOD.replace("hold 2s", "hold on"));
        assertProblem(
                "x.adoc:37:2: no check is called 'limted'; did you mean 'limited'?",
                GOOD.replace("fails=\"limited\"", "fails=\"limted\""));
        assertProblem(
                "x.adoc:2:2: unknown attribute 'numer' in the header; did you mean 'number'?",
                GOOD.replace(":number:", ":numer:"));
    }

    @Test
    void refusesATranslationThatIsIncompleteOrKnowsMore() {
        Exercise original = compile(GOOD, new Problems());
        assertTranslationProblem(
                "ko.adoc:1:1: the translation of [check#limited] is missing",
                KOREAN.replace("[check#limited]\n{limit} 제한\n", ""),
                original);
        assertTranslationProblem(
                "ko.adoc:5:2: the original has no [check] 'runing'; did you mean 'running'?",
                KOREAN.replace("check#running", "check#runing"),
                original);
        assertTranslationProblem(
                "ko.adoc:1:3: no parameter is called 'limt'; did you mean 'limit'?",
                KOREAN.replace("= {limit}까지만", "= {limt}까지만"),
                original);
    }

    @Test
    void findsTheNamesInAnExpression() {
        assertEquals(
                List.of("process", "job", "workbench"),
                List.copyOf(Expressions.names(
                        "!process(job).mounts.exists(m, m.device == workbench.mount('/host').device && 1 in [2])")));
    }

    private static String text(Hint hint) {
        return ((Block.Paragraph) hint.text().get(0)).phrase().text();
    }

    private void assertProblem(String wanted, String text) {
        Problems problems = new Problems();
        compile(text, problems);
        assertContains(wanted, problems);
    }

    private void assertTranslationProblem(String wanted, String text, Exercise original) {
        Problems problems = new Problems();
        translate(text, original, problems);
        assertContains(wanted, problems);
    }

    private static void assertContains(String wanted, Problems problems) {
        List<String> found = problems.list().stream().map(Problem::toString).toList();
        assertTrue(found.contains(wanted), () -> "wanted: " + wanted + "\nfound:  " + found);
    }

    private Exercise compile(String text, Problems problems) {
        return new ExerciseCompiler(asciidoc).compile(Source.of("x.adoc", text, problems), "cgroups-1", "memory-limit");
    }

    private Exercise translate(String text, Exercise original, Problems problems) {
        return new TranslationCompiler(asciidoc).compile(Source.of("ko.adoc", text, problems), original);
    }
}
