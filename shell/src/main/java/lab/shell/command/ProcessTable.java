package lab.shell.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Processes in the columns of {@code ps -ef}, read from {@code /proc}; proc_pid_stat(5). */
final class ProcessTable {

    private static final List<String> HEADER = List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    private static final int PPID = 1;
    private static final int TTY = 4;
    private static final int UTIME = 11;
    private static final int STIME = 12;
    private static final int START = 19;
    private static final int TICKS = 100;
    private static final int PTS_MAJOR = 136;
    private static final int PTS_LAST = 143;

    private ProcessTable() {}

    /** A header and a line for each process that is still there. */
    static List<List<String>> of(Set<Long> pids) throws IOException {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADER);
        var boot = bootTime();
        for (var pid : pids) {
            try {
                rows.add(row(pid, boot));
            } catch (IOException e) {
                // It has ended since it was listed.
                continue;
            }
        }
        return rows;
    }

    private static List<String> row(long pid, long boot) throws IOException {
        var folder = Path.of("/proc/" + pid);
        var stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        var ticks = Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
        var started = Instant.ofEpochSecond(boot + Long.parseLong(fields[START]) / TICKS);
        var age = Math.max(1, Instant.now().getEpochSecond() - started.getEpochSecond());
        return List.of(
                Files.getOwner(folder).getName(),
                Long.toString(pid),
                fields[PPID],
                Long.toString(Math.min(99, ticks / age)),
                clock(started),
                terminal(Integer.parseInt(fields[TTY])),
                time(ticks / TICKS),
                command(folder, stat));
    }

    /** The hour of a process of today, else the day. */
    private static String clock(Instant started) {
        var time = started.atZone(ZoneId.systemDefault());
        var pattern = time.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault())) ? "HH:mm" : "MMMdd";
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    }

    private static String terminal(int device) {
        var major = device >>> 8 & 0xfff;
        var minor = device & 0xff | device >>> 12 & 0xfff00;
        return major >= PTS_MAJOR && major <= PTS_LAST ? "pts/" + minor : "?";
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String command(Path folder, String stat) throws IOException {
        var words = Files.readString(folder.resolve("cmdline"), StandardCharsets.UTF_8);
        var name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        return words.isEmpty() ? "[" + name + "]" : words.replace('\0', ' ').strip();
    }

    private static long bootTime() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/stat"))) {
            if (line.startsWith("btime ")) {
                return Long.parseLong(line.substring("btime ".length()));
            }
        }
        throw new IOException("/proc/stat has no line btime");
    }
}
