package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import lab.shell.session.Lab;

/** A part of the benchmark: something that is measured beside its peers, in one run. */
interface Table {

    /** The head of a table of {@link Series}. */
    String HEADER = String.format(Locale.ROOT, "  %-46s %5s %10s %10s %8s", "", "runs", "median ms", "p99 ms", "ratio");

    /** The word that chooses it: {@code lab bench WORD}. */
    String word();

    /** What it measures, in a few words. */
    String about();

    /** Measures and prints. */
    void print(Lab lab, PrintWriter out) throws IOException;
}
