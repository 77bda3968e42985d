package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import lab.shell.code.JavaPrompt;
import lab.shell.code.JavaRunner;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;

/** A Java prompt with the runtime's objects at hand. */
@Command(
        name = "jshell",
        description = "A Java prompt, with the runtime's own objects at hand.",
        footer = {
            "%nAt hand: kernel, containers, observe(\"FACT\"), ScriptWriter and run(script).",
            "Tab completes; Ctrl-D or /exit leaves.",
            "%nExample:",
            "  var s = new ScriptWriter();",
            "  s.unshare(CloneFlags.CLONE_NEWUSER | CloneFlags.CLONE_NEWUTS);",
            "  s.sethostname(\"anvil\");",
            "  s.execve(\"/bin/hostname\", List.of(\"hostname\"), List.of());",
            "  run(s)"
        })
final class JshellCommand extends BaseCommand {

    JshellCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var lab = session().lab();
        Terminal terminal = session().terminal();
        if (terminal != null) {
            out.println(lab.say("jshell.start"));
            out.flush();
        }
        try (var runner = new JavaRunner(lab, out)) {
            if (terminal == null) {
                return runner.run(new String(System.in.readAllBytes(), StandardCharsets.UTF_8), true) ? 0 : 1;
            }
            var history = lab.settings().paths().state().resolve("java-history");
            new JavaPrompt(runner, lab.interrupts(), terminal, history)
                    .run(session().theme().accent("java") + " "
                            + session().theme().caret() + " ");
            return 0;
        }
    }
}
