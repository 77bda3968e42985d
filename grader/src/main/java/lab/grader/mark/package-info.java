/**
 * Marks: what a submission is worth, from the facts that it recorded, and what a teacher should know about it.
 * The learner's own verdicts count for nothing here; each recorded look is judged anew with the exercise as it is now and the parameters that the course gives the student.
 * Start at {@link lab.grader.mark.Marker}; {@link lab.grader.mark.Graded} is what comes out, {@link lab.grader.mark.Comparison} looks at a whole class.
 */
@NullMarked
package lab.grader.mark;

import org.jspecify.annotations.NullMarked;
