package lab.shell.homework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lab.grader.submission.Draft;
import lab.grader.submission.Manifest;
import lab.grader.submission.SigningKey;
import lab.shell.learn.Enrolment;
import lab.shell.session.Settings;
import lab.shell.session.Version;

/** Writes the file that a learner hands in. */
public final class HandIn {

    /** How the files end. */
    public static final String ENDING = ".labz";

    private final Settings settings;

    /** Of the learner with these settings. */
    public HandIn(Settings settings) {
        this.settings = settings;
    }

    /** Whether there is anything to hand in. */
    public boolean isEmpty() {
        return !Files.exists(Enrolment.journal(settings));
    }

    /** What the learner is called if nothing else is said: the name of the account. */
    public String name() {
        var student = settings.env().getOrDefault("LAB_STUDENT", "");
        return student.isEmpty() ? System.getProperty("user.name", "learner") : student;
    }

    /** A file for a name, in the folder that the lab was started in. */
    public static Path file(String name) {
        var plain = name.strip().replaceAll("[^\\p{L}\\p{N}._@-]+", "-").replaceFirst("^[.-]+", "");
        return Path.of((plain.isEmpty() ? "submission" : plain) + ENDING);
    }

    /** Writes the file and gives what it says about itself. */
    public Manifest write(Path file, String name) throws IOException {
        var enrolment = Enrolment.of(settings);
        var key = SigningKey.open(settings.paths().state().resolve("submit.key"));
        var draft = new Draft(
                enrolment.student(),
                name,
                Files.readAllBytes(Enrolment.journal(settings)),
                enrolment::seed,
                Version.all());
        return draft.write(file, key, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
