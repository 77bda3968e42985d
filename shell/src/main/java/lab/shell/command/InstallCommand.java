package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;

/** Puts the lab into the reach of the learner's shell. */
@Command(
        name = "install",
        description = "Puts a link into ~/.local/bin and completion scripts for bash, zsh and fish.",
        footer = {"%nExample:", "  shell/lab install"})
final class InstallCommand extends BaseCommand {

    InstallCommand(Session session) {
        super(session);
    }

    @Override
    int run(PrintWriter out) throws IOException {
        var home = session().lab().settings().home();
        var launcher = System.getProperty("lab.launcher", "");
        if (launcher.isEmpty()) {
            throw new IOException("the lab does not know where its launcher is: start it as shell/lab");
        }
        var link = home.resolve(".local/bin/lab");
        Files.createDirectories(link.resolveSibling(""));
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new IOException(link + " is there and is not a link: move it away first");
        }
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(launcher));
        out.println(link + " -> " + launcher);
        write(home.resolve(".local/share/bash-completion/completions/lab"), "completion.bash", out);
        write(home.resolve(".local/share/zsh/site-functions/_lab"), "completion.zsh", out);
        write(home.resolve(".config/fish/completions/lab.fish"), "completion.fish", out);
        var path = session().lab().settings().env().getOrDefault("PATH", "");
        if (!(":" + path + ":").contains(":" + link.resolveSibling("") + ":")) {
            out.println(session().lab().say("install.path", link.resolveSibling("")));
        }
        return 0;
    }

    private void write(Path file, String resource, PrintWriter out) throws IOException {
        try (var in = InstallCommand.class.getResourceAsStream("/lab/shell/" + resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing from the class path");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@COMMANDS@", String.join(" ", Commands.names()))
                    .replace("@RUN_OPTIONS@", String.join(" ", new TreeSet<>(runOptions())));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            out.println(file);
        }
    }

    /** All the long names, and the short ones of what is used most. */
    private List<String> runOptions() {
        var names = new ArrayList<>(List.of("-it", "-d", "-e", "-w", "-u", "-v"));
        for (var option : new Commands(session())
                .line("run")
                .orElseThrow()
                .getCommandSpec()
                .options()) {
            names.add(option.longestName());
        }
        return names;
    }
}
