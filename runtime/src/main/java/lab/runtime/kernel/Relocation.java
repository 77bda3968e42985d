package lab.runtime.kernel;

/**
 * A pointer in a script's data, filled in when addresses are known.
 *
 * @param at where the pointer lies
 * @param target what it points to
 */
record Relocation(Operand.Address at, Operand.Address target) {}
