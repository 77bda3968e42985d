package lab.shell;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house's plan, read from the class files of all five modules. */
class ArchitectureTests {
    /** Fewer classes than this means that the rules looked at an empty house. */
    private static final int CLASSES_AT_LEAST = 60;

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lab");

    @Test
    void sawTheWholeHouse() {
        assertTrue(HOUSE.size() >= CLASSES_AT_LEAST, () -> "only " + HOUSE.size() + " classes were found");
        for (var module : List.of("runtime", "lessons", "exercises", "grader", "shell")) {
            assertTrue(
                    HOUSE.stream().anyMatch(type -> type.getPackageName().startsWith("lab." + module)),
                    () -> "no class of " + module + " was found");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "runtime,   runtime",
        "lessons,   lessons",
        "exercises, exercises lessons",
        "grader,    grader exercises lessons runtime",
    })
    void moduleUsesOnlyWhatLiesBelowIt(String module, String allowed) {
        var packages = List.of(allowed.split(" ")).stream()
                .map(name -> "lab." + name + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> below = resideInAnyPackage(packages);
        noClasses()
                .that(resideInAPackage("lab." + module + ".."))
                .should()
                .dependOnClassesThat(are(resideInAPackage("lab..")).and(DescribedPredicate.not(below)))
                .allowEmptyShould(false)
                .check(HOUSE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("lab.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void packagesAreNullMarked() {
        var unmarked = HOUSE.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(one -> !one.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertEquals(List.of(), unmarked, "packages without a package-info.java that says @NullMarked");
    }

    @Test
    void packagesAreNamedAfterThings() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..manager..", "..helper..")
                .check(HOUSE);
    }

    @Test
    void onlyMainTouchesTheStandardStreams() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("lab.shell.Main")
                .should(ACCESS_STANDARD_STREAMS)
                .check(HOUSE);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("lab.shell.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(HOUSE);
    }

    @Test
    void exceptionsHaveTypesThatSaySomething() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(HOUSE);
    }

    @Test
    void nothingStaticChanges() {
        fields().that().areStatic().should().beFinal().check(HOUSE);
    }

    @Test
    void theDocumentCompilerStaysAtBuildTime() {
        classes()
                .that()
                .resideOutsideOfPackages("lab.lessons..", "lab.exercises..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.asciidoctor..", "org.jruby..")
                .check(HOUSE);
    }
}
