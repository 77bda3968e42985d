package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import lab.shell.load.Generator;
import lab.shell.load.LoadPlan;
import lab.shell.load.LoadResult;
import lab.shell.load.Target;
import lab.shell.screen.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.jr.ob.JSON;

/** Puts load on a service. It is not called "load", which is Docker's word for reading an image from a file. */
@Command(
        name = "loadtest",
        description = "Puts load on a service of this machine and measures its answers.",
        footer = {
            "%nExamples:",
            "  loadtest http://127.0.0.1:8080/ --rate 200 --duration 10s",
            "  loadtest shop:/srv/web.sock --max --connections 4"
        })
final class LoadtestCommand extends BaseCommand {

    @Parameters(
            paramLabel = "TARGET",
            arity = "1..*",
            description = {
                "http://HOST[:PORT][/PATH], where HOST is a container or an address of this machine,",
                "or CONTAINER:/SOCKET; connections lead to several in turn."
            })
    private List<String> urls = List.of();

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second that are due; 100 if not said.")
    private double rate = 100;

    @Option(names = "--max", description = "As many as it answers, to find its capacity, instead of a rate.")
    private boolean max;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            description = "How long is measured, such as 10s.")
    private String duration = "10s";

    @Option(names = "--warmup", paramLabel = "TIME", description = "How long is not measured at first.")
    private String warmup = "1s";

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            description = "Connections, each with one request at a time; 16 if not said.")
    private int connections = 16;

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long is waited for an answer.")
    private String timeout = "2s";

    @Option(names = "--format", paramLabel = "FORMAT", description = "json for machines.", defaultValue = "text")
    private String format = "text";

    LoadtestCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        if (!format.equals("text") && !format.equals("json")) {
            throw new IllegalArgumentException("--format is text or json, not \"" + format + "\"");
        }
        if (max && spec().commandLine().getParseResult().hasMatchedOption("--rate")) {
            throw new IllegalArgumentException("--max is as many as possible, so it takes no --rate");
        }
        if (!max && rate <= 0) {
            throw new IllegalArgumentException("--rate is more than 0; --max sends as many as are answered");
        }
        var plan = new LoadPlan(
                max ? 0 : rate,
                connections,
                Spans.parse("--warmup", warmup),
                Spans.parse("--duration", duration),
                Spans.parse("--timeout", timeout));
        var result = load(plan, out);
        if (format.equals("json")) {
            out.println(JSON.std.asString(result.json(urls)));
        } else {
            LoadText.print(result, out);
        }
        return result.answered() > 0 ? 0 : 1;
    }

    private LoadResult load(LoadPlan plan, PrintWriter out) throws IOException {
        var interactive = session().lab().settings().interactive() && format.equals("text");
        try (var addresses = new ContainerAddresses(session().lab().containers())) {
            var targets = new ArrayList<Target>();
            for (var url : urls) {
                targets.add(Target.parse(url, addresses));
            }
            return load(new Generator(targets, plan), interactive ? out : null);
        }
    }

    private LoadResult load(Generator generator, @Nullable PrintWriter out) throws IOException {
        try (var front = session().lab().interrupts().to(generator::stop);
                var bar = ProgressBar.of(session().theme(), out, generator::progress)) {
            return generator.run();
        }
    }
}
