package lab.shell.homework;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lab.exercises.Exercise;
import lab.exercises.Seed;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.mark.Played;
import lab.grader.mark.Recording;
import lab.grader.mark.Replayed;
import lab.grader.submission.RefusedException;
import lab.grader.submission.Submission;
import lab.runtime.container.Enclosure;
import lab.shell.session.Lab;
import lab.shell.session.Needs;

/** Runs the submissions of a class again, several exercises at once, and marks them by what is seen. */
public final class Replays {

    /** How many times longer an exercise may take in which something is measured. */
    private static final int MEASURED = 4;

    private static final Duration LINE = Duration.ofSeconds(10);
    private static final long PATIENCE_HOURS = 24;

    private final Lab lab;
    private final Prompt.Maker prompts;
    private final int jobs;
    private final Duration limit;

    /**
     * Replays in a lab.
     *
     * @param prompts runs the lines
     * @param jobs how many exercises are run at once
     * @param limit how long an exercise may take
     */
    public Replays(Lab lab, Prompt.Maker prompts, int jobs, Duration limit) {
        this.lab = lab;
        this.prompts = prompts;
        this.jobs = jobs;
        this.limit = limit;
    }

    /**
     * Runs what was marked by its record again.
     *
     * @param recorded the marks by the record, in their order
     * @param exercises what was asked for
     * @param courseKey what seeds come from
     * @return the marks by what was seen, in the same order
     * @throws IOException if this host or user cannot bound what is run
     */
    public List<Graded> run(List<Graded> recorded, List<Exercise> exercises, byte[] courseKey) throws IOException {
        var images = lab.containers().images();
        images.open("base");
        images.open("workbench");
        // Tells at once, in place of a thousand times, what is missing.
        Enclosure.open(lab.settings().paths().runtime(), Replay.BOUNDS).close();
        var clock = Executors.newScheduledThreadPool(1);
        var pool = Executors.newFixedThreadPool(jobs);
        var alone = Executors.newSingleThreadExecutor();
        try {
            var tasks = new ArrayList<Map<String, Future<Played>>>();
            var refused = new LinkedHashMap<String, Graded>();
            for (var one : recorded) {
                try {
                    tasks.add(tasks(one, exercises, courseKey, clock, pool, alone));
                } catch (RefusedException e) {
                    refused.put(one.file(), Graded.refused(one.file(), e.refusal()));
                    tasks.add(Map.of());
                }
            }
            pool.shutdown();
            var all = new ArrayList<Graded>();
            for (var i = 0; i < recorded.size(); i++) {
                var one = recorded.get(i);
                all.add(
                        refused.containsKey(one.file())
                                ? refused.get(one.file())
                                : Replayed.of(one, seen(tasks.get(i))));
            }
            return all;
        } finally {
            List.of(pool, alone, clock).forEach(ExecutorService::shutdownNow);
        }
    }

    private Map<String, Future<Played>> tasks(
            Graded one,
            List<Exercise> exercises,
            byte[] courseKey,
            ScheduledExecutorService clock,
            ExecutorService pool,
            ExecutorService alone)
            throws RefusedException, IOException {
        var tasks = new LinkedHashMap<String, Future<Played>>();
        if (one.submission().isEmpty()) {
            return tasks;
        }
        var recordings = Recording.of(one.submission().get());
        for (var exercise : exercises) {
            var recording = recordings.get(exercise.id());
            var claimed = points(one, exercise);
            if (recording != null && (claimed > 0 || !recording.lines().isEmpty())) {
                var task = task(one.submission().get(), exercise, recording, claimed, courseKey, clock);
                tasks.put(exercise.id(), exercise.measured() ? alone.submit(after(pool, task)) : pool.submit(task));
            }
        }
        return tasks;
    }

    private Callable<Played> task(
            Submission submission,
            Exercise exercise,
            Recording recording,
            int claimed,
            byte[] courseKey,
            ScheduledExecutorService clock)
            throws IOException {
        var missing = Needs.missing(exercise, lab);
        if (!missing.isEmpty()) {
            var why = lab.say("replay.lacks", missing.get(0).id());
            return () -> new Played(Optional.empty(), List.of(), Played.Ending.BROKEN, why);
        }
        var patience = new Replay.Patience(exercise.measured() ? limit.multipliedBy(MEASURED) : limit, LINE);
        var replay = new Replay(lab.settings(), lab.warmUp(), lab.containers().images(), prompts, clock, patience);
        var seed = Seed.of(courseKey, submission.manifest().student(), exercise.id());
        var values = exercise.parameters().resolve(seed);
        return () -> replay.run(exercise, values, recording.lines(), claimed);
    }

    private static int points(Graded one, Exercise exercise) {
        return one.exercises().stream()
                .filter(mark -> mark.id().equals(exercise.id()))
                .mapToInt(ExerciseMark::points)
                .sum();
    }

    /** What is measured must not be disturbed by others, so it has its turn when they are done. */
    private static Callable<Played> after(ExecutorService others, Callable<Played> task) {
        return () -> {
            others.awaitTermination(PATIENCE_HOURS, TimeUnit.HOURS);
            return task.call();
        };
    }

    private static Map<String, Played> seen(Map<String, Future<Played>> tasks) throws IOException {
        var seen = new LinkedHashMap<String, Played>();
        for (var entry : tasks.entrySet()) {
            try {
                seen.put(entry.getKey(), entry.getValue().get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while submissions were run again");
            } catch (ExecutionException e) {
                seen.put(
                        entry.getKey(),
                        new Played(Optional.empty(), List.of(), Played.Ending.BROKEN, String.valueOf(e.getCause())));
            }
        }
        return seen;
    }
}
