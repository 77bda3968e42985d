package lab.runtime.observe;

/**
 * One fact that was read: where it hangs in the tree and what the kernel answered.
 *
 * @param path the expression that leads to it, such as {@code process('sleep 4711').ns.uts}
 * @param reading the answer
 */
public record Observation(String path, Reading reading) implements Fact {}
