package lab.runtime.kernel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a {@link Script}, call by call, in the order the kernel will see them.
 *
 * <pre>{@code
 * var s = new ScriptWriter();
 * var fd = s.openat(AT_FDCWD, "/dev/null", O_RDWR, 0);
 * s.dup3(fd.value(), 0, 0);
 * s.execve("/bin/true", List.of("true"), List.of());
 * Script script = s.script();
 * }</pre>
 */
public final class ScriptWriter implements FileCalls, MountCalls, ProcessCalls, SignalCalls, IdentityCalls, IpcCalls {

    private static final int MAX_DATA = (int) (Layout.TRACE - Layout.RECORDS);

    /** How many arguments the kernel takes. */
    private static final int ARGUMENTS = 6;

    /** How much of a text is shown, in code points. */
    private static final int SHOWN = 60;

    private final List<Call> calls = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final Map<String, Operand.Address> texts = new HashMap<>();
    private final List<Relocation> relocations = new ArrayList<>();
    private int sharedSize;
    private String note = "";

    /** A new script without calls. */
    public ScriptWriter() {}

    /** Notes what the following calls are for, until the next note. */
    public ScriptWriter note(String text) {
        note = text;
        return this;
    }

    /** A label to jump to, to be set with {@link #place}. */
    public Label label(String name) {
        return new Label(name);
    }

    /** Sets a label to the next call. */
    public void place(Label label) {
        label.place(calls.size());
    }

    /** Goes on at a label. */
    public void jump(Label label) {
        value(number(0)).onZero(label);
    }

    /** A value on its own, so that {@link Result#onZero} can test it. */
    public Result value(Operand value) {
        return add("value", Call.VALUE, false, List.of(value));
    }

    @Override
    public void store(Operand.Address at, Operand value) {
        add("store", Call.STORE, false, List.of(at, value));
    }

    /**
     * Writes a number in decimal so that its last digit lies just before an address; the result is the address of the first digit.
     * A path such as {@code /proc////////4711/uid_map} is as good as one with a single slash, so that a field filled with slashes in
     * the middle of a path can take any pid.
     */
    public Result decimal(Operand.Address end, Operand value) {
        return add("decimal", Call.DECIMAL, false, List.of(end, value));
    }

    /**
     * A call that is only known when it is made: its number and six arguments are read from memory then, eight bytes each. Above the
     * number stand the kinds of the arguments, as {@link Deputy} writes them.
     */
    Result given(Operand.Address request) {
        var record = new Operand.Number(Layout.record(calls.size() + 1), "the next call");
        add("store", Call.STORE, false, List.of(record, request.load64()));
        var arguments = new ArrayList<Operand>();
        for (var i = 1; i <= ARGUMENTS; i++) {
            arguments.add(request.plus(Long.BYTES * i).load64());
        }
        return add("given", Call.VALUE, false, arguments);
    }

    /** The script as written so far. */
    public Script script() {
        return new Script(calls, results, relocations, data.toByteArray(), sharedSize);
    }

    @Override
    public Result call(Syscall syscall, Operand... operands) {
        return add(syscall.call(), new Call.Number.Kernel(syscall), false, List.of(operands));
    }

    @Override
    public Result callTwice(Syscall syscall, Operand... operands) {
        return add(syscall.call(), new Call.Number.Kernel(syscall), true, List.of(operands));
    }

    @Override
    public Operand.Address text(String text) {
        return texts.computeIfAbsent(text, t -> {
            if (t.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a text for the kernel cannot hold a NUL: " + t.replace('\0', '?'));
            }
            return append((t + "\0").getBytes(StandardCharsets.UTF_8), 1, quoted(t));
        });
    }

    @Override
    public Operand.Address bytes(byte[] bytes, String shown) {
        return append(bytes, 16, shown);
    }

    @Override
    public Operand.Address buffer(int size, String shown) {
        room(data.size(), size, MAX_DATA);
        return append(new byte[size], 16, shown);
    }

    @Override
    public Operand.Address pointers(List<String> texts) {
        var targets = texts.stream().map(this::text).toList();
        var content = targets.stream().map(Operand::shown).collect(Collectors.joining(", "));
        var array = append(new byte[8 * (targets.size() + 1)], 8, "[" + content + "]");
        for (var i = 0; i < targets.size(); i++) {
            point(array.plus(8 * i), targets.get(i));
        }
        return array;
    }

    @Override
    public void point(Operand.Address at, Operand.Address target) {
        relocations.add(new Relocation(at, target));
    }

    @Override
    public Operand.Address shared(int size, String shown) {
        room(sharedSize, size, Layout.MAX_TRACE);
        var at = new Operand.Address(Operand.Space.SHARED, sharedSize, shown);
        sharedSize += (size + 15) / 16 * 16;
        return at;
    }

    private static void room(int used, int size, int limit) {
        if (size < 0 || used + (long) size > limit) {
            throw new ScriptTooLargeException("a buffer of " + size + " bytes behind " + used + " of at most " + limit);
        }
    }

    private Operand.Address append(byte[] bytes, int alignment, String shown) {
        room(data.size(), bytes.length, MAX_DATA);
        while (data.size() % alignment != 0) {
            data.write(0);
        }
        var at = new Operand.Address(Operand.Space.PRIVATE, data.size(), shown);
        data.writeBytes(bytes);
        return at;
    }

    private Result add(String name, Call.Number number, boolean twice, List<Operand> operands) {
        if (operands.size() > ARGUMENTS) {
            throw new IllegalArgumentException(name + " has " + operands.size() + " arguments, the kernel takes six");
        }
        var index = calls.size();
        calls.add(new Call(index, name, number, List.copyOf(operands), note, twice));
        var result = new Result(index, "$" + (index + 1));
        results.add(result);
        return result;
    }

    private static String quoted(String text) {
        var shown = new StringBuilder(text.length() + 2).append('"');
        var end = text.codePointCount(0, text.length()) > SHOWN ? text.offsetByCodePoints(0, SHOWN) : text.length();
        for (var i = 0; i < end; i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> shown.append('\\').append(c);
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (c < 32 || c == 127) {
                        shown.append(String.format("\\%03o", (int) c));
                    } else {
                        shown.append(c);
                    }
                }
            }
        }
        return shown.append(end < text.length() ? "\"..." : "\"").toString();
    }
}
