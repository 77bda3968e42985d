package lab.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, run as it is on checkouts of its own. */
class LauncherTests {
    private static final String NOBODY = "65534";

    @TempDir
    private Path folder;

    private Checkout checkout;

    @BeforeEach
    void layOutACheckout() throws IOException {
        checkout = Checkout.in(folder, "a house");
    }

    @Test
    void buildsOnFirstUseAndSaysSoBesideTheOutput() throws Exception {
        var first = checkout.run("one", "two words");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.err().contains("first start"), first.err());
        assertTrue(first.with("one|two words"), first.out());

        var second = checkout.run();
        assertEquals("", second.err());
        assertEquals(1, checkout.builds());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        checkout.run();
        checkout.touchSource();
        var run = checkout.run();
        assertTrue(run.err().contains("newer"), run.err());
        assertEquals(2, checkout.builds());
    }

    @Test
    void showsTheEndOfTheLogWhenTheBuildFails() throws Exception {
        checkout.breakTheBuild();
        var run = checkout.run();
        assertEquals(1, run.code());
        assertTrue(run.err().contains("the roof leaks"), run.err());
        assertTrue(run.err().contains(checkout.build().resolve("build.log").toString()), run.err());
        assertEquals("", run.out());
    }

    @Test
    void keepsExitCodeAndFolderWhenCalledThroughALink() throws Exception {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        var link = Files.createSymbolicLink(elsewhere.resolve("lab"), Path.of("../a house/shell/lab"));
        var run = checkout.start(elsewhere, List.of(link.toString(), "seven")).end();
        assertEquals(7, run.code(), run.err());
        assertTrue(run.out().contains("in " + elsewhere.toRealPath() + "\n"), run.out());

        var relative = checkout.start(checkout.root().resolve("shell"), List.of("sh", "lab", "near"))
                .end();
        assertTrue(relative.with("near"), relative.err());
        assertEquals(1, checkout.builds());
    }

    @Test
    void twoFirstStartsAtOnceBuildOnce() throws Exception {
        var one = checkout.start(folder, List.of(checkout.launcher().toString(), "one"));
        var two = checkout.start(folder, List.of(checkout.launcher().toString(), "two"));
        assertTrue(one.end().with("one"));
        assertTrue(two.end().with("two"));
        assertEquals(1, checkout.builds());
    }

    @Test
    void makesAStartUpCacheThatTheJvmTakes() throws Exception {
        // JDK 17 keeps no class of a jar whose path has a space.
        checkout = Checkout.in(folder, "house");
        checkout.run();
        var before = Checkout.caches(checkout.build());
        assertEquals(1, before.size(), before::toString);
        checkout.set("LAB_JVM_OPTIONS", "-Xlog:class+load=info:stdout");
        var run = checkout.run();
        assertTrue(
                run.out().lines().anyMatch(line -> line.contains("lab.shell.Main source: shared objects file")),
                run.out());

        checkout.set("LAB_JVM_OPTIONS", "");
        checkout.touchSource();
        checkout.run();
        var after = Checkout.caches(checkout.build());
        assertEquals(1, after.size(), after::toString);
        assertNotEquals(before, after);
    }

    @Test
    void takesAnotherJavaWhenJavaHomeIsTooOld() throws Exception {
        var old = Files.createDirectories(folder.resolve("java-11/bin"));
        Checkout.writeProgram(old.resolve("java"), "#!/bin/sh\nexit 1\n");
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"11.0.2\"\n");
        checkout.set("JAVA_HOME", old.getParent().toString());
        checkout.set(
                "PATH",
                folder.resolve("tools") + ":" + System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
        var run = checkout.run();
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("JAVA_HOME"), run.err());
        assertFalse(run.out().contains("java-11"), run.out());
    }

    @Test
    void looksForJavaAgainWhenTheRememberedOneIsGone() throws Exception {
        var moving = folder.resolve("java now");
        Files.createSymbolicLink(moving, Path.of(System.getProperty("java.home")));
        checkout.set("JAVA_HOME", moving.toString());
        assertEquals(0, checkout.run().code());
        Files.delete(moving);
        var run = checkout.run("again");
        assertTrue(run.with("again"), run.err());
        assertEquals(1, checkout.builds());
    }

    @Test
    void worksInACheckoutOfSomebodyElse() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can come as somebody else");
        checkout.run();
        Files.delete(Checkout.caches(checkout.build()).get(0));
        var home = Files.createDirectories(folder.resolve("cache"));
        assertEquals(
                0,
                checkout.start(folder, List.of("chown", NOBODY + ":" + NOBODY, home.toString()))
                        .end()
                        .code());

        var first = asNobody("first");
        assertTrue(first.with("first"), first.err());
        assertEquals("", first.err());
        checkout.touchSource();
        var second = asNobody("second");
        assertTrue(second.with("second"), second.err());
        assertEquals(1, checkout.builds());
        assertTrue(Files.exists(home.resolve("lab")), "nothing was kept in the user's own cache folder");
    }

    @Test
    void saysWhoMustBuildWhereItMayNot() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can come as somebody else");
        var run = asNobody("first");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("belongs to somebody else"), run.err());
    }

    private Checkout.Run asNobody(String argument) throws IOException, InterruptedException {
        return checkout.start(
                        folder,
                        List.of(
                                "setpriv",
                                "--reuid=" + NOBODY,
                                "--regid=" + NOBODY,
                                "--clear-groups",
                                checkout.launcher().toString(),
                                argument))
                .end();
    }
}
