package lab.shell.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/*
 * Such a line is read twice. The workbench's shell expands it, since only it knows its variables, files and programs, and tells the words
 * and where it stands; then the lab makes the calls with them. A line that needs a shell to do more than that (a pipe, a redirection, a job
 * in the background) is the workbench's, which has the tools of the same names.
 */
/** A line that is one of the kernel's own words and nothing else: what {@link DirectCommand} does in the workbench. */
final class DirectLine {

    /** The words that are names of tools, too. */
    static final Set<String> TOOLS = Set.of("unshare", "nsenter", "mount", "umount");

    private static final String CGROUP = "cgroup";
    private static final String END = "\0";

    private DirectLine() {}

    /** Whether a line is one of them. */
    static boolean is(String line) {
        var word = line.strip().split("\\s", 2)[0];
        return (TOOLS.contains(word) || word.equals(CGROUP)) && plain(line);
    }

    /** Whether a line has nothing in it that joins, redirects or groups, but in quotes and in what is put in for {@code $(...)}. */
    private static boolean plain(String line) {
        var at = 0;
        while (at < line.length()) {
            var c = line.charAt(at);
            if (c == '\\') {
                at += 2;
            } else if (c == '\'' || c == '"' || c == '`') {
                at = closing(line, at, c);
            } else if (line.startsWith("$(", at)) {
                at = bracket(line, at + 1);
            } else if (";|&<>()\n".indexOf(c) >= 0) {
                return false;
            } else {
                at++;
            }
        }
        return true;
    }

    private static int closing(String line, int from, char quote) {
        var at = from + 1;
        while (at < line.length() && line.charAt(at) != quote) {
            at += quote != '\'' && line.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int bracket(String line, int from) {
        var depth = 0;
        var at = from;
        while (at < line.length()) {
            var c = line.charAt(at);
            if (c == '\'' || c == '"') {
                at = closing(line, at, c) - 1;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return at + 1;
            }
            at++;
        }
        return at;
    }

    /** What a shell makes of a line, and where it stands. */
    interface Expansion {
        /** Runs a line in the workbench whose output goes to a buffer; gives its exit code. */
        int run(String line, ByteArrayOutputStream out) throws IOException;
    }

    /** Runs a line and gives its exit code. */
    static int run(Session session, String line, Expansion shell) throws IOException {
        var out = new Capped();
        var code = shell.run("lab_words " + line, out);
        var fields = List.of(out.toString(StandardCharsets.UTF_8).split(END, -1));
        if (code != 0 || fields.size() < 2) {
            return code == 0 ? Commands.FAILED : code;
        }
        var count = Integer.parseInt(fields.get(1));
        var words = fields.subList(2, 2 + count);
        var env = new LinkedHashMap<String, String>();
        for (var variable : fields.subList(2 + count, fields.size())) {
            var pair = variable.split("=", 2);
            if (pair.length == 2) {
                env.put(pair[0], pair[1]);
            }
        }
        return new Commands(session.at(new ShellState(fields.get(0), env))).run(words);
    }

    /** Keeps the beginning: what a learner's own shell prints may have no end. */
    private static final class Capped extends ByteArrayOutputStream {

        private static final int MOST = 4 << 20;

        @Override
        public synchronized void write(int b) {
            if (count < MOST) {
                super.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, Math.min(length, Math.max(0, MOST - count)));
        }
    }
}
