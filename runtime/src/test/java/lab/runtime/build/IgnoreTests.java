package lab.runtime.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@code .dockerignore} leaves out. In the table a bar is the end of a line. */
final class IgnoreTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*.md              ; a.md         ; true",
                "*.md              ; d/a.md       ; false",
                "**/*.md           ; d/e/a.md     ; true",
                "**/*.md           ; a.md         ; true",
                "d                 ; d/e/f        ; true",
                "/d/               ; d/e          ; true",
                "./d/../x          ; x            ; true",
                "d/*               ; d/e/f        ; true",
                "d/*/f             ; d/e/f        ; true",
                "d?                ; de           ; true",
                "d?                ; d/           ; false",
                "[a-c]x            ; bx           ; true",
                "[^a-c]x           ; bx           ; false",
                "a\\*b             ; a*b          ; true",
                "a\\*b             ; axb          ; false",
                "d|!d/keep         ; d/keep       ; false",
                "d|!d/keep         ; d/other      ; true",
                "*|!a              ; a            ; false",
                "*|!a|a/b          ; a/b          ; true",
                "#x                ; #x           ; false",
                "**                ; any/thing    ; true",
                "d/**              ; d/e/f        ; true",
                "d/**/f            ; d/f          ; true",
            })
    void theLastPatternThatFitsDecides(String patterns, String path, boolean out) throws DockerfileException {
        assertEquals(
                out, Ignore.parse(".dockerignore", patterns.replace('|', '\n')).leavesOut(path));
    }

    @Test
    void aPatternThatIsNotWellFormedIsAMistake() {
        var mistake = assertThrows(DockerfileException.class, () -> Ignore.parse(".dockerignore", "a\n[b\n"));
        assertEquals(2, mistake.at().line());
    }
}
