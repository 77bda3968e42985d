package lab.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A checkout with the real launcher and a tiny program in the lab's place, so that a build takes no time: its {@code mvn} copies
 * a finished jar and counts how often it was called.
 */
final class Checkout {
    private static final String PROGRAM = """
            package lab.shell;

            public final class Main {
                public static void main(String[] args) {
                    System.out.println("java " + System.getProperty("java.home"));
                    System.out.println("in " + System.getProperty("user.dir"));
                    System.out.println("with " + String.join("|", args));
                    System.exit(args.length == 1 && args[0].equals("seven") ? 7 : 0);
                }
            }
            """;

    private final Path root;
    private final Path tools;
    private final Map<String, String> environment = new LinkedHashMap<>();

    private Checkout(Path root, Path tools) {
        this.root = root;
        this.tools = tools;
    }

    /** A fresh clone below a folder, not built yet. */
    static Checkout in(Path folder, String name) throws IOException {
        var root = Files.createDirectories(folder.resolve(name));
        var tools = Files.createDirectories(folder.resolve("tools"));
        var checkout = new Checkout(root, tools);
        // @TempDir is for its owner only, and some tests come as somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        checkout.layOut();
        checkout.environment.put("PATH", tools + ":" + System.getenv("PATH"));
        checkout.environment.put("JAVA_HOME", System.getProperty("java.home"));
        checkout.environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return checkout;
    }

    Path root() {
        return root;
    }

    Path build() {
        return root.resolve("shell/target/lab");
    }

    Path launcher() {
        return root.resolve("shell/lab");
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    /** How often Maven was called. */
    long builds() throws IOException {
        var calls = tools.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    void breakTheBuild() throws IOException {
        Files.writeString(tools.resolve("broken"), "");
    }

    /** Changes a source, as an editor or a pull would. */
    void touchSource() throws IOException {
        var source = root.resolve("runtime/src/main/java/Some.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plus(Duration.ofSeconds(1))));
    }

    /** The start-up caches that lie in a folder. */
    static List<Path> caches(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
                    .toList();
        }
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return start(root, command).end();
    }

    /** Starts any command with this checkout's environment. */
    Started start(Path folder, List<String> command) throws IOException {
        var out = Files.createTempFile(tools, "out", "");
        var err = Files.createTempFile(tools, "err", "");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    private void layOut() throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(root.resolve("shell/src/main/java"));
        Files.createDirectories(root.resolve("runtime/src/main/java"));
        Files.writeString(root.resolve("runtime/src/main/java/Some.java"), "");
        Files.copy(Path.of("lab"), launcher());
        writeJar(tools.resolve("lab-shell-0.1.0.jar"));
        writeProgram(tools.resolve("mvn"), """
                #!/bin/sh
                tools=%s lab=%s
                echo "$*" >>"$tools/calls"
                echo "[INFO] Building lab-shell 0.1.0 [1/1]"
                sleep 0.3
                if [ -e "$tools/broken" ]; then echo "[ERROR] the roof leaks"; exit 1; fi
                mkdir -p "$lab/lib" "$lab/native"
                cp "$tools/lab-shell-0.1.0.jar" "$lab/lib"
                """.formatted(quoted(tools), quoted(build())));
    }

    /** Writes an executable file. */
    static void writeProgram(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }

    private static void writeJar(Path jar) throws IOException {
        var classes = Files.createTempDirectory(jar.getParent(), "classes");
        var source = new SimpleJavaFileObject(URI.create("string:///lab/shell/Main.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return PROGRAM;
            }
        };
        var options = List.of("--release", "17", "-proc:none", "-d", classes.toString());
        assertTrue(ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(source))
                .call());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "lab.shell.Main");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("lab/shell/Main.class"));
            out.write(Files.readAllBytes(classes.resolve("lab/shell/Main.class")));
        }
    }

    /** A launcher on its way. */
    record Started(Process process, Path out, Path err) {
        Run end() throws IOException, InterruptedException {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher did not end within a minute");
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
        }
    }

    /** What a start gave back. */
    record Run(int code, String out, String err) {
        boolean with(String arguments) {
            return out.contains("with " + arguments + "\n");
        }
    }
}
