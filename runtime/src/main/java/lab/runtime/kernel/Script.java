package lab.runtime.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A list of system calls for another process to make.
 *
 * <p>It is written with a {@link ScriptWriter}, becomes a static ELF with {@link #elf}, is started with {@link Launcher}, and leaves its
 * results in a {@link Trace}. A call may use results of earlier calls and may jump when its result is zero or an error, so a script can
 * wait, loop and report. A call that fails with no jump set ends its process with exit code {@value #ABORTED}, and the trace tells which
 * call that was; a process that comes to the script's end exits with 0.
 */
public final class Script {

    /** The exit code of a process whose script was aborted by a failing call. */
    public static final int ABORTED = 125;

    /** The file descriptor at which the trace must be when the script starts. */
    public static final int TRACE_FD = 3;

    private final List<Call> calls;
    private final List<Result> results;
    private final List<Relocation> relocations;
    private final byte[] data;
    private final int sharedSize;

    Script(List<Call> calls, List<Result> results, List<Relocation> relocations, byte[] data, int sharedSize) {
        this.calls = List.copyOf(calls);
        this.results = List.copyOf(results);
        this.relocations = List.copyOf(relocations);
        this.data = data.clone();
        this.sharedSize = sharedSize;
        Proof.of(this);
    }

    /** How many calls it has. */
    public int size() {
        return calls.size();
    }

    /** A call as a programmer would write it, such as {@code sethostname("box", 3)}. */
    public String shown(int index) {
        return calls.get(index).shown();
    }

    /** All calls as text, one a line, to be kept beside the trace: {@code label TAB call}. */
    public byte[] listing() {
        var text = new StringBuilder();
        for (var call : calls) {
            text.append(call.label()).append('\t').append(call.shown()).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The size of its trace in bytes. */
    public int traceSize() {
        return Layout.sharedOffset(calls.size()) + sharedSize;
    }

    /** Where a shared buffer lies in the trace, in bytes from its start. */
    public int traceOffset(Operand.Address shared) {
        if (shared.space() != Operand.Space.SHARED) {
            throw new IllegalArgumentException(shared.shown() + " is not in the shared part");
        }
        return Layout.sharedOffset(calls.size()) + shared.offset();
    }

    /** The static ELF that runs it: interpreter, calls and data. */
    public byte[] elf(Arch arch) {
        return ElfWriter.write(arch, this, true);
    }

    /**
     * A static ELF that anybody may start: nobody reads its trace, which lies in memory of its own that only its children share.
     */
    public byte[] program(Arch arch) {
        return ElfWriter.write(arch, this, false);
    }

    List<Call> calls() {
        return calls;
    }

    Result result(int index) {
        return results.get(index);
    }

    List<Relocation> relocations() {
        return relocations;
    }

    byte[] data() {
        return data.clone();
    }

    int dataSize() {
        return data.length;
    }

    int sharedSize() {
        return sharedSize;
    }
}
