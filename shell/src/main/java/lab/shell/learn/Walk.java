package lab.shell.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lab.exercises.Exercise;
import lab.exercises.Exercises;
import lab.exercises.Seed;
import lab.grader.Attempt;
import lab.grader.AttemptRecord;
import lab.grader.journal.Journal;
import lab.lessons.Beat;
import lab.lessons.Lesson;
import lab.lessons.Lessons;
import lab.lessons.Step;
import lab.lessons.format.LessonFormat;
import lab.shell.screen.Columns;
import lab.shell.screen.FigureText;
import lab.shell.screen.PageText;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import org.jspecify.annotations.Nullable;

/**
 * A learner's walk through the lessons: which step is shown, what it waits for, and the exercise that is open.
 *
 * <p>A step is a row of beats. Beats to read follow each other at once; a question waits for an answer, a line to type waits until it was
 * run, an exercise waits until it is passed. Whatever it waits for, {@code next} goes on.
 */
public final class Walk implements AutoCloseable {

    private static final byte[] COURSE = "lab".getBytes(StandardCharsets.UTF_8);

    private final Lab lab;
    private final Theme theme;
    private final int width;
    private final Lessons lessons;
    private final Exercises exercises;
    private final ProgressFile file;
    private final PageText pages;
    private final Overview overview;
    private Progress progress;
    private @Nullable Lesson lesson;
    private int step;
    private int beat;
    private int lines;
    private @Nullable Practice practice;
    private @Nullable Journal journal;
    private boolean anew;
    private Predicate<List<String>> news = lines -> false;

    private Walk(Lab lab, Theme theme, int width, ProgressFile file, Progress progress) {
        this.lab = lab;
        this.theme = theme;
        this.width = width;
        this.file = file;
        this.progress = progress;
        this.lessons = LessonFormat.load(lab.settings().language());
        this.exercises = Exercises.load(lab.settings().language());
        this.overview = new Overview(lab, theme, lessons, exercises);
        this.pages = new PageText(theme, width, new FigureText(theme, lab::expressions, lab::scope));
    }

    /** A walk that goes on where the learner's progress says. */
    public static Walk open(Lab lab, Theme theme, int width) throws IOException {
        var file = new ProgressFile(lab.settings().paths().state());
        var progress = file.read(kept -> lab.console().err().println(lab.say("progress.damaged", kept)));
        return new Walk(lab, theme, width, file, progress);
    }

    /** What stands in the prompt: {@code 3.2}, or nothing outside of a lesson. */
    public String where() {
        return lesson == null ? "" : current(lesson).id();
    }

    /** Tells somebody of changes that come by themselves; the listener says whether it could show them. */
    public void onNews(Predicate<List<String>> listener) {
        news = listener;
    }

    /** Whether a lesson was in work when the learner left. */
    public boolean canResume() {
        return progress.lesson().isPresent();
    }

    /** Opens a lesson by number or name; with no name the one in work, or the first there is. */
    public boolean open(String name, boolean fromStart, PrintWriter out) throws IOException {
        var wanted = name.isEmpty()
                ? progress.lesson().orElse(lessons.lessons().get(0).id())
                : name;
        var found = lessons.find(wanted);
        if (found.isEmpty()) {
            out.println(lab.say("lesson.none", wanted));
            lessons(out);
            return false;
        }
        var opened = found.get();
        lesson = opened;
        var key = fromStart ? null : progress.steps().get(opened.id());
        var at = key == null ? Optional.<Step>empty() : opened.step(key);
        step = at.map(s -> s.number() - 1).orElse(0);
        lab.openPlace(true).workbench();
        show(out);
        return true;
    }

    /** Lists the lessons of the course. */
    public void lessons(PrintWriter out) {
        overview.lessons(out);
    }

    /** Shows what is done. */
    public void progress(PrintWriter out) {
        overview.progress(progress, out);
    }

    /** Goes on: past what this step waits for, or to the next step. */
    public void next(PrintWriter out) throws IOException {
        var here = lesson;
        if (here == null) {
            out.println(lab.say("lesson.outside"));
            return;
        }
        if (waiting(here)) {
            beat++;
            lines = 0;
            leavePractice();
            beats(here, out);
        } else if (step + 1 < here.steps().size()) {
            step++;
            show(out);
        } else {
            out.println(lab.say("lesson.end"));
        }
    }

    /** Goes back a step. */
    public void back(PrintWriter out) throws IOException {
        if (lesson == null) {
            out.println(lab.say("lesson.outside"));
            return;
        }
        step = Math.max(0, step - 1);
        show(out);
    }

    /** Answers the question that this step waits for. */
    public void answer(String value, PrintWriter out) throws IOException {
        var here = lesson;
        if (here == null || !(beatOf(here) instanceof Beat.Predict predict)) {
            out.println(lab.say("answer.none"));
            return;
        }
        var verdict = new Answers(lab, pages).judge(predict, value);
        if (!verdict.understood()) {
            out.println(verdict.remark());
            return;
        }
        if (!verdict.remark().isEmpty()) {
            out.println(verdict.remark());
        }
        var reply = pages.lines(predict.reply(verdict.letter()));
        if (!reply.isEmpty()) {
            out.println();
            reply.forEach(out::println);
        }
        beat++;
        beats(here, out);
    }

