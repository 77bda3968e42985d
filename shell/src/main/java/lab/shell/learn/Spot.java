package lab.shell.learn;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import lab.lessons.Lesson;
import lab.lessons.Lessons;
import lab.shell.session.Lab;

/**
 * A place in the course as the prompt writes it and a learner types it: {@code 3}, {@code 3.6}, {@code namespaces-1}.
 *
 * @param lesson the number or name of a lesson
 * @param step the number of a step, if one is named
 */
record Spot(String lesson, OptionalInt step) {

    private static final Pattern STEP = Pattern.compile("([^.]+)\\.([0-9]{1,3})");

    /** The place that was typed; with nothing typed the lesson in work, or the first there is. */
    static Spot of(String typed, Optional<String> inWork, Lessons all) {
        var text = typed.isEmpty() ? inWork.orElse(all.lessons().get(0).id()) : typed;
        var matcher = STEP.matcher(text);
        return matcher.matches()
                ? new Spot(matcher.group(1), OptionalInt.of(Integer.parseInt(matcher.group(2))))
                : new Spot(text, OptionalInt.empty());
    }

    /** The step that is asked for, if one is. */
    OptionalInt stepOf(Lesson opened, Lab lab) {
        var last = opened.steps().size();
        if (step.isPresent() && (step.getAsInt() < 1 || step.getAsInt() > last)) {
            throw new IllegalArgumentException(lab.say("lesson.step", opened.number(), last));
        }
        return step;
    }
}
