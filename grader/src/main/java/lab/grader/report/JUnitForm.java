package lab.grader.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import lab.grader.mark.CheckMark;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Graded;
import lab.grader.mark.Standing;

/**
 * JUnit's XML. A check is a test case: not met is a {@code failure}, a record that does not tell is an {@code error}, an exercise that nobody tried is
 * {@code skipped}. A lesson is a suite; if there are several submissions, each has suites of its own.
 */
final class JUnitForm implements Form {
    private static final String NO_TIME = "0";

    /** A test case: the class it is of, its name, and what to say if it is not met. */
    private record Case(String type, String name, Standing standing, String message) {}

    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        Map<String, List<Case>> suites = new LinkedHashMap<>();
        for (Graded one : all) {
            String prefix = all.size() == 1 ? "" : Sheet.clean(one.file()) + ' ';
            one.refusal()
                    .ifPresent(refusal -> suites.computeIfAbsent(Sheet.clean(one.file()), s -> new ArrayList<>())
                            .add(new Case("lab.submission", "submission", Standing.OPEN, sheet.refusal(refusal))));
            for (ExerciseMark exercise : one.exercises()) {
                for (CheckMark check : exercise.checks()) {
                    suites.computeIfAbsent(prefix + exercise.lesson(), s -> new ArrayList<>())
                            .add(new Case(
                                    exercise.lesson() + '.' + exercise.id(),
                                    Sheet.clean(check.label()),
                                    check.standing(),
                                    sheet.message(check)));
                }
            }
        }
        return write(suites);
    }

    private static String write(Map<String, List<Case>> suites) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            counts(xml, suites.values().stream().flatMap(List::stream).toList());
            for (Map.Entry<String, List<Case>> suite : suites.entrySet()) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", suite.getKey());
                counts(xml, suite.getValue());
                for (Case one : suite.getValue()) {
                    write(xml, one);
                }
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("write XML into memory: " + e.getMessage(), e);
        }
        return text.append('\n').toString();
    }

    private static void counts(XMLStreamWriter xml, List<Case> cases) throws XMLStreamException {
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", count(cases, Standing.NOT_MET));
        xml.writeAttribute("errors", count(cases, Standing.OPEN));
        xml.writeAttribute("skipped", count(cases, Standing.UNTRIED));
        xml.writeAttribute("time", NO_TIME);
    }

    private static String count(List<Case> cases, Standing standing) {
        return Long.toString(
                cases.stream().filter(one -> one.standing() == standing).count());
    }

    private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", one.type());
        xml.writeAttribute("name", one.name());
        xml.writeAttribute("time", NO_TIME);
        if (one.standing() == Standing.UNTRIED) {
            xml.writeStartElement("skipped");
            xml.writeAttribute("message", one.message());
            xml.writeEndElement();
        } else if (one.standing() != Standing.MET) {
            xml.writeStartElement(one.standing() == Standing.NOT_MET ? "failure" : "error");
            xml.writeAttribute("message", one.message().lines().findFirst().orElse(""));
            xml.writeAttribute("type", one.standing().word());
            xml.writeCharacters(one.message());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
