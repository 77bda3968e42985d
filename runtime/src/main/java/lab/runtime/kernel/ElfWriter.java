package lab.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a script as a static ELF: two segments, no sections, no libraries; elf(5). */
final class ElfWriter {

    private static final int PROGRAM_OFFSET = 0x1000;
    private static final int LARGEST_PAGE = 0x10000;
    private static final int EHDR_SIZE = 64;
    private static final int PHDR_SIZE = 56;
    private static final int PT_LOAD = 1;
    private static final int PT_GNU_STACK = 0x6474e551;
    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;
    private static final int HEADERS = EHDR_SIZE + 3 * PHDR_SIZE;

    private ElfWriter() {}

    static byte[] write(Arch arch, Script script, boolean traced) {
        var code = Interpreter.code(arch);
        var program = RecordEncoder.encode(arch, script, traced);
        var elf = ByteBuffer.allocate(PROGRAM_OFFSET + program.length).order(ByteOrder.LITTLE_ENDIAN);
        header(elf, arch);
        segment(elf, PT_LOAD, PF_R | PF_X, 0, Layout.CODE, HEADERS + code.length);
        segment(elf, PT_LOAD, PF_R | PF_W, PROGRAM_OFFSET, Layout.RECORDS, program.length);
        segment(elf, PT_GNU_STACK, PF_R | PF_W, 0, 0, 0);
        elf.put(code);
        elf.position(PROGRAM_OFFSET).put(program);
        return elf.array();
    }

    private static void header(ByteBuffer elf, Arch arch) {
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort((short) 2).putShort((short) arch.elfMachine()).putInt(1);
        elf.putLong(Layout.CODE + HEADERS).putLong(EHDR_SIZE).putLong(0).putInt(0);
        elf.putShort((short) EHDR_SIZE).putShort((short) PHDR_SIZE).putShort((short) 3);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    }

    private static void segment(ByteBuffer elf, int type, int flags, long offset, long address, long size) {
        elf.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address);
        elf.putLong(size).putLong(size).putLong(LARGEST_PAGE);
    }
}
