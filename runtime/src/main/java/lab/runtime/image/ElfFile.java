package lab.runtime.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program asks of its loader; elf(5). Only 64-bit little-endian files are understood.
 *
 * @param interpreter the loader's path, {@code PT_INTERP}
 * @param needed the names of libraries, {@code DT_NEEDED}
 */
public record ElfFile(Optional<String> interpreter, List<String> needed) {

    /** Copies the list. */
    public ElfFile {
        needed = List.copyOf(needed);
    }

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final long DT_NEEDED = 1;
    private static final long DT_STRTAB = 5;

    private record Segment(int type, int offset, long address, int size) {}

    /** Reads a file; empty if it is no such ELF. */
    static Optional<ElfFile> read(Path file) throws IOException {
        try {
            return of(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a well-formed ELF file", e);
        }
    }

    /**
     * What a file's content asks for; empty if it is no such ELF.
     *
     * @throws IllegalArgumentException if it begins as one and is not well-formed
     */
    public static Optional<ElfFile> of(byte[] content) {
        var bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < 64 || bytes.getInt(0) != 0x464c457f || bytes.get(4) != 2 || bytes.get(5) != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(bytes));
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("an offset leads out of the file", e);
        }
    }

    /** Whether it runs without a loader and libraries. */
    boolean isStatic() {
        return interpreter.isEmpty() && needed.isEmpty();
    }

    private static ElfFile parse(ByteBuffer elf) {
        var segments = segments(elf);
        var interpreter = Optional.<String>empty();
        var needed = new ArrayList<String>();
        for (var segment : segments) {
            if (segment.type == PT_INTERP) {
                interpreter = Optional.of(text(elf, segment.offset));
            } else if (segment.type == PT_DYNAMIC) {
                var strings = offset(segments, dynamic(elf, segment, DT_STRTAB).get(0));
                for (var name : dynamic(elf, segment, DT_NEEDED)) {
                    needed.add(text(elf, strings + Math.toIntExact(name)));
                }
            }
        }
        return new ElfFile(interpreter, needed);
    }

    private static List<Segment> segments(ByteBuffer elf) {
        var start = Math.toIntExact(elf.getLong(32));
        var size = elf.getShort(54);
        var segments = new ArrayList<Segment>();
        for (var i = 0; i < elf.getShort(56); i++) {
            var at = start + i * size;
            segments.add(new Segment(
                    elf.getInt(at),
                    Math.toIntExact(elf.getLong(at + 8)),
                    elf.getLong(at + 16),
                    Math.toIntExact(elf.getLong(at + 32))));
        }
        return segments;
    }

    private static List<Long> dynamic(ByteBuffer elf, Segment segment, long tag) {
        var values = new ArrayList<Long>();
        for (var at = segment.offset; at + 16 <= segment.offset + segment.size && elf.getLong(at) != 0; at += 16) {
            if (elf.getLong(at) == tag) {
                values.add(elf.getLong(at + 8));
            }
        }
        return values;
    }

    private static int offset(List<Segment> segments, long address) {
        for (var segment : segments) {
            if (segment.type == PT_LOAD && address >= segment.address && address < segment.address + segment.size) {
                return Math.toIntExact(address - segment.address + segment.offset);
            }
        }
        throw new IllegalArgumentException("no segment holds address " + address);
    }

    private static String text(ByteBuffer elf, int at) {
        var end = at;
        while (elf.get(end) != 0) {
            end++;
        }
        return new String(elf.array(), at, end - at, StandardCharsets.UTF_8);
    }
}
