package lab.runtime.seccomp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.StringTokenizer;

/** The numbers of an architecture's system calls, read from {@code syscalls-ARCH.txt}. */
final class SyscallTable {

    private final Map<String, Integer> numbers;

    private SyscallTable(Map<String, Integer> numbers) {
        this.numbers = numbers;
    }

    static SyscallTable of(AuditArch arch) throws IOException {
        var name = "syscalls-" + arch.label() + ".txt";
        try (var file = Objects.requireNonNull(SyscallTable.class.getResourceAsStream(name), name)) {
            var numbers = new HashMap<String, Integer>(1024);
            for (var line : new String(file.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                if (!line.startsWith("#")) {
                    read(new StringTokenizer(line), numbers);
                }
            }
            return new SyscallTable(numbers);
        }
    }

    private static void read(StringTokenizer words, Map<String, Integer> numbers) {
        var number = Integer.parseInt(words.nextToken());
        while (words.hasMoreTokens()) {
            var name = words.nextToken();
            if (!name.equals("-")) {
                numbers.put(name, number);
            }
            number++;
        }
    }

    /** The number of a call; empty if this architecture has none of that name. */
    OptionalInt number(String name) {
        var number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
