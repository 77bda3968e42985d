package lab.grader.expression;

/**
 * One way to go on with an expression that is being typed.
 *
 * @param from where the word starts that it replaces
 * @param name what to show
 * @param insert what to put in its place
 * @param doc what it means
 */
public record Candidate(int from, String name, String insert, String doc) {}
