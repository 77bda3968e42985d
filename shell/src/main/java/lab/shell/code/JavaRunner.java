package lab.shell.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControlProvider;
import lab.shell.session.Lab;

/** Compiles and runs Java a piece at a time, in this JVM. */
public final class JavaRunner implements AutoCloseable {

    private final PrintWriter out;
    private final JShell shell;

    /**
     * Starts the compiler, which takes a second or two.
     *
     * @param out where values and mistakes are shown
     * @throws IOException if this Java has no compiler
     */
    public JavaRunner(Lab lab, PrintWriter out) throws IOException {
        this.out = out;
        new Tools(lab, out).bring();
        try {
            shell = JShell.builder()
                    .executionEngine(new LocalExecutionControlProvider(), Map.of())
                    .build();
        } catch (LinkageError | IllegalStateException e) {
            throw new IOException("this Java has no compiler: a JDK is needed, and jdk.jshell in it", e);
        }
        Arrays.stream(System.getProperty("java.class.path", "").split(":"))
                .filter(entry -> !entry.isEmpty())
                .forEach(shell::addToClasspath);
        try (InputStream start = JavaRunner.class.getResourceAsStream("start.jsh")) {
            if (start == null) {
                throw new IOException("start.jsh is missing from the class path");
            }
            var text = new String(start.readAllBytes(), StandardCharsets.UTF_8);
            if (!run(text, /* values= */ false)) {
                throw new IOException("start.jsh does not run");
            }
        }
    }

    /** What JShell knows of source that is still being typed. */
    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    /** Ends what runs, as on Ctrl-C. */
    void stop() {
        shell.stop();
    }

    /**
     * Runs Java as if it were typed line by line, up to the first piece that fails.
     *
     * @param values whether the values of expressions are shown
     * @return whether all of it ran
     */
    public boolean run(String text, boolean values) {
        var typed = new StringBuilder();
        for (var line : text.lines().toList()) {
            typed.append(line).append('\n');
            while (!typed.toString().isBlank()) {
                var piece = shell.sourceCodeAnalysis().analyzeCompletion(typed.toString());
                if (!piece.completeness().isComplete()) {
                    break;
                }
                if (!one(piece.source(), values)) {
                    return false;
                }
                typed = new StringBuilder(piece.remaining());
            }
        }
        return typed.toString().isBlank() || one(typed.toString(), values);
    }

    private boolean one(String source, boolean values) {
        for (var event : shell.eval(source)) {
            if (!tell(event, values)) {
                return false;
            }
        }
        return true;
    }

    /** Shows what came of a piece; false if it failed. */
    private boolean tell(SnippetEvent event, boolean values) {
        if (event.causeSnippet() != null) {
            return true;
        }
        if (event.status() == Snippet.Status.REJECTED) {
            shell.diagnostics(event.snippet()).forEach(mistake -> {
                var code = event.snippet().source();
                var from = (int) Math.max(0, Math.min(mistake.getStartPosition(), code.length()));
                var to = (int) Math.max(from, Math.min(mistake.getEndPosition(), code.length()));
                out.println(mistake.getMessage(Locale.ROOT).strip());
                out.println("  " + code.lines().findFirst().orElse(""));
                if (code.lines().count() == 1) {
                    out.println("  " + " ".repeat(from) + "^".repeat(Math.max(1, to - from)));
                }
            });
            return false;
        }
        if (event.exception() != null) {
            tell(event.exception());
            return false;
        }
        if (values && event.value() != null && !event.value().isEmpty()) {
            var name = event.snippet() instanceof VarSnippet variable ? variable.name() + " = " : "";
            out.println(name + event.value());
        }
        return true;
    }

    private void tell(JShellException exception) {
        var name = exception instanceof EvalException thrown
                ? thrown.getExceptionClassName()
                : exception.getClass().getSimpleName();
        var message = exception.getMessage() == null ? "" : ": " + exception.getMessage();
        out.println(name.substring(name.lastIndexOf('.') + 1) + message);
        List.of(exception.getStackTrace()).stream()
                .filter(frame -> frame.getClassName().startsWith("REPL.")
                        || frame.getClassName().startsWith("lab."))
                .limit(3)
                .forEach(frame -> out.println("  at " + frame.getMethodName() + ", line " + frame.getLineNumber()));
    }

    @Override
    public void close() {
        shell.close();
    }
}
