package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.List;
import lab.lessons.Beat;
import lab.lessons.Block;
import lab.lessons.Lesson;
import lab.lessons.Question;
import lab.lessons.Step;

/** What must be the same in a lesson in every language: its steps, questions, lines to type, figures and exercises. */
public final class Outline {
    private Outline() {}

    /** Notes where a translation differs from the original. */
    static void compare(Lesson original, Lesson translation, Source source) {
        List<String> wanted = of(original);
        List<String> found = of(translation);
        for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
            String want = i < wanted.size() ? wanted.get(i) : "the end";
            String find = i < found.size() ? found.get(i) : "the end";
            if (!want.equals(find)) {
                source.problem(
                        1,
                        place(found, i),
                        "differs from " + original.language().code() + ": wanted '" + want + "', found '" + find + "'");
                return;
            }
        }
    }

    /** A line for each thing that must be the same. */
    public static List<String> of(Lesson lesson) {
        List<String> lines = new ArrayList<>();
        lines.add("lesson " + lesson.number() + " " + lesson.id());
        for (Step step : lesson.steps()) {
            lines.add("step " + step.key());
            step.beats().forEach(beat -> add(beat, lines));
        }
        return lines;
    }

    private static String place(List<String> found, int index) {
        for (int i = Math.min(index, found.size() - 1); i >= 0; i--) {
            if (found.get(i).startsWith("step ")) {
                return "[#" + found.get(i).substring("step ".length()) + "]";
            }
        }
        return "";
    }

    private static void add(Beat beat, List<String> lines) {
        if (beat instanceof Beat.Tell tell) {
            add(tell.blocks(), lines);
        } else if (beat instanceof Beat.Predict predict) {
            lines.add("predict " + outline(predict.question()));
            for (Beat.Reply reply : predict.replies()) {
                lines.add("reply " + reply.letter().orElse("to all"));
                add(reply.blocks(), lines);
            }
        } else if (beat instanceof Beat.Do typed) {
            typed.lines().forEach(line -> lines.add("do " + line));
        } else if (beat instanceof Beat.Practice practice) {
            lines.add("practice " + practice.exercise());
        }
    }

    private static void add(List<Block> blocks, List<String> lines) {
        for (Block block : blocks) {
            if (block instanceof Block.Figure figure) {
                lines.add("figure " + figure.name() + " " + figure.arguments());
            } else if (block instanceof Block.Table table) {
                lines.add("table of " + table.rows().size() + " rows");
            } else if (block instanceof Block.Bullets bullets) {
                lines.add("list of " + bullets.items().size());
            } else if (block instanceof Block.Definitions definitions) {
                lines.add("list of " + definitions.items().size());
            }
        }
    }

    private static String outline(Question question) {
        if (question instanceof Question.OneOf oneOf) {
            return oneOf.choices().stream().map(Question.Choice::letter).toList() + " " + oneOf.correct();
        }
        return question.toString();
    }
}
