package lab.shell.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lab.runtime.container.ContainerException;

/** Runs ps(1) of the host and keeps the lines about some processes, as Docker does. */
final class HostPs {

    private static final long SECONDS = 10;

    private HostPs() {}

    /** Not every ps knows {@code -q}, nor does it go with all options; then all processes are asked for. */
    static List<List<String>> run(List<String> options, Set<Long> pids) throws IOException {
        var line = new ArrayList<>(List.of("ps"));
        line.addAll(options);
        var chosen = new ArrayList<>(line);
        chosen.addAll(List.of("-q", pids.stream().map(String::valueOf).collect(Collectors.joining(","))));
        var first = start(chosen);
        var output = first.ended() ? first : start(line);
        if (!output.ended()) {
            throw new ContainerException(
                    String.join(" ", line) + ": " + output.text().strip(), 1, null);
        }
        return filter(output.text().lines().toList(), pids);
    }

    /** What ps has printed, and whether it ended well. */
    private record Output(String text, boolean ended) {}

    private static Output start(List<String> line) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(line).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new ContainerException(
                    "top with options needs ps(1) on this host, and there is none: leave the options out", 1, e);
        }
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(text, await(process));
    }

    private static boolean await(Process process) throws IOException {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while ps ran");
        }
    }

    private static List<List<String>> filter(List<String> lines, Set<Long> pids) throws IOException {
        var header = List.of(lines.get(0).strip().split(" +"));
        var column = header.indexOf("PID");
        if (column < 0) {
            throw new ContainerException("the options of ps must show the column PID", 1, null);
        }
        var kept = new ArrayList<List<String>>();
        kept.add(header);
        for (var line : lines.subList(1, lines.size())) {
            var fields = List.of(line.strip().split(" +", header.size()));
            if (fields.size() > column && pids.contains(Long.valueOf(fields.get(column)))) {
                kept.add(fields);
            }
        }
        return kept;
    }
}
