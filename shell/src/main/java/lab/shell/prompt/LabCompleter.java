package lab.shell.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.exercises.Exercises;
import lab.grader.report.Format;
import lab.runtime.container.ContainerStatus;
import lab.runtime.image.HostNames;
import lab.runtime.image.ImageStore;
import lab.runtime.observe.Facts;
import lab.shell.bench.Bench;
import lab.shell.command.Commands;
import lab.shell.command.Session;
import lab.shell.session.Place;
import org.jline.builtins.Completers.FilesCompleter;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes commands, their options, names of containers and images, and facts. */
final class LabCompleter implements Completer {

    private static final List<String> ON_IMAGES = List.of("push", "manifest", "tag", "rmi", "history", "save");

    private static final List<String> ON_CONTAINERS = List.of(
            "exec", "logs", "stop", "kill", "pause", "unpause", "update", "stats", "top", "start", "restart", "rename",
            "attach", "rm", "diff", "commit", "wait", "inspect", "explain", "nsenter", "xray");

    private final Session session;
    private final Commands commands;

    LabCompleter(Session session) {
        this.session = session;
        this.commands = new Commands(session);
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            for (var name : Commands.names()) {
                candidates.add(candidate(name, about(name)));
            }
            return;
        }
        var command = line.words().get(0);
        if (!Commands.names().contains(command)) {
            return;
        }
        if (command.equals("observe")) {
            facts(line, candidates);
        } else if (values(command, line.words().get(line.wordIndex() - 1), candidates)) {
            return;
        } else if (line.word().startsWith("-")) {
            options(command, candidates);
        } else if (ON_CONTAINERS.contains(command)) {
            containers(candidates);
        } else if (List.of("run", "create").contains(command) && noImageYet(line)) {
            images(candidates);
        } else if (command.equals("cp")) {
            paths(reader, line, candidates);
        } else if (command.equals("build")) {
            new FilesCompleter(Path.of("")).complete(reader, line, candidates);
        } else if (command.equals("grade")) {
            homework(reader, line, candidates);
        } else if (command.equals("registry") && line.wordIndex() == 1) {
            Commands.registryActions().forEach(action -> candidates.add(candidate(action, "")));
        } else if (command.equals("volume")) {
            volumes(line, candidates);
        } else if (command.equals("manifest") && line.wordIndex() == 1) {
            candidates.add(candidate("inspect", ""));
        } else if (ON_IMAGES.contains(command)) {
            images(candidates);
        } else if (command.equals("network") && line.wordIndex() == 1) {
            Commands.networkActions().forEach(action -> candidates.add(candidate(action, "")));
        } else if (command.equals("image") && line.wordIndex() == 1) {
            Commands.imageActions().forEach(action -> candidates.add(candidate(action, "")));
        } else if (command.equals("author")) {
            author(line, candidates);
        } else if (command.equals("cgroup") && line.wordIndex() == 1) {
            Commands.cgroupActions().forEach(action -> candidates.add(candidate(action, "")));
        } else if (command.equals("coach")) {
            exercises(candidates);
        } else if (command.equals("help")) {
            Commands.names().forEach(name -> candidates.add(candidate(name, about(name))));
        } else if (command.equals("bench")) {
            Bench.words().forEach(word -> candidates.add(candidate(word, "")));
        }
    }

    /** Facts by name; the names of containers and processes are those of this moment. */
    private void facts(ParsedLine line, List<Candidate> candidates) {
        var text = line.word().substring(0, line.wordCursor());
        try {
            var facts = Optional.of(Facts.of(session.lab().scope()));
            for (var found : session.lab().expressions().complete(text, Map.of(), facts)) {
                var value = text.substring(0, found.from()) + found.insert();
                candidates.add(new Candidate(value, found.name(), null, found.doc(), null, null, false));
            }
        } catch (IOException e) {
            // Facts that cannot be read complete nothing; observe itself will say why.
            return;
        }
    }

    /** What can be done, then volumes. */
    private void volumes(ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 1) {
            Commands.volumeActions().forEach(action -> candidates.add(candidate(action, "")));
            return;
        }
        try {
            for (var volume : session.lab().containers().volumes().list()) {
                candidates.add(candidate(volume.name(), ""));
            }
        } catch (IOException e) {
            // A list that cannot be read completes nothing; the command itself will say why.
            return;
        }
    }

    /** Containers, to go on with a path in them, and files of this host. */
    private void paths(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        var names = new ArrayList<Candidate>();
        containers(names);
        for (var name : names) {
            var value = name.value() + ":";
            candidates.add(new Candidate(value, value, null, name.descr(), null, null, false));
        }
        new FilesCompleter(Path.of("")).complete(reader, line, candidates);
    }

    /** Formats after their option, else files. */
    private static void homework(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.words().get(line.wordIndex() - 1).equals("--format")) {
            candidates.add(candidate("text", ""));
            for (var format : Format.values()) {
                candidates.add(candidate(format.word(), ""));
            }
        } else {
            new FilesCompleter(Path.of("")).complete(reader, line, candidates);
        }
    }

    /** What can be done, then exercises. */
    private void author(ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 1) {
            Commands.authorActions().forEach(action -> candidates.add(candidate(action, "")));
        } else {
            exercises(candidates);
        }
    }

    private void exercises(List<Candidate> candidates) {
        for (var exercise : Exercises.load(session.lab().settings().language()).list()) {
            candidates.add(candidate(exercise.id(), exercise.title().text()));
        }
    }

    private static boolean noImageYet(ParsedLine line) {
        return line.words().subList(1, line.wordIndex()).stream().noneMatch("base"::equals);
    }

    private String about(String name) {
        var about = commands.line(name)
                .orElseThrow()
                .getCommandSpec()
                .usageMessage()
                .description();
        return about.length == 0 ? "" : about[0];
    }

    private void options(String command, List<Candidate> candidates) {
        for (var option : commands.line(command).orElseThrow().getCommandSpec().options()) {
            var about = option.description().length == 0 ? "" : option.description()[0];
            candidates.add(candidate(option.longestName(), about));
        }
    }

    /** The values of the option before the cursor, if it has a list of them; those that end in a colon go on with a container's name. */
    private boolean values(String command, String before, List<Candidate> candidates) {
        var option = commands.line(command).orElseThrow().getCommandSpec().findOption(before);
        if (option == null || option.completionCandidates() == null) {
            return false;
        }
        for (var value : option.completionCandidates()) {
            if (value.endsWith(":")) {
                for (var name : running()) {
                    candidates.add(candidate(value + name, ""));
                }
            } else {
                var open = value.endsWith("=");
                candidates.add(new Candidate(value, value, null, null, null, null, !open));
            }
        }
        return true;
    }

    private List<String> running() {
        try {
            return session.lab().containers().list().stream()
                    .filter(container -> container.running() && !Place.isWorkbench(container))
                    .map(ContainerStatus::name)
                    .toList();
        } catch (IOException e) {
            // A list that cannot be read completes nothing; the command itself will say why.
            return List.of();
        }
    }

    private void containers(List<Candidate> candidates) {
        try {
            for (var container : session.lab().containers().list()) {
                if (!Place.isWorkbench(container)) {
                    candidates.add(candidate(container.name(), container.spec().image()));
                }
            }
        } catch (IOException e) {
            // A list that cannot be read completes nothing; the command itself will say why.
            return;
        }
    }

    /** The names of images; that of base also before it was made. */
    private void images(List<Candidate> candidates) {
        try {
            candidates.add(candidate(ImageStore.BASE, ""));
            for (var entry : session.lab().containers().images().entries()) {
                var name = entry.refName().orElse("");
                if (!name.isEmpty() && !HostNames.isOne(name)) {
                    candidates.add(candidate(HostNames.familiar(name), ""));
                }
            }
        } catch (IOException e) {
            // A list that cannot be read completes nothing; the command itself will say why.
            return;
        }
    }

    private static Candidate candidate(String value, String about) {
        return new Candidate(value, value, null, about.isEmpty() ? null : about, null, null, true);
    }
}
