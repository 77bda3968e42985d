/**
 * Homework: a learner's work goes into one file, and a teacher's files become marks.
 * What is handed in and how it is judged is the grader's business; here are the files, the words and the screen.
 * Start with {@code HandIn} for the learner's side and {@code Grading} for the teacher's.
 */
@NullMarked
package lab.shell.homework;

import org.jspecify.annotations.NullMarked;
