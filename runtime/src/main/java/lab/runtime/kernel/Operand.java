package lab.runtime.kernel;

/** An argument of a call in a script, with the way it is shown. */
public sealed interface Operand {

    /** What {@code explain} shows for it. */
    String shown();

    /** A number known when the script is written. */
    record Number(long value, String shown) implements Operand {
        /** A number shown in decimal. */
        public Number(long value) {
            this(value, Long.toString(value));
        }
    }

    /**
     * An address inside the script's memory.
     *
     * @param space which part of the memory
     * @param offset bytes from the start of that part
     */
    record Address(Space space, int offset, String shown) implements Operand {
        /** The address a number of bytes further on. */
        public Address plus(int bytes) {
            return new Address(space, offset + bytes, shown + "+" + bytes);
        }

        /** The 32-bit value found there when the call is made. */
        public Value load32() {
            return new Value(this, 32, "*" + shown);
        }

        /** The 64-bit value found there when the call is made. */
        public Value load64() {
            return new Value(this, 64, "*" + shown);
        }

        /** The same address, shown with another name. */
        public Address named(String name) {
            return new Address(space, offset, name);
        }
    }

    /** A value read from the script's memory when the call is made. */
    record Value(Address at, int bits, String shown) implements Operand {}

    /** The result of an earlier call, in the same process. */
    record Earlier(int index, String shown) implements Operand {}

    /** The parts of a script's memory. */
    enum Space {
        /** A process's own: copied at clone(2). */
        PRIVATE,
        /** The trace: one for all processes of the script and for those that watch it. */
        SHARED
    }
}
