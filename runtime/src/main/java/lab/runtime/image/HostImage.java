package lab.runtime.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.runtime.kernel.Arch;
import lab.runtime.service.WebService;

/**
 * The images that are put together from this host: the same host gives the same bytes.
 *
 * <p>{@code base} is busybox where it is static, else the shell and the core utilities with their libraries. {@code workbench} is only a
 * skeleton: the host's own programs are mounted into it, read-only.
 */
final class HostImage {

    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "chgrp",
            "chmod",
            "chown",
            "chroot",
            "cp",
            "cut",
            "date",
            "dd",
            "df",
            "du",
            "echo",
            "env",
            "expr",
            "false",
            "find",
            "findmnt",
            "free",
            "getent",
            "grep",
            "head",
            "hostname",
            "id",
            "ip",
            "ipcmk",
            "ipcs",
            "kill",
            "ln",
            "ls",
            "lsns",
            "mkdir",
            "mkfifo",
            "mknod",
            "mktemp",
            "mount",
            "mv",
            "nproc",
            "nsenter",
            "pivot_root",
            "printf",
            "ps",
            "pwd",
            "readlink",
            "realpath",
            "rm",
            "rmdir",
            "sed",
            "seq",
            "setpriv",
            "sh",
            "sleep",
            "sort",
            "stat",
            "stty",
            "sync",
            "tail",
            "tar",
            "tee",
            "test",
            "timeout",
            "touch",
            "tr",
            "true",
            "tty",
            "umount",
            "uname",
            "uniq",
            "unshare",
            "wc",
            "which",
            "whoami",
            "xargs",
            "yes");
    private static final List<String> DIRECTORIES = List.of(
            "bin", "dev", "etc", "home", "lib", "mnt", "opt", "proc", "run", "srv", "sys", "usr", "usr/bin", "var",
            "var/log");

    private HostImage() {}

    /** The entries of {@code base}, by path without a leading slash. */
    static SortedMap<String, Entry> base() throws IOException {
        var entries = skeleton("lab-base", "lab base image");
        entries.put("sbin", new Entry.Link("bin"));
        entries.put("usr/sbin", new Entry.Link("bin"));
        entries.put("usr/bin/env", new Entry.Link("../../bin/env"));
        var busybox = HostPrograms.find("busybox");
        if (busybox.isPresent()
                && ElfFile.read(busybox.get()).map(ElfFile::isStatic).orElse(false)) {
            entries.put("bin/busybox", new Entry.Copy(busybox.get(), 0755));
            for (var applet : applets(busybox.get())) {
                entries.putIfAbsent("bin/" + applet, new Entry.Link("busybox"));
            }
            return entries;
        }
        var programs = new HostPrograms(entries);
        for (var tool : TOOLS) {
            if (!programs.add(tool) && List.of("sh", "true", "sleep", "ls").contains(tool)) {
                throw new ImageException("the base image needs " + tool
                        + ", and this host has none in /usr/bin or /bin; " + "install busybox-static or coreutils");
            }
        }
        return entries;
    }

    /** What {@code web} has beyond {@code base}. */
    static SortedMap<String, Entry> web() {
        return new TreeMap<>(Map.of(
                "bin",
                new Entry.Directory(0755),
                "bin/web",
                new Entry.Made(() -> WebService.program(Arch.current()), 0755),
                "srv",
                new Entry.Directory(0755),
                "srv/" + WebService.WORK,
                new Entry.Made(() -> new byte[WebService.USUAL], 0644)));
    }

    /** The entries of {@code workbench}. Where this host has merged {@code /bin} into {@code /usr/bin}, so has the workbench. */
    static SortedMap<String, Entry> workbench() throws IOException {
        var entries = skeleton("lab-workbench", "lab workbench");
        for (var name : List.of("bin", "sbin", "lib", "lib64", "lib32", "libx32")) {
            var host = Path.of("/", name);
            if (Files.isSymbolicLink(host)) {
                entries.put(name, new Entry.Link(Files.readSymbolicLink(host).toString()));
            } else if (Files.isDirectory(host)) {
                entries.put(name, new Entry.Directory(0755));
            }
        }
        entries.remove("usr/bin");
        for (var name : List.of("alternatives", "ld.so.cache", "login.defs", "bash.bashrc")) {
            var host = Path.of("/etc", name);
            if (Files.isDirectory(host)) {
                entries.put("etc/" + name, new Entry.Directory(0755));
            } else if (Files.isReadable(host)) {
                entries.put("etc/" + name, new Entry.Copy(host, 0644));
            }
        }
        return entries;
    }

    private static SortedMap<String, Entry> skeleton(String id, String title) {
        var entries = new TreeMap<String, Entry>(Map.of(
                "etc/passwd", text("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n"),
                "etc/group", text("root:x:0:\ntty:x:5:\nnogroup:x:65534:\n"),
                "etc/os-release", text("ID=" + id + "\nNAME=\"" + title + "\"\nPRETTY_NAME=\"" + title + "\"\n"),
                "etc/hosts", text(""),
                "etc/hostname", text(""),
                "etc/resolv.conf", text(""),
                "root", new Entry.Directory(0700),
                "tmp", new Entry.Directory(01777),
                "var/tmp", new Entry.Directory(01777)));
        DIRECTORIES.forEach(path -> entries.put(path, new Entry.Directory(0755)));
        return entries;
    }

    private static Entry text(String text) {
        return new Entry.Text(text, 0644);
    }

    private static List<String> applets(Path busybox) throws IOException {
        var process = new ProcessBuilder(busybox.toString(), "--list")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var names = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new ImageException(busybox + " --list failed: " + names.strip());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the base image was made");
        }
        return names.lines().filter(name -> !name.equals("busybox")).sorted().toList();
    }
}
