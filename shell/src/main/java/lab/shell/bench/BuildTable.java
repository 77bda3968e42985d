package lab.shell.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lab.runtime.build.Build;
import lab.runtime.build.BuildListener;
import lab.runtime.build.BuildRequest;
import lab.runtime.container.Containers;
import lab.runtime.container.LabPaths;
import lab.runtime.layer.RemoveTree;
import lab.shell.session.Lab;

/** A build of ten steps that were all built before, and one in which a file has changed; in a store of its own. */
final class BuildTable implements Table {

    private static final int RUNS = 50;
    private static final int CHANGES = 10;
    private static final String DOCKERFILE = """
            FROM base
            ENV A=1
            WORKDIR /w
            COPY src /w/src
            RUN echo 1 > /w/1
            RUN echo 2 > /w/2
            RUN echo 3 > /w/3
            RUN echo 4 > /w/4
            COPY changing /w/changing
            CMD ["cat", "/w/1"]
            """;

    @Override
    public String word() {
        return "build";
    }

    @Override
    public String about() {
        return "a build of ten steps";
    }

    @Override
    public void print(Lab lab, PrintWriter out) throws IOException {
        out.println("a build of ten steps");
        out.println(HEADER);
        var folder = Files.createTempDirectory("lab-bench");
        try (var containers =
                Containers.in(new LabPaths(folder.resolve("run"), folder.resolve("data"), folder.resolve("state")))) {
            var context = Files.createDirectories(folder.resolve("context"));
            Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
            Files.writeString(Files.createDirectory(context.resolve("src")).resolve("file"), "content");
            Files.writeString(context.resolve("changing"), "0");
            build(containers, context);
            var cached = new Series("all of them cached", Work.times(() -> build(containers, context), RUNS));
            out.println(cached.row(cached));
            var count = new int[1];
            Work change = () -> {
                Files.writeString(context.resolve("changing"), Integer.toString(++count[0]));
                build(containers, context);
            };
            out.println(new Series("one file changed for the ninth", Work.times(change, CHANGES)).row(cached));
        } finally {
            RemoveTree.remove(folder);
        }
    }

    private static void build(Containers containers, Path context) throws IOException {
        var request = new BuildRequest(
                context, context.resolve("Dockerfile"), List.of("ten"), Map.of(), "", true, Optional.empty(), Map.of());
        new Build(containers, request, new Silence()).run();
    }

    /** Hears nothing. */
    private static final class Silence implements BuildListener {

        @Override
        public void step(int number, int count, String text) {}

        @Override
        public void hit() {}

        @Override
        public void miss(String reason) {}

        @Override
        public void output(byte[] bytes, int length) {}

        @Override
        public void done(String id) {}

        @Override
        public void warning(String text) {}
    }
}
