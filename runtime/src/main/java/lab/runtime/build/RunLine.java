package lab.runtime.build;

import java.util.List;
import java.util.Optional;

/** What {@code RUN} starts. Lines below it are the command if there is no other, and else what a shell gives to its input. */
final class RunLine {

    private RunLine() {}

    static List<String> words(Instruction.Run run, List<String> shell) {
        if (run.heredocs().isEmpty()) {
            return run.command().run(shell);
        }
        var line = run.command().line();
        if (!Lines.withoutHeredocs(line).isEmpty()) {
            var all = new StringBuilder(line);
            for (var text : run.heredocs()) {
                all.append('\n').append(text.content()).append(text.name());
            }
            return new Instruction.CommandLine(
                            Optional.empty(), all.append('\n').toString())
                    .run(shell);
        }
        var script = run.heredocs().get(0);
        var content = script.content();
        if (content.startsWith("#!")) {
            // A shell hands the lines to the program that they name, so that no file of it is left in the image.
            var program = content.substring(2, content.indexOf('\n')).strip();
            content = program + " /dev/fd/3 3<<'" + script.name() + "'\n" + content + script.name() + "\n";
        }
        return new Instruction.CommandLine(Optional.empty(), content).run(shell);
    }
}
