package lab.runtime.kernel;

/*
 * Where things lie.
 *
 * Memory of a script's process: three neighbours that share one page table, since an idle monitor should cost next to nothing.
 *
 *   0x400000  interpreter          read, execute    from the file
 *   0x401000  records, then data   read, write      from the file, private
 *   0x500000  trace                read, write      shared, mapped by the first record
 *
 * The trace, a file:
 *
 *   +0   magic "labtrace"        +8   version (u32)      +12  number of calls (u32)
 *   +16  address of the record that failed, 0 if none
 *   +32  an entry of 32 bytes for each call: +0 result, +8 struct timespec of CLOCK_MONOTONIC, +24 how often it ran (u32)
 *   then the shared buffers, at a multiple of 16.
 */
/** The addresses and sizes that the interpreter, the ELF writer and the reader of traces agree on. */
final class Layout {

    static final long CODE = 0x400000;
    static final long RECORDS = 0x401000;
    static final long TRACE = 0x500000;
    static final int RECORD_SIZE = 96;
    static final int ENTRY_SIZE = 32;
    static final int HEADER_SIZE = 32;
    static final int FAILED_OFFSET = 16;
    static final long MAGIC = 0x656361727462616cL;
    static final int VERSION = 1;
    static final int MAX_TRACE = 0x80000;

    private Layout() {}

    /** The record's address; record 0 maps the trace, so call {@code i} is record {@code i + 1}. */
    static long record(int call) {
        return RECORDS + (long) (call + 1) * RECORD_SIZE;
    }

    static long data(int calls) {
        return RECORDS + (long) (calls + 1) * RECORD_SIZE;
    }

    static int entry(int call) {
        return HEADER_SIZE + call * ENTRY_SIZE;
    }

    static int sharedOffset(int calls) {
        return HEADER_SIZE + (calls * ENTRY_SIZE + 15) / 16 * 16;
    }

    static void check(Script script) {
        var end = data(script.size()) + script.data().length;
        if (end > TRACE) {
            throw new ScriptTooLargeException(
                    "records and data need " + (end - RECORDS) + " bytes, " + (TRACE - RECORDS) + " are available");
        }
        if (script.traceSize() > MAX_TRACE) {
            throw new ScriptTooLargeException(
                    "the trace needs " + script.traceSize() + " bytes, " + MAX_TRACE + " are available");
        }
    }
}
