package lab.runtime.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Map;

/** A single look at a file of procfs or sysfs; a refusal keeps its errno. */
final class Peek {
    /** Errors that java.nio keeps only as the C library's words. */
    private static final Map<String, String> ERRNO_OF_TEXT = Map.of(
            "No such process", "ESRCH",
            "Operation not permitted", "EPERM",
            "Permission denied", "EACCES",
            "Invalid argument", "EINVAL",
            "Too many open files", "EMFILE");

    private Peek() {}

    static String text(String path) throws Refusal {
        try {
            return new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw refusal("read", path, e);
        }
    }

    static String link(String path) throws Refusal {
        try {
            return Files.readSymbolicLink(Path.of(path)).toString();
        } catch (IOException e) {
            throw refusal("readlink", path, e);
        }
    }

    /** The device and inode that a path leads to, links followed. */
    static Identity identity(String path) throws Refusal {
        try {
            Path file = Path.of(path);
            return new Identity(
                    (Long) Files.getAttribute(file, "unix:dev"), (Long) Files.getAttribute(file, "unix:ino"));
        } catch (IOException e) {
            throw refusal("stat", path, e);
        }
    }

    /** Device and inode of a file: the same pair is the same thing. */
    record Identity(long device, long inode) {
        /** The way the kernel writes it; all namespaces live on one device, so another one is named. */
        String namespace(String type) {
            return type + ":[" + inode + ']';
        }
    }

    private static Refusal refusal(String operation, String path, IOException e) {
        return new Refusal(operation, path, errno(e));
    }

    private static String errno(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "ENOENT";
        }
        if (e instanceof AccessDeniedException) {
            return "EACCES";
        }
        if (e instanceof NotLinkException) {
            return "EINVAL";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? "an unknown error" : ERRNO_OF_TEXT.getOrDefault(reason, reason);
    }

    /** An operation that the kernel refused. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final String errno;

        Refusal(String operation, String path, String errno) {
            super(operation + " of " + path + " failed with " + errno);
            this.errno = errno;
        }

        boolean gone() {
            return errno.equals("ENOENT") || errno.equals("ESRCH");
        }

        /** What was refused, with errno and likely cause. */
        String explained() {
            switch (errno) {
                case "EACCES":
                case "EPERM":
                    return getMessage() + ": it belongs to another user, or to a user namespace of another user";
                case "ENOENT":
                    return getMessage() + ": this kernel does not have it";
                default:
                    return String.valueOf(getMessage());
            }
        }
    }
}
