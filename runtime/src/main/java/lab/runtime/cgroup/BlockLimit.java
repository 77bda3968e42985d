package lab.runtime.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A rate of a block device that is not to be exceeded.
 *
 * @param kind what is counted
 * @param device the device as {@code MAJOR:MINOR}; a whole disk, since the kernel does not count partitions by themselves
 * @param rate bytes or operations a second
 */
public record BlockLimit(Kind kind, String device, long rate) {

    private static final int S_IFMT = 0170000;
    private static final int S_IFBLK = 0060000;

    /** What a rate counts; the flags are Docker's. */
    public enum Kind {
        /** Bytes read. */
        READ_BPS("--device-read-bps", "rbps", "blkio.throttle.read_bps_device"),
        /** Bytes written. */
        WRITE_BPS("--device-write-bps", "wbps", "blkio.throttle.write_bps_device"),
        /** Reads. */
        READ_IOPS("--device-read-iops", "riops", "blkio.throttle.read_iops_device"),
        /** Writes. */
        WRITE_IOPS("--device-write-iops", "wiops", "blkio.throttle.write_iops_device");

        private final String flag;
        private final String key;
        private final String version1;

        Kind(String flag, String key, String version1) {
            this.flag = flag;
            this.key = key;
            this.version1 = version1;
        }

        /** The flag of {@code run} that asks for it. */
        public String flag() {
            return flag;
        }

        /** Its name in {@code io.max} of v2. */
        public String key() {
            return key;
        }

        /** Its file in v1. */
        public String version1() {
            return version1;
        }
    }

    /**
     * A rate of a device by its file on this host.
     *
     * @throws IOException if there is no such block device
     */
    public static BlockLimit of(Kind kind, String file, long rate) throws IOException {
        var path = Path.of(file);
        try {
            var mode = (Integer) Files.getAttribute(path, "unix:mode");
            if ((mode & S_IFMT) != S_IFBLK) {
                throw new CgroupException(kind.flag() + ": " + file + " is no block device; lsblk lists them", null);
            }
            // The C library's encoding of a device number; makedev(3).
            var number = ((Number) Files.getAttribute(path, "unix:rdev")).longValue();
            var major = number >>> 8 & 0xfff | number >>> 32 & ~0xfffL;
            var minor = number & 0xff | number >>> 12 & ~0xffL & 0xffffffffL;
            return new BlockLimit(kind, major + ":" + minor, rate);
        } catch (NoSuchFileException e) {
            throw new CgroupException(kind.flag() + ": there is no device " + file + "; lsblk lists them", e);
        }
    }
}
