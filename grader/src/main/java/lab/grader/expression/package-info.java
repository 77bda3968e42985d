/**
 * Expressions over facts: CEL, with names that are checked before anything is read.
 * It turns text into something that can be evaluated against a look at the kernel, and tells absent facts from facts that could not be observed.
 * Start at {@link lab.grader.expression.Expressions}; {@link lab.grader.expression.NameCheck} finds mistakes, {@link lab.grader.expression.FactValue} is how CEL sees a fact.
 */
@NullMarked
package lab.grader.expression;

import org.jspecify.annotations.NullMarked;
