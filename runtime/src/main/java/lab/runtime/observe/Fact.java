package lab.runtime.observe;

/** A node of the fact tree: one observed value, a group of named facts, or a list of groups. */
public sealed interface Fact permits Observation, FactGroup, FactList {
    /**
     * The expression that leads to this node.
     *
     * @return a path such as {@code container('box').ns.uts}
     */
    String path();
}
