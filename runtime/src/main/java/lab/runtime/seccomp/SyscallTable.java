package lab.runtime.seccomp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

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
            new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> read(line.strip().split(" +"), numbers));
            return new SyscallTable(numbers);
        }
    }

    private static void read(String[] words, Map<String, Integer> numbers) {
        var first = Integer.parseInt(words[0]);
        for (var i = 1; i < words.length; i++) {
            if (!words[i].equals("-")) {
                numbers.put(words[i], first + i - 1);
            }
        }
    }

    /** The number of a call; empty if this architecture has none of that name. */
    OptionalInt number(String name) {
        var number = numbers.get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