    /** Takes notice of a line that was run: it may be the one that this step waits for. */
    public void ran(String line, int code, PrintWriter out) throws IOException {
        var here = lesson;
        if (practice != null && !line.isBlank()) {
            practice.ran(line, code);
        }
        if (here != null && beatOf(here) instanceof Beat.Do todo) {
            if (Lines.same(line, todo.lines().get(lines))) {
                lines++;
                if (lines == todo.lines().size()) {
                    lines = 0;
                    beat++;
                    beats(here, out);
                } else {
                    out.println();
                    out.println("    " + theme.code(todo.lines().get(lines)));
                }
            }
            return;
        }
        if (practice != null && practice.look(out, false)) {
            passed(out);
        }
    }

    /** Looks at the kernel now. */
    public boolean check(PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
            return false;
        }
        var done = practice.look(out, true);
        if (done) {
            passed(out);
        }
        return done;
    }

    /** Shows the evidence of a check, counted from 1; 0 for all that are not met. */
    public void why(int number, PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
        } else {
            practice.why(number, out);
        }
    }

    /** Gives a hint. */
    public void hint(PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
            return;
        }
        practice.hint(out);
    }

    /** Shows a solution. */
    public void solution(PrintWriter out) {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
        } else {
            practice.solution(out);
        }
    }

    /** Begins the exercise, or the step, anew with a fresh workbench. */
    public void reset(PrintWriter out) throws IOException {
        var place = lab.place();
        if (place != null) {
            place.clear();
        }
        anew = practice != null;
        if (lesson != null) {
            show(out);
        }
        anew = false;
    }

    /** Leaves the lesson; the workbench stays. */
    public void play(PrintWriter out) throws IOException {
        leavePractice();
        lesson = null;
        progress = progress.outside();
        file.write(progress);
        lab.openPlace(true).workbench();
        out.println(lab.say("play.on"));
    }

    /** Whether an empty line goes on, since the step waits for nothing. */
    public boolean ready() {
        return lesson != null && !waiting(lesson);
    }

    private void show(PrintWriter out) throws IOException {
        var here = present();
        beat = 0;
        lines = 0;
        leavePractice();
        progress = progress.at(here.id(), current(here).key());
        file.write(progress);
        if (!theme.plain()) {
            out.print("\033[H\033[2J");
        }
        var title = lab.say("lesson.title", here.number()) + " " + theme.dot() + " "
                + here.title().text();
        var count = lab.say("lesson.of", current(here).number(), here.steps().size());
        out.println(theme.strong(Columns.pad(title, width - Columns.width(count))) + theme.quiet(count));
        out.println(theme.rule(width));
        out.println(theme.accent(current(here).title().text()));
        beats(here, out);
    }

    /** Shows beats up to the next one that waits. */
    private void beats(Lesson here, PrintWriter out) throws IOException {
        var all = current(here).beats();
        while (beat < all.size()) {
            var now = all.get(beat);
            if (now instanceof Beat.Tell tell) {
                out.println();
                pages.lines(tell.blocks()).forEach(out::println);
                beat++;
                continue;
            }
            waitFor(now, out);
            return;
        }
        out.println();
        out.println(theme.quiet(step + 1 < here.steps().size() ? lab.say("step.done") : lab.say("lesson.end")));
    }

    private void waitFor(Beat now, PrintWriter out) throws IOException {
        if (now instanceof Beat.Predict predict) {
            new Answers(lab, pages).ask(predict, out);
        } else if (now instanceof Beat.Do todo) {
            out.println();
            out.println("    " + theme.code(todo.lines().get(lines)));
        } else if (now instanceof Beat.Practice asked) {
            enter(asked.exercise(), out);
        }
    }

    private void enter(String id, PrintWriter out) throws IOException {
        var exercise = exercises.find(id);
        if (exercise.isEmpty()) {
            throw new IOException("the lesson names an exercise that is not there: " + id);
        }
        var attempt = open(exercise.get());
        practice = new Practice(lab, theme, pages, width, attempt, journal(), lines -> news.test(lines));
        practice.show(out, progress.passed().contains(id));
    }

    private Attempt open(Exercise exercise) throws IOException {
        lab.openPlace(true).enter(exercise.id());
        lab.openPlace(true).workbench();
        var values = exercise.parameters().resolve(Seed.of(COURSE, progress.student(), exercise.id()));
        var before = anew ? Optional.<AttemptRecord>empty() : journal().resume(exercise.id());
        if (before.isPresent()) {
            return Attempt.resume(lab.expressions(), exercise, values, lab.scope(), before.get());
        }
        var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
        journal().opened(attempt, values.variables());
        return attempt;
    }

    private Journal journal() throws IOException {
        if (journal == null) {
            journal = Journal.open(lab.settings().paths().state().resolve("journal.jsonl"));
        }
        return journal;
    }

    private void passed(PrintWriter out) throws IOException {
        var done = practice;
        if (done == null) {
            return;
        }
        progress = progress.pass(done.exercise().id());
        file.write(progress);
        done.passed(out);
        leavePractice();
        beat++;
        beats(present(), out);
    }

    private void leavePractice() {
        if (practice != null) {
            practice.close();
            practice = null;
        }
    }

    private boolean waiting(Lesson here) {
        return beat < current(here).beats().size();
    }

    private @Nullable Beat beatOf(Lesson here) {
        return waiting(here) ? current(here).beats().get(beat) : null;
    }

    private Step current(Lesson here) {
        return here.steps().get(step);
    }

    private Lesson present() {
        if (lesson == null) {
            throw new IllegalStateException("no lesson is open");
        }
        return lesson;
    }

    /** The exercises of the lesson that is open, for completion. */
    public List<String> exerciseIds() {
        return lesson == null ? List.of() : lesson.exercises();
    }

    @Override
    public void close() throws IOException {
        leavePractice();
        if (journal != null) {
            journal.close();
        }
    }
}
