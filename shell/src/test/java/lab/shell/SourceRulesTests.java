package lab.shell;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules that class files no longer show, read from the sources of all five modules. */
class SourceRulesTests {
    private static final int LINES_AT_MOST = 400;
    private static final int FILES_AT_LEAST = 60;
    private static final Set<String> UNFINISHED = Set.of("TO" + "DO", "FIX" + "ME", "X" + "XX");

    private static List<Path> files = List.of();
    private static List<CompilationUnitTree> units = List.of();
    private static DocTrees comments;

    @BeforeAll
    static void parse() throws IOException {
        var house = Path.of("..").toRealPath();
        var found = new TreeSet<Path>();
        for (var module : List.of("runtime", "lessons", "exercises", "grader", "shell")) {
            try (var tree = Files.walk(house.resolve(module).resolve("src"))) {
                tree.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        files = List.copyOf(found);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, null, null);
        var task = (JavacTask) compiler.getTask(
                null, manager, problem -> {}, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
        comments = DocTrees.instance(task);
        var parsed = new ArrayList<CompilationUnitTree>();
        task.parse().forEach(parsed::add);
        units = List.copyOf(parsed);
    }

    @Test
    void sawTheWholeHouse() {
        assertTrue(units.size() >= FILES_AT_LEAST, () -> "only " + units.size() + " sources were found");
        assertEquals(files.size(), units.size());
    }

    @Test
    void filesStayShort() throws IOException {
        var problems = new TreeSet<String>();
        for (var file : files) {
            var lines = Files.readAllLines(file).size();
            if (lines > LINES_AT_MOST) {
                problems.add(file + ": " + lines + " lines");
            }
        }
        assertNone(problems, "files longer than " + LINES_AT_MOST + " lines");
    }

    @Test
    void nothingIsLeftUnfinished() throws IOException {
        var problems = new TreeSet<String>();
        for (var file : files) {
            var text = Files.readString(file);
            UNFINISHED.stream().filter(text::contains).forEach(word -> problems.add(file + ": " + word));
        }
        assertNone(problems, "marks of unfinished work");
    }

    @Test
    void importsNameTheirTypes() {
        var problems = new TreeSet<String>();
        for (var unit : units) {
            for (ImportTree one : unit.getImports()) {
                if (one.getQualifiedIdentifier().toString().endsWith(".*")) {
                    problems.add(place(unit, one) + ": " + one.toString().strip());
                }
            }
        }
        assertNone(problems, "wildcard imports");
    }

    @Test
    void typesAndPublicMethodsSayWhatTheyAre() {
        var problems = new TreeSet<String>();
        for (var unit : units) {
            if (!isTest(unit)) {
                new UndocumentedScanner(unit, problems).scan(unit, null);
            }
        }
        assertNone(problems, "types and public methods without Javadoc");
    }

    @Test
    void classesAreFinalSealedOrAbstract() {
        var problems = new TreeSet<String>();
        for (var unit : units) {
            for (Tree type : unit.getTypeDecls()) {
                if (!isTest(unit)
                        && type instanceof ClassTree declared
                        && declared.getKind() == Tree.Kind.CLASS
                        && declared.getModifiers().getFlags().stream()
                                .noneMatch(
                                        Set.of(Modifier.FINAL, Modifier.SEALED, Modifier.NON_SEALED, Modifier.ABSTRACT)
                                                ::contains)) {
                    problems.add(place(unit, declared) + ": " + declared.getSimpleName());
                }
            }
        }
        assertNone(problems, "classes that anybody may extend");
    }

    private static boolean isTest(CompilationUnitTree unit) {
        return unit.getSourceFile().getName().contains("/src/test/");
    }

    private static String place(CompilationUnitTree unit, Tree tree) {
        var at = comments.getSourcePositions().getStartPosition(unit, tree);
        return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(at);
    }

    private static void assertNone(Set<String> problems, String what) {
        assertTrue(problems.isEmpty(), () -> what + ":\n" + problems.stream().collect(joining("\n")));
    }

    /** Collects what has no comment: types that are not private, and public methods that override nothing. */
    private static final class UndocumentedScanner extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final Set<String> problems;

        UndocumentedScanner(CompilationUnitTree unit, Set<String> problems) {
            this.unit = unit;
            this.problems = problems;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (type.getModifiers().getFlags().contains(Modifier.PRIVATE)) {
                return null;
            }
            if (!type.getSimpleName().isEmpty()) {
                check(type, type.getSimpleName().toString());
            }
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            var modifiers = method.getModifiers();
            var overrides = modifiers.getAnnotations().stream()
                    .anyMatch(one -> one.getAnnotationType().toString().equals("Override"));
            var inInterface = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    && type.getKind() == Tree.Kind.INTERFACE
                    && type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    && !modifiers.getFlags().contains(Modifier.PRIVATE);
            var compact = method.getName().contentEquals("<init>");
            if (!overrides && !compact && (inInterface || modifiers.getFlags().contains(Modifier.PUBLIC))) {
                check(method, method.getName().toString());
            }
            return super.visitMethod(method, unused);
        }

        private void check(Tree tree, String name) {
            if (comments.getDocComment(getCurrentPath()) == null) {
                problems.add(place(unit, tree) + ": " + name);
            }
        }
    }
}
