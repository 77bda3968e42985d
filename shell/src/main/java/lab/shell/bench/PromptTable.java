package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import lab.shell.session.Lab;

/** From the launcher to the prompt. */
final class PromptTable implements Table {

    private static final int PROMPTS = 10;

    @Override
    public String word() {
        return "prompt";
    }

    @Override
    public String about() {
        return "from start to prompt, beside jshell and a Java hello world";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        var launcher = System.getProperty("lab.launcher", "");
        if (launcher.isEmpty()) {
            out.println("the way to the prompt: only when started as shell/lab");
            return;
        }
        out.println("from start to prompt, in a terminal of 80x24");
        out.println(HEADER);
        var folder = Files.createTempDirectory("lab-bench");
        try {
            var series = new ArrayList<Series>();
            for (Map.Entry<String, String[]> program :
                    programs(lab, launcher, folder).entrySet()) {
                var text = program.getValue()[0];
                var line = program.getValue()[1];
                Screen.until(text, line);
                var nanos = new long[PROMPTS];
                for (var i = 0; i < PROMPTS; i++) {
                    nanos[i] = Screen.until(text, line);
                }
                series.add(new Series(program.getKey(), nanos));
                out.println(series.get(series.size() - 1).row(series.get(0)));
            }
        } finally {
            Command.run(List.of("rm", "-rf", folder.toString()));
        }
    }

    /** By their names: what shows that they are ready, and the line that starts them. */
    private static Map<String, String[]> programs(Lab lab, String launcher, Path folder) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin");
        // Images are made once and for all; that is no part of a start.
        var data = lab.settings().paths().data().resolveSibling("");
        var environment = "export HOME=" + folder + " XDG_DATA_HOME=" + data
                + " TERM=xterm LANG=C.UTF-8 PATH=/usr/bin:/bin JAVA_HOME=" + System.getProperty("java.home") + "; ";
        var programs = new LinkedHashMap<String, String[]>();
        programs.put("shell/lab to its prompt", new String[] {"lab\u001b[0m", environment + "exec " + launcher});
        programs.put("java Hello", new String[] {
            "hello", environment + "exec " + java.resolve("java") + " -Xshare:auto -cp " + hello(folder) + " Hello"
        });
        programs.put("jshell to its prompt", new String[] {"jshell>", environment + "exec " + java.resolve("jshell")});
        return programs;
    }

    private static Path hello(Path folder) throws IOException {
        var source = folder.resolve("Hello.java");
        Files.writeString(
                source, "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null || compiler.run(null, null, null, source.toString()) != 0) {
            throw new IOException("no Java compiler: the benchmark needs a JDK");
        }
        return folder;
    }
}
