package lab.runtime.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lab.runtime.network.Endpoint;

/** The {@code /etc/hosts} of a container: what it starts with, and a part between two marks with all that share its networks. */
final class HostsFile {

    private static final String BEGIN = "# networks of the lab: this part is written anew";
    private static final String END = "# end of the networks";

    private HostsFile() {}

    /** What a new one starts with. */
    static String first(String hostname, List<String> more, List<Endpoint> own, List<Endpoint> all) {
        var lines = new ArrayList<String>();
        lines.add("127.0.0.1\tlocalhost");
        lines.add("::1\tlocalhost ip6-localhost ip6-loopback");
        if (own.isEmpty()) {
            lines.add("127.0.1.1\t" + hostname);
        }
        own.forEach(place -> place.addresses().forEach(a -> lines.add(a.host() + "\t" + hostname)));
        for (var host : more) {
            var colon = host.indexOf(':');
            lines.add(host.substring(colon + 1) + "\t" + host.substring(0, colon));
        }
        lines.addAll(part(all));
        return String.join("\n", lines) + "\n";
    }

    /** Writes the part between the marks anew, in place: a container has the file mounted. */
    static void renew(Path file, List<Endpoint> all) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return;
        }
        var begin = lines.indexOf(BEGIN);
        var end = lines.indexOf(END);
        var kept = new ArrayList<String>();
        kept.addAll(begin < 0 || end < begin ? lines : lines.subList(0, begin));
        kept.addAll(part(all));
        if (begin >= 0 && end >= begin) {
            kept.addAll(lines.subList(end + 1, lines.size()));
        }
        if (!kept.equals(lines)) {
            Files.writeString(file, String.join("\n", kept) + "\n", StandardCharsets.ISO_8859_1);
        }
    }

    private static List<String> part(List<Endpoint> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<>(List.of(BEGIN));
        for (var place : all) {
            for (var address : place.addresses()) {
                lines.add(address.host() + "\t" + place.names().stream().collect(Collectors.joining(" ")));
            }
        }
        lines.add(END);
        return lines;
    }
}
