package lab.lessons.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lab.lessons.CourseEntry;
import lab.lessons.Phrase;
import org.asciidoctor.ast.StructuralNode;

/** Compiles the list of all lessons: a section for each, with its id and one line of text. */
public final class CourseCompiler {
    private final Asciidoc asciidoc;

    /** A compiler on a parser. */
    public CourseCompiler(Asciidoc asciidoc) {
        this.asciidoc = asciidoc;
    }

    /** Compiles the list; a lesson is written if there is a file for it. Mistakes go to the source's problems. */
    public List<CourseEntry> compile(Source source, Set<String> files) {
        List<CourseEntry> entries = new ArrayList<>();
        for (StructuralNode node : asciidoc.parse(source).getBlocks()) {
            int line = Asciidoc.line(node);
            if (!node.getContext().equals("section")
                    || node.getId().startsWith("_")
                    || node.getBlocks().size() != 1) {
                source.problem(line, "", "a lesson of the course is '[#id]', '== Title' and one line of text");
                continue;
            }
            Phrase title = Phrases.of(source, line, node.getTitle());
            Phrase about = new Blocks(source).phrase(node.getBlocks().get(0));
            if (ScreenSize.columns(about.text()) > ScreenSize.COLUMNS) {
                source.problem(line, "", "the line about '" + node.getId() + "' is wider than a screen");
            }
            entries.add(new CourseEntry(
                    entries.size() + 1, node.getId(), title, about, files.contains(node.getId() + ".adoc")));
        }
        return entries;
    }
}
