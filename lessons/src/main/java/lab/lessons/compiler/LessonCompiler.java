package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lab.lessons.CourseEntry;
import lab.lessons.Language;
import lab.lessons.Lesson;
import lab.lessons.Phrase;
import lab.lessons.Step;
import org.asciidoctor.ast.StructuralNode;

/** Compiles the source of a lesson: its sections are its steps. */
public final class LessonCompiler {
    private final Asciidoc asciidoc;

    /** A compiler on a parser. */
    public LessonCompiler(Asciidoc asciidoc) {
        this.asciidoc = asciidoc;
    }

    /** Compiles the lesson that has this place in the course; mistakes go to the source's problems. */
    public Lesson compile(Source source, CourseEntry entry, Language language) {
        source.allowHeader(List.of());
        Phrase title = asciidoc.phrase(source, 1, source.title());
        if (!title.equals(entry.title())) {
            source.problem(
                    1,
                    "= ",
                    "the course calls this lesson '" + entry.title().text() + "', here it is '" + title.text() + "'");
        }
        List<Step> steps = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (StructuralNode node : asciidoc.parse(source).getBlocks()) {
            if (node.getContext().equals("section")) {
                steps.add(step(source, node, entry.number(), steps.size() + 1, keys));
            } else {
                source.problem(
                        Asciidoc.line(node), "", "every text of a lesson belongs to a step: put '== Title' before it");
            }
        }
        return new Lesson(entry.number(), entry.id(), language, title, entry.line(), steps);
    }

    private static Step step(Source source, StructuralNode node, int lesson, int number, Set<String> keys) {
        String key = node.getId();
        int line = Asciidoc.line(node);
        if (node.getBlocks().isEmpty()) {
            source.problem(line, "", "the step is empty");
        }
        if (key.startsWith("_")) {
            source.problem(line, "", "the step lacks a key: put '[#key]' on the line before its title");
        } else if (!keys.add(key)) {
            source.problem(line, key, "two steps have the key '" + key + "'");
        }
        Step step = new Step(
                key,
                lesson,
                number,
                Phrases.of(source, line, node.getTitle()),
                new Beats(source).compile(node.getBlocks()));
        ScreenSize.check(step, message -> source.problem(line, "", message));
        return step;
    }
}
