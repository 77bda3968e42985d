package lab.grader.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lab.runtime.observe.Facts;
import lab.runtime.observe.Kind;
import lab.runtime.observe.Shape;

/** Finds what may stand at the end of an expression that is being typed. */
final class Completion {
    private static final Pattern KEY = Pattern.compile("(\\w+)\\(\\s*(['\"])([^'\"]*)$");
    private static final Pattern WORD = Pattern.compile("\\w*$");
    private static final Pattern MACRO_VARIABLE =
            Pattern.compile("\\.(?:exists|all|exists_one|filter|map)\\(\\s*([A-Za-z_]\\w*)\\s*,");

    private final Engine engine;
    private final Map<String, ?> parameters;
    private final Optional<Facts> facts;

    Completion(Engine engine, Map<String, ?> parameters, Optional<Facts> facts) {
        this.engine = engine;
        this.parameters = parameters;
        this.facts = facts;
    }

    /** The candidates for the word at the end of the text. */
    List<Candidate> complete(String text) {
        Matcher key = KEY.matcher(text);
        if (key.find()) {
            return keys(key.group(1), key.group(2), key.group(3), key.start(3));
        }
        Matcher word = WORD.matcher(text);
        int from = word.find() ? word.start() : text.length();
        String typed = text.substring(from);
        boolean member = from > 0 && text.charAt(from - 1) == '.';
        List<Candidate> all =
                member ? members(text.substring(0, from - 1), from) : first(words(text.substring(0, from)), from);
        return all.stream()
                .filter(candidate -> candidate.name().startsWith(typed))
                .toList();
    }

    private List<Candidate> keys(String function, String quote, String typed, int from) {
        List<Candidate> candidates = new ArrayList<>();
        for (String key : facts.map(f -> f.keys(function)).orElse(List.of())) {
            if (key.startsWith(typed)) {
                candidates.add(new Candidate(from, key, key + quote + ')', ""));
            }
        }
        return candidates;
    }

    private static List<Candidate> first(Vocabulary words, int from) {
        List<Candidate> candidates = new ArrayList<>();
        words.variables().forEach((name, sort) -> candidates.add(new Candidate(from, name, name, sort.words())));
        Facts.shape().entries().forEach(entry -> candidates.add(candidate(entry, from)));
        candidates.add(new Candidate(
                from, Vocabulary.START, Vocabulary.START, "the same as it was when the exercise was opened"));
        return candidates;
    }

    private List<Candidate> members(String before, int from) {
        return sort(before).map(sort -> ofSort(sort, from)).orElse(List.of());
    }

    private static List<Candidate> ofSort(Sort sort, int from) {
        if (sort instanceof Sort.Thing thing) {
            return thing.shape().entries().stream()
                    .map(entry -> candidate(entry, from))
                    .toList();
        }
        boolean list = sort instanceof Sort.Things || !(sort.element() instanceof Sort.Other);
        if (list) {
            return List.of(
                    new Candidate(from, "exists", "exists(x, ", "whether any of them is so"),
                    new Candidate(from, "all", "all(x, ", "whether all of them are so"),
                    new Candidate(from, "filter", "filter(x, ", "those that are so"),
                    new Candidate(from, "map", "map(x, ", "something of each"),
                    new Candidate(from, "size", "size()", "how many there are"));
        }
        if (sort.equals(new Sort.Plain(Kind.TEXT))) {
            return List.of(
                    new Candidate(from, "startsWith", "startsWith('", "whether it begins so"),
                    new Candidate(from, "endsWith", "endsWith('", "whether it ends so"),
                    new Candidate(from, "contains", "contains('", "whether this is a part of it"),
                    new Candidate(from, "matches", "matches('", "whether a regular expression fits"),
                    new Candidate(from, "size", "size()", "how many characters it has"));
        }
        return List.of();
    }

    private static Candidate candidate(Shape.Entry<?> entry, int from) {
        String insert = entry instanceof Shape.Keyed<?, ?> ? entry.name() + "('" : entry.name();
        return new Candidate(from, entry.name(), insert, entry.doc());
    }

    /** What is known of the chain of names and calls at the end of a text. */
    private Optional<Sort> sort(String text) {
        String chain = text.substring(chainStart(text));
        try {
            CelAbstractSyntaxTree ast = engine.parse(chain);
            return Optional.of(new NameCheck(new Places(chain, ast.getSource())).sort(ast.getExpr(), words(text)));
        } catch (MistakeException unfinished) {
            return Optional.empty();
        }
    }

    /** The words that are known at the end of a text: parameters, and variables of macros that were opened before. */
    private Vocabulary words(String text) {
        Vocabulary words = Vocabulary.of(parameters);
        Matcher macro = MACRO_VARIABLE.matcher(text);
        while (macro.find()) {
            String before = text.substring(0, macro.start());
            String chain = before.substring(chainStart(before));
            try {
                CelAbstractSyntaxTree ast = engine.parse(chain);
                Sort list = new NameCheck(new Places(chain, ast.getSource())).sort(ast.getExpr(), words);
                words = words.with(macro.group(1), list.element());
            } catch (MistakeException unfinished) {
                words = words.with(macro.group(1), new Sort.Other());
            }
        }
        return words;
    }

    private static int chainStart(String text) {
        int depth = 0;
        int at = text.length();
        while (at > 0) {
            char c = text.charAt(at - 1);
            if (c == '\'' || c == '"') {
                int open = text.lastIndexOf(c, at - 2);
                if (open < 0) {
                    break;
                }
                at = open;
            } else if (c == ')' || c == ']') {
                depth++;
                at--;
            } else if (c == '(' || c == '[') {
                if (depth == 0) {
                    break;
                }
                depth--;
                at--;
            } else if (depth > 0 || Character.isLetterOrDigit(c) || c == '_' || c == '.') {
                at--;
            } else {
                break;
            }
        }
        return at;
    }
}
