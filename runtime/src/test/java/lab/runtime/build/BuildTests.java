package lab.runtime.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.runtime.image.RunConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that are built from Dockerfiles. */
@Tag("kernel")
final class BuildTests {

    @TempDir
    private Path dir;

    private Workshop shop;

    @BeforeEach
    void open() throws IOException {
        shop = new Workshop(dir);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    void filesCommandsAndStagesBecomeAnImage() throws IOException {
        shop.file("app/main.sh", "echo main\n");
        shop.build("""
                ARG BASE=base
                FROM ${BASE} AS one
                ENV GREETING="hello world" \\
                    OTHER=x
                WORKDIR /srv/app
                COPY app /srv/app
                RUN echo "$GREETING" > greeting
                RUN <<EOF
                echo from lines >> greeting
                EOF
                FROM scratch AS two
                COPY --from=one /srv/app/greeting /out/
                FROM one
                COPY --from=two /out/greeting /two/
                CMD ["cat", "/two/greeting", "main.sh"]
                """);
        assertEquals("hello world\nfrom lines\necho main", shop.output());
    }

    @Test
    void instructionsWithoutFilesAreInTheConfiguration() throws IOException {
        shop.build("""
                FROM base
                LABEL a=1 "b c"='2 3'
                ENV PATH=/opt/bin:$PATH
                USER 1000:1000
                EXPOSE 80 53/udp 8000-8001
                VOLUME ["/data", "/more"]
                STOPSIGNAL SIGQUIT
                HEALTHCHECK --interval=1m30s --retries=4 CMD true
                ONBUILD RUN echo built
                SHELL ["/bin/sh", "-ec"]
                ENTRYPOINT echo
                CMD ["x"]
                """);
        var run = shop.image().config().run();
        assertEquals(Map.of("a", "1", "b c", "2 3"), run.labels());
        assertTrue(
                run.environment().getOrDefault("PATH", "").startsWith("/opt/bin:/"),
                run.env().toString());
        assertEquals("1000:1000", run.user());
        assertEquals(Set.of("80/tcp", "53/udp", "8000/tcp", "8001/tcp"), run.exposedPorts());
        assertEquals(Set.of("/data", "/more"), run.volumes());
        assertEquals("SIGQUIT", run.stopSignal());
        assertEquals(
                new RunConfig.Healthcheck(List.of("CMD-SHELL", "true"), 90_000_000_000L, 0, 0, 4),
                run.healthcheck().orElseThrow());
        assertEquals(List.of("RUN echo built"), run.onBuild());
        assertEquals(List.of("/bin/sh", "-ec", "echo"), run.entrypoint());
        assertEquals(List.of("x"), run.cmd());
        assertEquals(1, shop.image().layers().size());
    }

    @Test
    void aTriggerRunsInTheNextBuild() throws IOException {
        shop.build("FROM base\nONBUILD RUN echo triggered > /trigger\n", "below");
        shop.build("FROM below\nCMD [\"cat\", \"/trigger\"]\n");
        assertEquals("triggered", shop.output());
        assertEquals(List.of(), shop.image().config().run().onBuild());
    }

    @Test
    void theSameInputIsTakenFromTheCacheAndGivesTheSameImage() throws IOException {
        shop.file("app/main.sh", "echo main\n");
        var text = "FROM base\nCOPY app /app\nRUN echo x > /x\nLABEL a=b\n";
        var first = shop.build(text);
        assertEquals(List.of("miss: not built before", "miss: a step before it is new"), shop.found());
        assertEquals(first, shop.build(text));
        assertEquals(List.of("hit", "hit"), shop.found());
    }

    @Test
    void aMissSaysWhatIsDifferent() throws IOException {
        shop.file("app/main.sh", "echo main\n");
        shop.file("app/other", "x");
        var text = "FROM base\nARG V=1\nCOPY app /app\nRUN echo $V > /x\n";
        shop.build(text);
        shop.file("app/main.sh", "echo changed\n");
        shop.build(text);
        assertEquals("miss: app/main.sh changed", shop.found().get(0));
        Files.delete(shop.context().resolve("app/other"));
        shop.file("app/third", "");
        shop.build(text);
        assertEquals("miss: app/third is new, app/other is gone", shop.found().get(0));
        shop.arguments(Map.of("V", "2"));
        shop.build(text);
        assertEquals("miss: build argument V changed", shop.found().get(1).replace("settings changed, ", ""));
        shop.build("FROM base\nARG V=1\nCOPY app /app2\nRUN echo $V > /x\n");
        assertEquals("miss: the instruction was: COPY app /app", shop.found().get(0));
    }

    @Test
    void twoStoresComeToTheSameDigestWithAnEpoch(@TempDir Path other) throws IOException {
        shop.file("app/main.sh", "echo main\n");
        var text = "FROM base\nWORKDIR /w\nCOPY app /app\nRUN mkdir /d; echo x > /d/x; ln /d/x /d/y; rm -r /srv\n";
        shop.epoch(1_700_000_000L);
        var first = shop.build(text);
        try (var second = new Workshop(other)) {
            second.file("app/main.sh", "echo main\n");
            Files.setLastModifiedTime(second.context().resolve("app/main.sh"), FileTime.fromMillis(1_800_000_000_000L));
            second.epoch(1_700_000_000L);
            assertEquals(first, second.build(text));
        }
    }

    @Test
    void aFailingCommandEndsTheBuildWithItsCode() throws IOException {
        var failed = assertThrows(
                BuildException.class, () -> shop.build("FROM base\n\nRUN echo before; exit 7\n", "failing"));
        assertEquals(7, failed.exitCode());
        assertEquals(
                "Dockerfile:3: the command '/bin/sh -c echo before; exit 7' returned a non-zero code: 7",
                failed.getMessage());
        assertEquals("before\n", shop.printed());
        assertTrue(shop.containers().list().isEmpty());
        assertFalse(
                shop.names().contains("docker.io/library/failing:latest"),
                shop.names().toString());
    }

    @Test
    void aBuildThatIsInterruptedLeavesNothing() throws Exception {
        shop.onOutput(build -> build.cancel());
        var failed = assertThrows(
                BuildException.class, () -> shop.build("FROM base\nRUN echo begun; sleep 1000\nRUN echo after\n"));
        assertEquals(130, failed.exitCode());
        assertTrue(shop.containers().list().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "COPY none /x                 ; file not found in build context or excluded by .dockerignore: none",
                "COPY ../outside /x           ; ../outside leads out of the build context",
                "COPY /../outside /x          ; file not found in build context",
                "COPY escape /x               ; escape leads out of the build context",
                "COPY up/etc/passwd /x        ; up/etc/passwd leads out of the build context",
                "COPY ignored /x              ; excluded by .dockerignore: ignored",
                "COPY *.none /x/              ; no file of the build context fits *.none",
                "COPY a b /x                  ; with more than one source the place to copy to is a directory",
                "COPY a /etc/passwd/          ; not a directory",
                "COPY d /etc/passwd           ; not a directory",
                "COPY --chown=nobody2 a /x    ; the image has no user called nobody2",
                "COPY --chmod=u+x a /x        ; --chmod is a number such as 644",
                "COPY --from=nowhere a /x     ; no image is called",
                "ADD https://example.org/x /x ; ADD of a URL is not supported",
                "EXPOSE 99999                 ; a port is a number below 65536",
                "WORKDIR $nothing             ; WORKDIR is empty",
            })
    void whatCannotBeCopiedIsAMistake(String line, String message) throws IOException {
        Files.writeString(dir.resolve("outside"), "secret");
        shop.file("a", "a");
        shop.file("b", "b");
        shop.file("d/f", "f");
        shop.file("ignored", "x");
        shop.file(".dockerignore", "ignored\n");
        Files.createSymbolicLink(shop.context().resolve("escape"), Path.of("../outside"));
        Files.createSymbolicLink(shop.context().resolve("up"), Path.of("/"));
        var refused = assertThrows(IOException.class, () -> shop.build("FROM base\n" + line + "\n"));
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
        assertTrue(shop.containers().list().isEmpty());
    }

    @Test
    void linksInsideOfTheContextAreCopiedAsLinksAndNamedOnesFollowed() throws IOException {
        shop.file("d/f", "content\n");
        Files.createSymbolicLink(shop.context().resolve("d/out"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(shop.context().resolve("named"), Path.of("d/f"));
        shop.build("FROM base\nCOPY d /d\nCOPY named /n\nCMD readlink /d/out; cat /n\n");
        assertEquals("/etc/hostname\ncontent", shop.output());
    }

    @Test
    void aCopyGoesWhereTheLinksOfTheImageLead() throws IOException {
        shop.file("f", "content\n");
        shop.build("FROM base\nRUN mkdir -p /real/sub; ln -s /real /link; ln -s ../../../../../etc /real/up\n"
                + "COPY f /link/sub/\nCOPY f /link/up/copied\nCMD cat /real/sub/f /etc/copied\n");
        assertEquals("content\ncontent", shop.output());
        assertFalse(Files.exists(Path.of("/etc/copied")));
    }

    @Test
    void ownersAndPermissionsAreThoseAskedFor() throws IOException {
        assumeTrue(shop.wide(), "this user has no id range, so a container has only one user");
        shop.file("d/f", "x");
        shop.build("FROM base\nRUN echo 'app:x:33:44::/:/bin/sh' >> /etc/passwd; echo 'app:x:55:' >> /etc/group\n"
                + "COPY --chown=app --chmod=640 d /a/\nCOPY --chown=7:app d/f /b/c\nCOPY d/f /e\n"
                + "CMD stat -c %u:%g:%a /a/f /b /b/c /e\n");
        assertEquals("33:44:640\n7:55:755\n7:55:644\n0:0:644", shop.output());
    }

    @Test
    void onlyTheStagesThatAreNeededAreBuilt() throws IOException {
        var text = "FROM base AS a\nRUN echo a > /a\nFROM base AS b\nRUN exit 3\nFROM base AS c\n"
                + "COPY --from=a /a /c\nCMD cat /c\n";
        shop.build(text);
        assertEquals("a", shop.output());
        shop.target("a");
        shop.build("FROM base AS a\nCMD echo target\nFROM base\nRUN exit 4\n");
        assertEquals("target", shop.output());
        shop.target("aa");
        var refused = assertThrows(BuildException.class, () -> shop.build(text));
        assertEquals("there is no stage aa (did you mean a?)", refused.getMessage());
    }

    @Test
    void anArgumentCountsFromItsDeclarationOn() throws IOException {
        shop.arguments(Map.of("A", "given", "UNKNOWN", "x"));
        shop.build(
                "ARG G=global\nFROM base\nRUN echo \"1:$A$G\" > /o\nARG A=default\nARG G\nRUN echo \"2:$A$G\" >> /o\n"
                        + "ENV A=env\nRUN echo \"3:$A\" >> /o\nCMD cat /o\n");
        assertEquals("1:\n2:givenglobal\n3:env", shop.output());
        assertEquals(List.of("no ARG took these values: UNKNOWN"), shop.warnings());
    }

    @Test
    void anArchiveIsUnpackedByAddAndCopiedByCopy() throws Exception {
        shop.file("t/f", "content\n");
        var tar = shop.context().resolve("t.tar.gz");
        var made = new ProcessBuilder("tar", "czf", tar.toString(), "-C", shop.context() + "/t", "f").start();
        assertEquals(0, made.waitFor());
        shop.build("FROM base\nADD t.tar.gz /a/\nCOPY t.tar.gz /c/\nADD t/f /plain\nCMD ls /a /c; cat /a/f /plain\n");
        assertEquals("/a:\nf\n\n/c:\nt.tar.gz\ncontent\ncontent", shop.output());
    }

    @Test
    void whatIsDeletedInOneLayerIsGoneInTheImage() throws IOException {
        shop.build("FROM base\nRUN mkdir /d; touch /d/a /d/b\nRUN rm /d/a; rm -r /srv\nCMD ls /d /srv\n");
        assertTrue(shop.output().endsWith("/d:\nb"), shop.output());
        assertTrue(shop.output().contains("/srv: No such file"), shop.output());
    }
}
