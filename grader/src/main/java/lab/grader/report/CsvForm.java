package lab.grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lab.grader.mark.ExerciseMark;
import lab.grader.mark.Flag;
import lab.grader.mark.Graded;

/** A line for each submission, a column for each exercise. */
final class CsvForm implements Form {
    @Override
    public String fill(List<Graded> all, Sheet sheet) {
        List<String> ids = all.stream()
                .flatMap(one -> one.exercises().stream())
                .map(ExerciseMark::id)
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("file", "student", "name", "submitted", "status", "score", "max"));
        head.addAll(ids);
        head.add("flags");
        StringBuilder csv = new StringBuilder(line(head));
        all.forEach(one -> csv.append(line(row(one, ids, sheet))));
        return csv.toString();
    }

    private static List<String> row(Graded one, List<String> ids, Sheet sheet) {
        List<String> row = new ArrayList<>(List.of(one.file(), one.student(), one.name()));
        row.add(one.submission().map(s -> s.manifest().created().toString()).orElse(""));
        row.add(one.refusal().map(sheet::refusal).orElse("graded"));
        row.add(Integer.toString(one.points()));
        row.add(Integer.toString(one.most()));
        for (String id : ids) {
            row.add(one.exercises().stream()
                    .filter(exercise -> exercise.id().equals(id))
                    .map(exercise -> Integer.toString(exercise.points()))
                    .findFirst()
                    .orElse(""));
        }
        row.add(one.flags().stream().map(Flag::word).distinct().collect(Collectors.joining(" ")));
        return row;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvForm::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    /** A name that begins like a formula would be one in a spreadsheet. */
    private static String cell(String text) {
        String clean = Sheet.clean(text).replace('\n', ' ').replace('\t', ' ');
        String safe = clean.matches("[=+@-].*") ? "'" + clean : clean;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
