package lab.runtime.container;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ids and made-up names of containers. */
final class Names {

    private static final List<String> FIRST = List.of(
            "amber", "bold", "brisk", "calm", "clear", "deep", "eager", "fair", "gentle", "green", "keen", "light",
            "lucid", "merry", "quiet", "swift");
    private static final List<String> SECOND = List.of(
            "anchor", "basin", "beacon", "bridge", "canal", "crane", "delta", "dock", "ferry", "harbor", "island",
            "lagoon", "pier", "quay", "reef", "tide");

    private final RandomGenerator random = new SecureRandom();

    /** 64 random hexadecimal digits. */
    String id() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Two words. */
    String name() {
        return FIRST.get(random.nextInt(FIRST.size())) + "_" + SECOND.get(random.nextInt(SECOND.size()));
    }
}
