package lab.shell.learn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import lab.grader.Verdict;
import lab.lessons.Beat;
import lab.lessons.Lesson;
import lab.lessons.Step;
import lab.shell.screen.Theme;
import lab.shell.session.Lab;
import lab.shell.session.Needs;
import org.jspecify.annotations.Nullable;

/**
 * A learner's walk through the lessons: which step is shown, what it waits for, and the exercise that is open.
 *
 * <p>A step is a row of beats. Beats to read follow each other at once; a question waits for an answer, a line to type waits until it was
 * run, an exercise waits until it is passed. Whatever it waits for, {@code next} goes on.
 */
public final class Walk implements AutoCloseable {

    private final Lab lab;
    private final StepScreen screen;
    private final Course course;
    private final Desk desk;
    private final ProgressFile file;
    private Progress progress;
    private @Nullable Consumer<Verdict> listener;
    private @Nullable Lesson lesson;
    private int step;
    private int beat;
    private int lines;
    private @Nullable Practice practice;
    private boolean skipping;

    private Walk(Lab lab, Theme theme, IntSupplier columns, ProgressFile file, Progress progress) {
        this.lab = lab;
        this.screen = new StepScreen(lab, theme, columns);
        this.file = file;
        this.progress = progress;
        this.course = new Course(lab, theme);
        this.desk = new Desk(lab);
    }

    /** A walk that goes on where the learner's progress says, on a screen of so many columns. */
    public static Walk open(Lab lab, Theme theme, IntSupplier columns) throws IOException {
        var file = new ProgressFile(lab.settings().paths().state());
        var progress = file.read(kept -> lab.console().err().println(lab.say("progress.damaged", kept)));
        return new Walk(lab, theme, columns, file, progress);
    }

    /** Lets a listener know, on another thread, when what the open exercise's checks say has changed; it may then call {@link #noticed}. */
    public void listen(Consumer<Verdict> consumer) {
        listener = consumer;
    }

    /** What stands in the prompt: {@code 3.2}, or nothing outside of a lesson. */
    public String where() {
        return lesson == null ? "" : current(lesson).id();
    }

    /** Whether a lesson was in work when the learner left. */
    public boolean canResume() {
        return progress.lesson().isPresent();
    }

    /** The line that the step waits for; empty if it waits for none. */
    public String wanted() {
        return lesson != null && beatOf(lesson) instanceof Beat.Do todo
                ? todo.lines().get(lines)
                : "";
    }

    /** Shows the line that the step waits for once more. */
    public void remind(PrintWriter out) {
        if (!wanted().isEmpty()) {
            screen.type(wanted(), out);
        }
    }

    /** Opens a lesson by number or name, or a step of it such as 3.6; with no name the one in work, or the first there is. */
    public boolean open(String name, boolean fromStart, PrintWriter out) throws IOException {
        var all = course.lessons();
        var spot = Spot.of(name, progress.lesson(), all);
        var found = all.find(spot.lesson());
        if (found.isEmpty()) {
            out.println(lab.say("lesson.none", spot.lesson()));
            course.list(out);
            return false;
        }
        var opened = found.get();
        var asked = spot.stepOf(opened, lab);
        leavePractice();
        desk.drill(false);
        lesson = opened;
        var mark = fromStart || asked.isPresent() ? null : progress.bookmarks().get(opened.id());
        var at = mark == null ? null : opened.step(mark.step()).orElse(null);
        step = asked.orElse(at == null ? 1 : at.number()) - 1;
        show(mark == null || at == null ? 0 : mark.beat(), out);
        return true;
    }

    /** Opens a lesson that is none of the course: a drill. */
    public void open(Lesson drill, PrintWriter out) throws IOException {
        leavePractice();
        desk.drill(true);
        lesson = drill;
        step = 0;
        show(0, out);
    }

    /** Lists the lessons of the course. */
    public void lessons(PrintWriter out) {
        course.list(out);
    }

    /** Shows what is done. */
    public void progress(PrintWriter out) {
        course.progress(progress, out);
    }

    /** Goes on: past what this step waits for, or to the next step; past an exercise only if asked twice. */
    public void next(PrintWriter out) throws IOException {
        var here = lesson;
        if (here == null) {
            out.println(lab.say("lesson.outside"));
        } else if (practice != null && (!skipping || !practice.skippable())) {
            skipping = practice.skippable();
            out.println(lab.say(skipping ? "exercise.open" : "assignment.skips"));
        } else if (waiting(here)) {
            leavePractice();
            if (beatOf(here) instanceof Beat.Predict predict) {
                screen.reply(predict, "", out);
            }
            go(here, beat + 1, out);
        } else if (step + 1 < here.steps().size()) {
            step++;
            show(0, out);
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
        leavePractice();
        step = Math.max(0, step - 1);
        show(0, out);
    }

    /** Whether a line is nothing but an answer to the question that this step waits for. */
    public boolean isAnswer(String line) {
        return lesson != null && beatOf(lesson) instanceof Beat.Predict predict && Answers.isBare(predict, line);
    }

    /** Answers the question that this step waits for, or the open exercise. */
    public void answer(String value, PrintWriter out) throws IOException {
        var here = lesson;
        var place = lab.place();
        if (place != null && (practice != null || here == null)) {
            place.answer(value);
            ran("answer " + value, 0, out);
            return;
        }
        if (here == null || !(beatOf(here) instanceof Beat.Predict predict)) {
            out.println(lab.say("answer.none"));
            return;
        }
        var judged = new Answers(lab).judge(predict, value);
        screen.judged(judged.remark(), out);
        if (judged.understood()) {
            screen.reply(predict, judged.letter(), out);
            go(here, beat + 1, out);
        }
    }

    /** Takes notice of a line that was run: it may be the one that this step waits for, or have changed what the checks say. */
    public void ran(String line, int code, PrintWriter out) throws IOException {
        var here = lesson;
        if (here != null && beatOf(here) instanceof Beat.Do todo) {
            if (Lines.same(line, todo.lines().get(lines))) {
                lines++;
                if (lines == todo.lines().size()) {
                    go(here, beat + 1, out);
                } else {
                    screen.type(todo.lines().get(lines), out);
                }
            }
        } else if (practice != null) {
            practice.command(line, code);
            tell(practice.look(), out);
        }
    }

    /** Takes notice of a verdict that came by itself. */
    public void noticed(Verdict verdict, PrintWriter out) throws IOException {
        if (practice != null && practice.exercise().id().equals(verdict.exercise())) {
            tell(verdict, out);
        }
    }

    /** Looks at the kernel now. */
    public boolean check(PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
            return false;
        }
        var verdict = practice.look();
        practice.all(verdict, screen.pages(), screen.width()).forEach(out::println);
        if (verdict.passed()) {
            passed(out);
        }
        return verdict.passed();
    }

