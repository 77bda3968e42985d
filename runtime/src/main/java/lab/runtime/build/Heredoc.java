package lab.runtime.build;

/**
 * Lines of a Dockerfile that stand for a file, or for what a command reads.
 *
 * @param name what ends it
 * @param expand whether variables in it are replaced: its name was not quoted
 * @param content its lines, each ended
 */
record Heredoc(String name, boolean expand, String content) {}
