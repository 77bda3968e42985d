package lab.lessons.compiler;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import lab.lessons.Phrase;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** The AsciiDoc parser, which takes seconds to make and milliseconds to use; not for several threads. */
public final class Asciidoc implements AutoCloseable {
    private final Asciidoctor asciidoctor;
    private final AtomicReference<Optional<Source>> current = new AtomicReference<>(Optional.empty());

    private Asciidoc(Asciidoctor asciidoctor) {
        this.asciidoctor = asciidoctor;
    }

    /** Starts the parser. */
    public static Asciidoc start() {
        Asciidoc asciidoc = new Asciidoc(Asciidoctor.Factory.create());
        asciidoc.asciidoctor.javaConverterRegistry().register(InlineConverter.class);
        asciidoc.asciidoctor.registerLogHandler(asciidoc::log);
        Logger.getLogger("asciidoctor").setUseParentHandlers(false);
        return asciidoc;
    }

    /** Parses a source; what the parser complains of becomes a problem of the source. */
    public Document parse(Source source) {
        current.set(Optional.of(source));
        return asciidoctor.load(source.text(), options());
    }

    /** The phrase that a short text such as a title in an attribute stands for. */
    public Phrase phrase(Source source, int line, String text) {
        Document document = parse(Source.of(source.name(), text, source.problems()));
        current.set(Optional.of(source));
        if (document.getBlocks().size() != 1) {
            source.problem(line, text, "one line of running text is wanted, not '" + text + "'");
            return Phrase.of(text);
        }
        return Phrases.of(source, line, document.getBlocks().get(0));
    }

    /** The line where a block begins, with its attribute line if it has one. */
    public static int line(StructuralNode node) {
        return node.getSourceLocation() == null
                ? 1
                : Math.max(1, node.getSourceLocation().getLineNumber());
    }

    @Override
    public void close() {
        asciidoctor.close();
    }

    private static Options options() {
        return Options.builder()
                .backend("lab")
                .sourcemap(true)
                .safe(SafeMode.SECURE)
                .attributes(Attributes.builder().attribute("experimental", "").build())
                .build();
    }

    private void log(LogRecord record) {
        Optional<Source> source = current.get();
        if (source.isEmpty() || record.getSeverity().compareTo(Severity.WARN) < 0) {
            return;
        }
        int line = record.getCursor() == null ? 1 : record.getCursor().getLineNumber();
        source.get().problem(line, "", record.getMessage());
    }
}