    /** Shows the evidence of a check, counted from 1; 0 for all that are not met. */
    public void why(int number, PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
        } else {
            practice.why(number, screen.width(), out);
        }
    }

    /** Gives a hint. */
    public void hint(PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
        } else {
            practice.hint(screen.pages(), out);
        }
    }

    /** Shows a solution. */
    public void solution(PrintWriter out) throws IOException {
        if (practice == null) {
            out.println(lab.say("exercise.none"));
        } else {
            practice.solution(screen.pages(), out);
        }
    }

    /** Begins the exercise, or the step, anew with a fresh workbench. */
    public void reset(PrintWriter out) throws IOException {
        var open = practice != null;
        if (practice != null) {
            desk.mayBegin(practice.exercise().id());
        }
        leavePractice();
        var place = lab.place();
        if (place != null) {
            place.clear();
        }
        if (lesson != null && open) {
            enter(lesson, true, out);
        } else if (lesson != null) {
            show(0, out);
        } else {
            out.println(lab.say("reset.done"));
        }
    }

    /** Leaves the lesson; the workbench stays. */
    public void play(PrintWriter out) throws IOException {
        leavePractice();
        lesson = null;
        progress = progress.outside();
        file.write(progress);
        out.println(lab.say("play.on"));
    }

    /** Whether an empty line goes on, since the step waits for nothing. */
    public boolean ready() {
        return lesson != null && !waiting(lesson);
    }

    @Override
    public void close() throws IOException {
        leavePractice();
        desk.close();
    }

    /** Shows a step from the screen on that a beat stands on. */
    private void show(int waited, PrintWriter out) throws IOException {
        var here = present();
        var now = current(here);
        var place = lab.place();
        if (place != null) {
            place.leave();
        }
        screen.head(here, now, out);
        var first = Math.min(waited, now.beats().size());
        while (first > 0 && now.beats().get(first - 1) instanceof Beat.Tell) {
            first--;
        }
        go(here, first, out);
    }

    /** Shows beats from one on up to the next that waits. */
    private void go(Lesson here, int from, PrintWriter out) throws IOException {
        var all = current(here).beats();
        skipping = false;
        beat = from;
        lines = 0;
        while (beat < all.size() && all.get(beat) instanceof Beat.Tell tell) {
            screen.tell(tell, out);
            beat++;
        }
        progress = progress.at(here.id(), current(here).key(), beat);
        file.write(progress);
        if (beat < all.size()) {
            waitFor(here, all.get(beat), out);
        } else {
            screen.end(step + 1 == here.steps().size(), out);
        }
    }

    private void waitFor(Lesson here, Beat now, PrintWriter out) throws IOException {
        if (now instanceof Beat.Predict predict) {
            screen.ask(predict, out);
        } else if (now instanceof Beat.Do todo) {
            screen.type(todo.lines().get(0), out);
        } else if (now instanceof Beat.Practice) {
            enter(here, false, out);
        }
    }

    private void enter(Lesson here, boolean anew, PrintWriter out) throws IOException {
        var asked = (Beat.Practice) current(here).beats().get(beat);
        var exercise = course.exercise(asked.exercise());
        var missing = Needs.missing(exercise, lab);
        if (!missing.isEmpty()) {
            screen.lacking(exercise, missing, out);
            go(here, beat + 1, out);
            return;
        }
        screen.first(exercise, progress.passed(), out);
        var before = progress.passed().contains(asked.exercise());
        var opened = desk.open(exercise, progress.student(), anew || before, screen.theme());
        practice = opened;
        opened.show(screen.pages(), screen.width(), before, out);
        if (listener != null) {
            opened.watch(listener);
        }
    }

    private void tell(Verdict verdict, PrintWriter out) throws IOException {
        var open = practice;
        if (open != null) {
            open.news(verdict, screen.pages(), screen.width()).forEach(out::println);
            if (verdict.passed()) {
                passed(out);
            }
        }
    }

    private void passed(PrintWriter out) throws IOException {
        var done = practice;
        if (done != null) {
            progress = progress.pass(done.exercise().id());
            done.passed(out);
            leavePractice();
            go(present(), beat + 1, out);
        }
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
}
