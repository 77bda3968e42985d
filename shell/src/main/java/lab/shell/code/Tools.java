package lab.shell.code;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.grader.expression.Result;
import lab.runtime.container.Containers;
import lab.runtime.kernel.Errno;
import lab.runtime.kernel.Fd;
import lab.runtime.kernel.Kernel;
import lab.runtime.kernel.Launcher;
import lab.runtime.kernel.ScriptWriter;
import lab.runtime.kernel.Trace;
import lab.runtime.observe.Facts;
import lab.shell.session.Lab;
import org.jspecify.annotations.Nullable;

/** What Java at the lab's prompt can use beside the runtime's own classes. */
public final class Tools {

    /** Snippets run in threads that JShell starts from ours. */
    private static final InheritableThreadLocal<Tools> HERE = new InheritableThreadLocal<>();

    private final Lab lab;
    private final PrintWriter out;

    Tools(Lab lab, PrintWriter out) {
        this.lab = lab;
        this.out = out;
    }

    /** Those of the prompt that runs this code. */
    public static Tools here() {
        var tools = HERE.get();
        if (tools == null) {
            throw new IllegalStateException("only Java that runs at the lab's prompt has tools");
        }
        return tools;
    }

    /** Lets code that this thread starts find these tools. */
    void bring() {
        HERE.set(this);
    }

    /** The containers of this user. */
    public Containers containers() throws IOException {
        return lab.containers();
    }

    /**
     * Reads a fact.
     *
     * @return a {@code Boolean}, {@code Long}, {@code String} or a list of those; null where there is no such value
     * @throws IOException if it does not exist or can't be observed, with the reason
     */
    public @Nullable Object observe(String expression) throws IOException {
        var all = lab.expressions();
        var result = all.expression(expression, Map.of())
                .evaluate(all.view(Facts.of(lab.scope()), Map.of()))
                .result();
        if (result instanceof Result.Value value) {
            return value.value();
        }
        throw new IOException(String.valueOf(result));
    }

    /**
     * Runs a script in a process of its own, joined to the lab's streams, waits for its end and shows what each call returned.
     *
     * @return the results and times of all calls
     */
    public Trace run(ScriptWriter writer) throws IOException {
        var kernel = Kernel.get();
        var script = writer.script();
        try (var file = kernel.memfd("lab-script")) {
            var trace = Trace.create(file, script);
            try (var child = Launcher.start(
                    script, List.of(Fd.standard(0), Fd.standard(1), Fd.standard(2), file), false, "lab-script")) {
                var ended = child.await();
                for (var call = 0; call < script.size(); call++) {
                    var number = call;
                    trace.outcome(call)
                            .ifPresent(outcome -> out.println("  " + script.shown(number) + " = " + shown(outcome)));
                }
                out.println("  exit code " + ended.exitCode());
                out.flush();
            }
            return trace;
        }
    }

    private static String shown(Trace.Outcome outcome) {
        return Optional.of(outcome.error())
                .filter(error -> error.isPresent())
                .map(error -> "-1 " + Errno.nameOf(error.getAsInt()))
                .orElseGet(() -> Long.toString(outcome.result()));
    }
}
