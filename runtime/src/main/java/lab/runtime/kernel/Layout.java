package lab.runtime.kernel;

/*
 * Where things lie.
 *
 * Memory of a script's process: three neighbours that share one page table, since an idle monitor should cost next to nothing.
 *
 *   0x400000  interpreter          read, execute    from the file, offset 0
 *   0x411000  records, then data   read, write      from the file, offset 0x1000, private
 *   0x500000  trace                read, write      shared, mapped by the first record
 *
 * Offset and address of the second segment are the same modulo 64 KiB, so that kernels with pages of 4, 16 and 64 KiB (arm64 has all
 * three) can map it without 60 KiB of nothing in the file.
 *
 * The records: one that maps the trace, one for each call, one that ends with 0, one that ends with 125.
 *
 * The trace, a file:
 *
 *   +0   magic "labtrace"        +8   version (u32)      +12  number of calls (u32)
 *   +16  address of the record that failed first, 0 if none
 *   +32  an entry of 32 bytes for each call: +0 result, +8 struct timespec of CLOCK_MONOTONIC, +24 how often it ran (u32)
 *   then the shared buffers, at a multiple of 16.
 */
/** The addresses and sizes that the interpreter, the ELF writer and the reader of traces agree on. */
final class Layout {

    static final long CODE = 0x400000;
    static final long RECORDS = 0x411000;
    static final long TRACE = 0x500000;
    static final int RECORD_SIZE = 96;
    static final int ENTRY_SIZE = 32;
    static final int HEADER_SIZE = 32;
    static final int FAILED_OFFSET = 16;
    static final long MAGIC = 0x656361727462616cL;
    static final int VERSION = 2;
    static final int MAX_TRACE = 0x80000;

    private Layout() {}

    /** The record's address; record 0 maps the trace, so call {@code i} is record {@code i + 1}. */
    static long record(int call) {
        return RECORDS + (long) (call + 1) * RECORD_SIZE;
    }

    /** The record that ends the script with 0: what follows the last call. */
    static long end(int calls) {
        return record(calls);
    }

    /** The record that ends a script without a trace. */
    static long noTrace(int calls) {
        return record(calls + 1);
    }

    static long data(int calls) {
        return record(calls + 2);
    }

    /** The call of a record whose address a trace holds, or -1. */
    static int call(long record, int calls) {
        var offset = record - record(0);
        var call = offset / RECORD_SIZE;
        return offset >= 0 && offset % RECORD_SIZE == 0 && call < calls ? (int) call : -1;
    }

    static int entry(int call) {
        return HEADER_SIZE + call * ENTRY_SIZE;
    }

    static int sharedOffset(int calls) {
        return HEADER_SIZE + (calls * ENTRY_SIZE + 15) / 16 * 16;
    }
}
