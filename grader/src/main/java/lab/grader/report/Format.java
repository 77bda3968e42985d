package lab.grader.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lab.grader.mark.Graded;

/** The forms that marks can be written in. */
public enum Format {
    /** The lab's own: everything that is known, for programs and for comparing two gradings. */
    JSON(new JsonForm(), "json", false),
    /** A line for each submission, for a spreadsheet; RFC 4180. */
    CSV(new CsvForm(), "csv", false),
    /** JUnit's XML, as Jenkins and GitLab read it. */
    JUNIT(new JUnitForm(), "xml", false),
    /** Test Anything Protocol, version 14. */
    TAP(new TapForm(), "tap", false),
    /** Gradescope's {@code results.json}. */
    GRADESCOPE(new GradescopeForm(), "json", true),
    /** Variables for the reporter of GitHub Classroom. */
    GITHUB(new GithubForm(), "env", true),
    /** Classroom 50's {@code result.json}. */
    CLASSROOM50(new Classroom50Form(), "json", true),
    /** Exercism's {@code results.json}, version 3. */
    EXERCISM(new ExercismForm(), "json", true),
    /** PrairieLearn's {@code results.json}. */
    PRAIRIELEARN(new PrairieLearnForm(), "json", true),
    /** A score of LTI Assignment and Grade Services 2.0. */
    LTI(new LtiForm(), "json", true);

    private final Form form;
    private final String extension;
    private final boolean single;

    Format(Form form, String extension, boolean single) {
        this.form = form;
        this.extension = extension;
        this.single = single;
    }

    /**
     * Finds a form by its word.
     *
     * @param word such as {@code junit}
     * @return the form, if there is one
     */
    public static Optional<Format> of(String word) {
        return List.of(values()).stream().filter(f -> f.word().equals(word)).findFirst();
    }

    /**
     * Its word.
     *
     * @return such as {@code junit}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * How files of it end.
     *
     * @return such as {@code xml}
     */
    public String extension() {
        return extension;
    }

    /**
     * Whether it tells of one submission only.
     *
     * @return true if several submissions need several files
     */
    public boolean single() {
        return single;
    }

    /**
     * Fills it in.
     *
     * @param all the marks; one only if this form is for a single submission
     * @param sheet what it needs beside the marks
     * @return its text, the same for the same marks
     */
    public String fill(List<Graded> all, Sheet sheet) {
        if (single && all.size() != 1) {
            throw new IllegalArgumentException(word() + " tells of one submission, not of " + all.size());
        }
        return form.fill(all, sheet);
    }
}
