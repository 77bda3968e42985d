/**
 * Marks in the forms that other programs read: one class for each form, all made from the same {@link lab.grader.mark.Graded}.
 * Learning platforms differ in what they call things and agree on what there is, so nothing is decided here, only written.
 * Start at {@link lab.grader.report.Format}, which lists the forms; {@link lab.grader.report.Sheet} holds what a form needs beside the marks.
 */
@NullMarked
package lab.grader.report;

import org.jspecify.annotations.NullMarked;
