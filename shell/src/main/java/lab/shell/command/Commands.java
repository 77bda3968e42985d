package lab.shell.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lab.grader.expression.MistakeException;
import lab.runtime.container.ContainerException;
import picocli.CommandLine;

/** All commands by name. A command is made when it is used, so that none of the others costs anything. */
public final class Commands {

    /** The exit code when the lab itself failed or was not understood, as Docker has it. */
    public static final int FAILED = 125;

    private record Entry(Group group, Function<Session, BaseCommand> make) {}

    /** Commands whose own options end where the command to be run begins. */
    private static final Set<String> ENDS_WITH_A_COMMAND =
            Set.of("run", "create", "exec", "observe", "top", "unshare", "nsenter", "cgroup");

    private static final Map<String, Entry> ALL = all();

    private final Session session;

    /** The commands of a session. */
    public Commands(Session session) {
        this.session = session;
    }

    /** The names of all commands. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * Whether words begin with a command of the lab. Where a tool of the same name takes other arguments, these decide.
     *
     * @param words the words of a line, at least one
     */
    static boolean meant(List<String> words) {
        var arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "cp" -> CpCommand.meant(arguments);
            case "diff" -> DiffCommand.meant(arguments);
            case "export" -> ExportCommand.meant(arguments);
            case "quit" -> true;
            default -> ALL.containsKey(words.get(0));
        };
    }

    /** What {@code volume} can do. */
    public static List<String> volumeActions() {
        return VolumeCommand.ACTIONS;
    }

    /** What {@code image} can do. */
    public static List<String> imageActions() {
        return ImageCommand.ACTIONS;
    }

    /** What {@code author} can do. */
    public static List<String> authorActions() {
        return AuthorCommand.ACTIONS;
    }

    /** What {@code cgroup} can do. */
    public static List<String> cgroupActions() {
        return CgroupCommand.ACTIONS;
    }

    /** What {@code registry} can do. */
    public static List<String> registryActions() {
        return RegistryCommand.ACTIONS;
    }

    /** What {@code network} can do. */
    public static List<String> networkActions() {
        return NetworkCommand.ACTIONS;
    }

    /** Runs a command with its arguments and gives its exit code; mistakes are told, never thrown. */
    public int run(List<String> words) {
        var name = words.get(0);
        var arguments = words.subList(1, words.size()).toArray(new String[0]);
        var line = line(name);
        if (line.isEmpty()) {
            session.console().err().println("lab: " + session.lab().say("command.none", name));
            return FAILED;
        }
        var refused = session.admission().refused(line.get(), List.of(arguments));
        if (refused.isPresent()) {
            session.console().err().println("lab: " + refused.get());
            return FAILED;
        }
        return line.get().execute(arguments);
    }

    /** A command ready to run or to be asked about itself. */
    public Optional<CommandLine> line(String name) {
        var entry = ALL.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        var console = session.console();
        var line = new CommandLine(entry.make.apply(session))
                .setCommandName(name)
                .setOut(console.out())
                .setErr(console.err())
                .setUsageHelpWidth(80)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        session.lab().settings().plain() ? CommandLine.Help.Ansi.OFF : CommandLine.Help.Ansi.ON))
                .setExpandAtFiles(false)
                .setStopAtPositional(ENDS_WITH_A_COMMAND.contains(name));
        line.setParameterExceptionHandler(this::misread);
        line.setExecutionExceptionHandler(this::failed);
        return Optional.of(line);
    }

    /** The list of all commands. */
    public void help(PrintWriter out) {
        var theme = session.theme();
        out.println(session.lab().say("help.usage"));
        for (var group : Group.values()) {
            out.println();
            out.println(theme.strong(group.title()));
            for (var name : ALL.keySet()) {
                if (ALL.get(name).group == group) {
                    var about = line(name)
                            .orElseThrow()
                            .getCommandSpec()
                            .usageMessage()
                            .description();
                    out.println("  " + theme.accent(String.format("%-10s", name)) + " "
                            + (about.length > 0 ? about[0] : ""));
                }
            }
        }
        out.println();
        out.println(session.lab().say("help.more"));
        out.flush();
    }

    private int misread(CommandLine.ParameterException e, String[] arguments) throws IOException {
        var line = e.getCommandLine();
        if (line.getCommand() instanceof DirectCommand direct && DirectLine.TOOLS.contains(line.getCommandName())) {
            return direct.passOn(List.of(arguments));
        }
        tell(line, String.valueOf(e.getMessage()));
        line.getErr().println(session.lab().say("help.command", line.getCommandName()));
        line.getErr().flush();
        return FAILED;
    }

    private int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (session.lab().settings().debug()) {
            e.printStackTrace(line.getErr());
        }
        line.getOut().flush();
        if (e instanceof MistakeException mistake) {
            line.getErr().println(mistake.mistake().render());
            line.getErr().flush();
            return FAILED;
        }
        tell(line, message(e));
        if (e instanceof ContainerException container) {
            return container.exitCode();
        }
        return line.getCommand() instanceof BaseCommand command ? command.failure() : FAILED;
    }

    private void tell(CommandLine line, String message) {
        line.getErr().println("lab " + line.getCommandName() + ": " + message);
        line.getErr().flush();
    }

    /** What went wrong, in one message. */
    public static String message(Exception e) {
        var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof FileSystemException file && file.getReason() == null) {
            var kind = e.getClass().getSimpleName().replace("Exception", "").replaceAll("([a-z])([A-Z])", "$1 $2");
            return file.getFile() + ": " + kind.toLowerCase(Locale.ROOT);
        }
        if (e instanceof IOException || e instanceof IllegalArgumentException) {
            return text;
        }
        return text + " (" + e.getClass().getSimpleName() + "; --debug shows where)";
    }

    private static Map<String, Entry> all() {
        var all = new LinkedHashMap<String, Entry>();
        all.put("lesson", new Entry(Group.LEARN, LessonCommand::new));
        all.put("lessons", new Entry(Group.LEARN, LessonsCommand::new));
        all.put("next", new Entry(Group.LEARN, NextCommand::new));
        all.put("back", new Entry(Group.LEARN, BackCommand::new));
        all.put("answer", new Entry(Group.LEARN, AnswerCommand::new));
        all.put("hint", new Entry(Group.LEARN, HintCommand::new));
        all.put("check", new Entry(Group.LEARN, CheckCommand::new));
        all.put("why", new Entry(Group.LEARN, WhyCommand::new));
        all.put("solution", new Entry(Group.LEARN, SolutionCommand::new));
        all.put("reset", new Entry(Group.LEARN, ResetCommand::new));
        all.put("progress", new Entry(Group.LEARN, ProgressCommand::new));
        all.put("drill", new Entry(Group.LEARN, DrillCommand::new));
        all.put("play", new Entry(Group.LEARN, PlayCommand::new));
        all.put("coach", new Entry(Group.LEARN, CoachCommand::new));
        all.put("run", new Entry(Group.CONTAINERS, RunCommand::new));
        all.put("create", new Entry(Group.CONTAINERS, CreateCommand::new));
        all.put("start", new Entry(Group.CONTAINERS, StartCommand::new));
        all.put("attach", new Entry(Group.CONTAINERS, AttachCommand::new));
        all.put("exec", new Entry(Group.CONTAINERS, ExecCommand::new));
        all.put("ps", new Entry(Group.CONTAINERS, PsCommand::new));
        all.put("logs", new Entry(Group.CONTAINERS, LogsCommand::new));
        all.put("stop", new Entry(Group.CONTAINERS, StopCommand::new));
        all.put("kill", new Entry(Group.CONTAINERS, KillCommand::new));
        all.put("restart", new Entry(Group.CONTAINERS, RestartCommand::new));
        all.put("rename", new Entry(Group.CONTAINERS, RenameCommand::new));
        all.put("pause", new Entry(Group.CONTAINERS, PauseCommand::new));
        all.put("unpause", new Entry(Group.CONTAINERS, UnpauseCommand::new));
        all.put("update", new Entry(Group.CONTAINERS, UpdateCommand::new));
        all.put("stats", new Entry(Group.CONTAINERS, StatsCommand::new));
        all.put("top", new Entry(Group.CONTAINERS, TopCommand::new));
        all.put("cp", new Entry(Group.CONTAINERS, CpCommand::new));
        all.put("diff", new Entry(Group.CONTAINERS, DiffCommand::new));
        all.put("volume", new Entry(Group.CONTAINERS, VolumeCommand::new));
        all.put("commit", new Entry(Group.CONTAINERS, CommitCommand::new));
        all.put("rm", new Entry(Group.CONTAINERS, RmCommand::new));
        all.put("prune", new Entry(Group.CONTAINERS, PruneCommand::new));
        all.put("wait", new Entry(Group.CONTAINERS, WaitCommand::new));
        all.put("build", new Entry(Group.CONTAINERS, BuildCommand::new));
        all.put("network", new Entry(Group.CONTAINERS, NetworkCommand::new));
        all.put("images", new Entry(Group.CONTAINERS, ImagesCommand::new));
        all.put("image", new Entry(Group.CONTAINERS, ImageCommand::new));
        all.put("tag", new Entry(Group.CONTAINERS, TagCommand::new));
        all.put("rmi", new Entry(Group.CONTAINERS, RmiCommand::new));
        all.put("history", new Entry(Group.CONTAINERS, HistoryCommand::new));
        all.put("save", new Entry(Group.CONTAINERS, SaveCommand::new));
        all.put("load", new Entry(Group.CONTAINERS, LoadCommand::new));
        all.put("import", new Entry(Group.CONTAINERS, ImportCommand::new));
        all.put("export", new Entry(Group.CONTAINERS, ExportCommand::new));
        all.put("scale", new Entry(Group.SCALE, ScaleCommand::new));
        all.put("pull", new Entry(Group.CONTAINERS, PullCommand::new));
        all.put("push", new Entry(Group.CONTAINERS, PushCommand::new));
        all.put("login", new Entry(Group.CONTAINERS, LoginCommand::new));
        all.put("logout", new Entry(Group.CONTAINERS, LogoutCommand::new));
        all.put("registry", new Entry(Group.CONTAINERS, RegistryCommand::new));
        all.put("manifest", new Entry(Group.CONTAINERS, ManifestCommand::new));
        all.put("loadtest", new Entry(Group.SCALE, LoadtestCommand::new));
        all.put("unshare", new Entry(Group.KERNEL, UnshareCommand::new));
        all.put("nsenter", new Entry(Group.KERNEL, NsenterCommand::new));
        all.put("mount", new Entry(Group.KERNEL, MountCommand::new));
        all.put("umount", new Entry(Group.KERNEL, UmountCommand::new));
        all.put("cgroup", new Entry(Group.KERNEL, CgroupCommand::new));
        all.put("inspect", new Entry(Group.LOOK, InspectCommand::new));
        all.put("explain", new Entry(Group.LOOK, ExplainCommand::new));
        all.put("observe", new Entry(Group.LOOK, ObserveCommand::new));
        all.put("lsns", new Entry(Group.LOOK, LsnsCommand::new));
        all.put("xray", new Entry(Group.LOOK, XrayCommand::new));
        all.put("doctor", new Entry(Group.LOOK, DoctorCommand::new));
        all.put("jshell", new Entry(Group.CODE, JshellCommand::new));
        all.put("script", new Entry(Group.CODE, ScriptCommand::new));
        all.put("submit", new Entry(Group.HOMEWORK, SubmitCommand::new));
        all.put("grade", new Entry(Group.HOMEWORK, GradeCommand::new));
        all.put("author", new Entry(Group.HOMEWORK, AuthorCommand::new));
        all.put("install", new Entry(Group.OTHER, InstallCommand::new));
        all.put("bench", new Entry(Group.OTHER, BenchCommand::new));
        all.put("help", new Entry(Group.OTHER, HelpCommand::new));
        all.put("exit", new Entry(Group.OTHER, ExitCommand::new));
        return all;
    }
}
