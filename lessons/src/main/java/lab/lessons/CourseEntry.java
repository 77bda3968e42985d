package lab.lessons;

/**
 * A lesson's place in the course.
 *
 * @param number from 1
 * @param id the lesson's name, the same in every language
 * @param line what it is about, in one line
 * @param written whether the lesson itself is there
 */
public record CourseEntry(int number, String id, Phrase title, Phrase line, boolean written) {}
