package lab.shell.homework;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import lab.exercises.Exercise;
import lab.exercises.Values;
import lab.grader.Attempt;
import lab.grader.Verdict;
import lab.grader.Watcher;
import lab.grader.expression.Expressions;
import lab.grader.mark.Played;
import lab.grader.mark.Recording;
import lab.runtime.container.Containers;
import lab.runtime.container.Enclosure;
import lab.runtime.image.ImageStore;
import lab.shell.session.Console;
import lab.shell.session.Lab;
import lab.shell.session.Settings;
import org.jspecify.annotations.Nullable;

/*
 * How it ends
 * ===========
 * The lines may do anything, so nothing here waits for them alone. A line that takes too long gets Ctrl-C and then SIGKILL; an exercise
 * that takes too long loses all its processes at once with the cgroup they are in, and starts none after that. All commands that wait,
 * wait for processes, and so they end, too. When every check is met it ends the same way: what follows can only undo.
 */
/** Runs the lines of one attempt again, in an enclosure of its own, and looks at the kernel while they run. */
final class Replay {

    /** Together for one exercise: more than any solution needs, and no burden for a machine that runs a class. */
    static final Enclosure.Bounds BOUNDS = new Enclosure.Bounds(512L << 20, 512, 256L << 20, 50_000);

    /** Outside of a lesson nobody asks, so that the prompt would not take an answer. */
    private static final Pattern ANSWER = Pattern.compile("answer (.*)");

    private static final int INTERRUPTED = 130;
    private static final long PAUSE_MILLIS = 20;
    private static final long AGAIN_MILLIS = 300;
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(1);

    /**
     * How long it may take.
     *
     * @param all the exercise
     * @param line a line of it
     */
    record Patience(Duration all, Duration line) {}

    private final Settings settings;
    private final CompletableFuture<Expressions> expressions;
    private final ImageStore images;
    private final Prompt.Maker prompts;
    private final ScheduledExecutorService clock;
    private final Patience patience;

    Replay(
            Settings settings,
            CompletableFuture<Expressions> expressions,
            ImageStore images,
            Prompt.Maker prompts,
            ScheduledExecutorService clock,
            Patience patience) {
        this.settings = settings;
        this.expressions = expressions;
        this.images = images;
        this.prompts = prompts;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Runs lines again.
     *
     * @param claimed the points that the record speaks of; as long as there are fewer, a little while is waited for more
     */
    Played run(Exercise exercise, Values values, List<Recording.Line> lines, int claimed) {
        var state = new State(claimed);
        try (var enclosure = Enclosure.open(settings.paths().runtime(), BOUNDS)) {
            var strict = new Strict();
            var over = clock.schedule(
                    () -> state.stop(strict, enclosure, true), patience.all().toMillis(), TimeUnit.MILLISECONDS);
            try (var lab = lab(enclosure, strict)) {
                try {
                    play(lab, exercise, values, lines, state, () -> state.stop(strict, enclosure, false));
                } finally {
                    state.stop(strict, enclosure, false);
                }
            } finally {
                over.cancel(false);
            }
        } catch (IOException e) {
            if (!state.late()) {
                return new Played(
                        state.best(), List.copyOf(state.unrun), Played.Ending.BROKEN, String.valueOf(e.getMessage()));
            }
        }
        return state.played(patience);
    }

    /** A lab that knows nothing of this host's environment and writes to nowhere. */
    private Lab lab(Enclosure enclosure, Strict strict) {
        var nowhere = OutputStream.nullOutputStream();
        var paths = enclosure.paths();
        var own = new Settings(
                settings.language(), true, true, false, false, paths, Map.of("LANG", "C.UTF-8", "TERM", "dumb"));
        return new Lab(
                own,
                Console.over(nowhere, nowhere),
                expressions,
                () -> Containers.in(paths, images, enclosure.cgroups(), strict));
    }

    private void play(Lab lab, Exercise exercise, Values values, List<Recording.Line> lines, State state, Runnable stop)
            throws IOException {
        var place = lab.openPlace(false);
        place.enter(exercise.id());
        place.workbench();
        var attempt = Attempt.open(lab.expressions(), exercise, values, lab.scope());
        attempt.eachLook(verdict -> {
            if (state.saw(verdict)) {
                stop.run();
            }
        });
        var prompt = prompts.at(lab, state.unrun::add);
        try (var watcher = Watcher.start(attempt, lab.scope(), verdict -> {})) {
            for (var line : lines) {
                if (state.over()) {
                    return;
                }
                type(lab, prompt, line, state);
                watcher.checkNow();
            }
            settle(watcher, state);
        }
    }

    /** What the learner has interrupted is interrupted here, too, only sooner. */
    private void type(Lab lab, Prompt prompt, Recording.Line line, State state) throws IOException {
        var most = line.exit() == INTERRUPTED ? LEFT_ALONE : patience.line();
        var started = System.nanoTime();
        var end = clock.scheduleAtFixedRate(
                () -> lab.interrupts().raise(), most.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        try {
            var answer = ANSWER.matcher(line.text());
            if (answer.matches()) {
                lab.openPlace(false).answer(answer.group(1));
            } else {
                prompt.type(line.text());
            }
        } finally {
            end.cancel(false);
        }
        if (line.exit() != INTERRUPTED && System.nanoTime() - started >= most.toNanos()) {
            state.cut();
        }
    }

    private static void settle(Watcher watcher, State state) throws IOException {
        var start = System.nanoTime();
        watcher.checkNow();
        while (!state.over() && !state.enough() && System.nanoTime() - start < SETTLE.toNanos()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a submission was run again");
            }
            watcher.checkNow();
        }
    }

    /** What several threads know of it: the one that types, the watcher, and the clock. */
    private static final class State {
        private final LinkedHashSet<String> unrun = new LinkedHashSet<>();
        private final int claimed;
        private @Nullable Verdict best;
        private boolean over;
        private boolean late;
        private boolean cut;

        State(int claimed) {
            this.claimed = claimed;
        }

        /** Keeps the best look; true if there is nothing left to see. Looks of what is being ended say nothing. */
        synchronized boolean saw(Verdict verdict) {
            if (!over && (best == null || verdict.betterThan(best))) {
                best = verdict;
            }
            return best != null && best.passed();
        }

        synchronized void stop(Strict strict, Enclosure enclosure, boolean byClock) {
            late |= byClock && !over;
            over = true;
            strict.close();
            try {
                enclosure.end();
            } catch (IOException e) {
                // It is ended once more, and told, when the enclosure is closed.
                System.getLogger(Replay.class.getName()).log(System.Logger.Level.DEBUG, "not all ended yet", e);
            }
        }

        synchronized boolean over() {
            return over;
        }

        synchronized boolean late() {
            return late;
        }

        synchronized void cut() {
            cut = true;
        }

        synchronized boolean enough() {
            return best != null && best.points() >= claimed;
        }

        synchronized Optional<Verdict> best() {
            return Optional.ofNullable(best);
        }

        synchronized Played played(Patience patience) {
            var passed = best != null && best.passed();
            var slow = !passed && (late || cut);
            return new Played(
                    Optional.ofNullable(best),
                    passed ? List.of() : List.copyOf(unrun),
                    slow ? Played.Ending.OUT_OF_TIME : Played.Ending.DONE,
                    slow ? (late ? patience.all() : patience.line()).toSeconds() + " s" : "");
        }
    }
}
