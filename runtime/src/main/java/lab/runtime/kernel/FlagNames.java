package lab.runtime.kernel;

import java.util.ArrayList;
import java.util.List;

/** Spells a number as the flags it is made of. */
final class FlagNames {

    private record Flag(long bits, String name) {}

    private final List<Flag> flags = new ArrayList<>();

    FlagNames with(long bits, String name) {
        flags.add(new Flag(bits, name));
        return this;
    }

    String of(long value) {
        if (value == 0) {
            return "0";
        }
        var rest = value;
        var names = new ArrayList<String>();
        for (var flag : flags) {
            if ((rest & flag.bits) == flag.bits) {
                names.add(flag.name);
                rest &= ~flag.bits;
            }
        }
        if (rest != 0) {
            names.add("0x" + Long.toHexString(rest));
        }
        return String.join("|", names);
    }
}
