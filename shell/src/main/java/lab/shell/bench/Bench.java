package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import lab.shell.session.Lab;

/** The figures of the lab, a table each. */
public final class Bench {

    private static final List<Table> TABLES = List.of(
            new StartTable(),
            new ManyTable(),
            new ExecTable(),
            new IdleTable(),
            new CheckTable(),
            new StepTable(),
            new UnpackTable(),
            new LayersTable(),
            new GradeTable(),
            new PullTable(),
            new BuildTable(),
            new NetworkTable(),
            new PromptTable());

    private final Lab lab;
    private final PrintWriter out;

    /** A benchmark that prints to a writer. */
    public Bench(Lab lab, PrintWriter out) {
        this.lab = lab;
        this.out = out;
    }

    /** The words that choose tables. */
    public static List<String> words() {
        return TABLES.stream().map(Table::word).toList();
    }

    /** A line for each table: its word, and what it measures. */
    public static List<String> about() {
        return TABLES.stream()
                .map(table -> String.format("%-8s %s", table.word(), table.about()))
                .toList();
    }

    /**
     * Measures and prints tables, all of them if none is named.
     *
     * @throws IllegalArgumentException if a table does not exist
     */
    public void run(List<String> chosen) throws IOException {
        var words = chosen.isEmpty() ? words() : chosen;
        var tables = words.stream().map(Bench::table).toList();
        for (var table : tables) {
            table.print(lab, out);
            out.println();
            out.flush();
        }
    }

    private static Table table(String word) {
        return find(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no table is called \"" + word + "\"; there are " + String.join(", ", words())));
    }

    private static Optional<Table> find(String word) {
        return TABLES.stream().filter(table -> table.word().equals(word)).findFirst();
    }
}
