package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import lab.runtime.container.ContainerException;
import lab.runtime.container.Explanation;
import lab.runtime.container.StandAlone;
import lab.runtime.kernel.Errno;
import lab.shell.screen.Columns;
import lab.shell.screen.Theme;
import lab.shell.session.Place;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the system calls that made a container. */
@Command(
        name = "explain",
        description = "Lists the system calls that made a container.",
        footer = {"%nExample:", "  explain box", "  explain --all box", "  explain --elf box.elf box"})
final class ExplainCommand extends BaseCommand {

    @Parameters(paramLabel = "CONTAINER", arity = "0..1", description = "Name or id; the newest if none is named.")
    private String name = "";

    @Option(
            names = "--elf",
            paramLabel = "FILE",
            description = "Writes its start as a program that runs without the lab and without Java.")
    private @Nullable Path elf;

    @Option(
            names = {"-a", "--all"},
            description = "Those that only prepare others, too.")
    private boolean all;

    ExplainCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        var wanted = name.isEmpty() ? newest() : containers.get(name).id();
        if (elf != null) {
            return write(wanted, elf, out);
        }
        var theme = session().theme();
        var purpose = "";
        var made = 0;
        var nanos = 0L;
        for (var step : containers.explain(wanted).calls()) {
            if (step.result().isEmpty()) {
                continue;
            }
            made++;
            nanos += step.nanos().orElse(0);
            if (!all && PREPARING.contains(step.call().substring(0, step.call().indexOf('(')))) {
                continue;
            }
            if (!step.purpose().equals(purpose)) {
                purpose = step.purpose();
                out.println(theme.strong(purpose));
            }
            out.println(line(step, theme));
        }
        out.println(session().lab().say("explain.sum", made, StatusText.nanos(nanos)));
        return 0;
    }

    private int write(String wanted, Path file, PrintWriter out) throws IOException {
        var containers = session().lab().containers();
        var container = containers.get(wanted);
        var program = StandAlone.program(container.spec(), containers.images());
        Files.write(file, program);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        out.println(session()
                .lab()
                .say("explain.elf", file, program.length, container.spec().image()));
        var left = StandAlone.leftOut(container.spec());
        if (!left.isEmpty()) {
            out.println(session().lab().say("explain.elf.without", String.join(", ", left)));
        }
        return 0;
    }

    private String line(Explanation.Step step, Theme theme) {
        var result = step.error().isPresent()
                ? "-1 " + Errno.nameOf(step.error().getAsInt())
                : Long.toString(step.result().orElse(0));
        var time = step.nanos().isPresent() ? StatusText.nanos(step.nanos().getAsLong()) : "";
        var left = String.format("%4d  ", step.number());
        var room = session().width() - Columns.width(left) - TIME - result.length() - SPACE;
        var call = Columns.cut(step.call(), room);
        return left
                + Columns.pad(call + theme.quiet(" = ") + theme.accent(result), room + result.length() + SPACE)
                + theme.quiet(String.format("%" + TIME + "s", time));
    }

    private String newest() throws IOException {
        for (var container : session().lab().containers().list()) {
            if (!Place.isWorkbench(container)) {
                return container.id();
            }
        }
        throw new ContainerException("there is no container yet; run one: run -d --name box base sleep 1000", 1, null);
    }

    private static final int TIME = 9;
    private static final int SPACE = 3;
    private static final Set<String> PREPARING = Set.of(
            "openat",
            "openat2",
            "close",
            "mkdirat",
            "mknodat",
            "symlinkat",
            "fsopen",
            "fsconfig",
            "open_tree",
            "decimal",
            "store",
            "value",
            "dup3",
            "pipe2",
            "read",
            "prctl",
            "close_range",
            "umask",
            "mount_setattr",
            "getpid");
}
