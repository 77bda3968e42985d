package lab.runtime.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How Dockerfiles are read. In the tables a bar in the text of a file is the end of a line. */
final class DockerfileTests {

    private static Dockerfile parse(String text) throws DockerfileException {
        return Dockerfile.parse("Dockerfile", text);
    }

    private static Instruction first(String text) throws DockerfileException {
        return parse("FROM base\n" + text).stages().get(0).instructions().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "# nothing                    ; Dockerfile:1: there is no FROM",
                "RUN ls                       ; Dockerfile:1: no build stage yet: only ARG may stand before the first FROM",
                "FROM                         ; Dockerfile:1: FROM needs an image",
                "FROM a b                     ; Dockerfile:1: FROM is FROM IMAGE or FROM IMAGE AS NAME",
                "FROM a AS 1x                 ; the name of a stage starts with a letter",
                "FROM a AS x|FROM b AS X      ; Dockerfile:2: the stage x is there twice",
                "FROM a|RUNN ls               ; Dockerfile:2: unknown instruction: RUNN (did you mean RUN?)",
                "FROM a|copyy x y             ; unknown instruction: copyy (did you mean COPY?)",
                "FROM a|HELLO world           ; unknown instruction: HELLO|",
                "FROM a|COPY x                ; COPY needs a source and a place to copy to, not only: x",
                "FROM a|COPY [~x~]            ; COPY needs a source and a place to copy to",
                "FROM a|COPY --form=x a b     ; unknown flag: --form (did you mean --from?)",
                "FROM a|COPY --chown=a --chown=b x y ; the flag --chown is there twice",
                "FROM a|RUN --mount=type=cache,target=/x ls ; RUN --mount is not supported here",
                "FROM a|ENV                   ; ENV needs KEY=VALUE",
                "FROM a|ENV x                 ; ENV needs a value, as in ENV x=value",
                "FROM a|ENV a=b c             ; ~c~ is not KEY=VALUE",
                "FROM a|ENV a='b              ; the quote ' is not closed",
                "FROM a|ARG 1x                ; the name of an argument has letters, digits and _",
                "FROM a|SHELL /bin/sh -c      ; SHELL needs its words as JSON",
                "FROM a|HEALTHCHECK ls        ; HEALTHCHECK is HEALTHCHECK NONE or",
                "FROM a|HEALTHCHECK --interval=5 CMD ls ; --interval is a time such as 30s or 1m30s, not 5",
                "FROM a|ONBUILD FROM b        ; FROM is not allowed behind ONBUILD",
                "FROM a|ONBUILD RUNN b        ; unknown instruction: RUNN",
                "FROM a|RUN <<EOF|ls          ; Dockerfile:2: the lines for <<EOF have no end",
                "# escape=x|FROM a            ; Dockerfile:1: the escape character is \\ or `, not x",
                "# escape=`|# escape=`|FROM a ; Dockerfile:2: the directive escape is there twice",
            })
    void aMistakeIsShownWhereItIs(String text, String message) {
        var file = text == null ? "" : text.replace("|", "\n").replace('~', '"');
        var mistake = assertThrows(DockerfileException.class, () -> parse(file));
        var shown = String.valueOf(mistake.getMessage());
        assertTrue(shown.contains(message.replace('~', '"').replace("|", "\n")), shown);
    }

    @Test
    void aCaretStandsBelowTheMistake() {
        var mistake = assertThrows(DockerfileException.class, () -> parse("FROM base\n  COPY --form=x a b\n"));
        assertEquals(
                "Dockerfile:2: unknown flag: --form (did you mean --from?)\n    COPY --form=x a b\n         ^",
                mistake.getMessage());
        assertEquals(2, mistake.at().line());
    }

    @Test
    void theLineOfAMistakeIsFoundBehindJoinedLines() {
        var mistake = assertThrows(
                DockerfileException.class, () -> parse("FROM base\nENV a=b \\\n  # a remark\n\n  c=d \\\n  wrong\n"));
        assertEquals(6, mistake.at().line(), mistake.getMessage());
    }

    @Test
    void linesAreJoinedAndRemarksLeftOut() throws DockerfileException {
        var run = (Instruction.Run) first("RUN echo one \\\n# a remark\n\n  && echo two # three\n");
        assertEquals("echo one   && echo two # three", run.command().line());
    }

    @Test
    void theEscapeCharacterCanBeAnother() throws DockerfileException {
        var file = parse("# escape=`\nFROM base\nRUN dir `\n c:\\\n");
        var run = (Instruction.Run) file.stages().get(0).instructions().get(0);
        assertEquals("dir  c:\\", run.command().line());
    }

    @Test
    void aCommandIsWordsInJsonOrALine() throws DockerfileException {
        assertEquals(
                List.of("echo", "a b"),
                ((Instruction.Run) first("RUN [\"echo\", \"a b\"]")).command().run(List.of("sh")));
        assertEquals(
                List.of("sh", "-c", "[ -f x ] && echo"),
                ((Instruction.Run) first("RUN [ -f x ] && echo")).command().run(List.of("sh", "-c")));
    }

    @Test
    void linesBelowAreACommandOrItsInput() throws DockerfileException {
        var shell = List.of("sh", "-c");
        assertEquals(
                List.of("sh", "-c", "echo a\necho b\n"),
                RunLine.words((Instruction.Run) first("RUN <<EOF\necho a\necho b\nEOF\n"), shell));
        assertEquals(
                List.of("sh", "-c", "cat <<-'X' > /f\na $b\nX\n"),
                RunLine.words((Instruction.Run) first("RUN cat <<-'X' > /f\n\ta $b\n\tX\n"), shell));
        assertEquals(
                List.of("sh", "-c", "/bin/awk -f /dev/fd/3 3<<'EOF'\n#!/bin/awk -f\nBEGIN {}\nEOF\n"),
                RunLine.words((Instruction.Run) first("RUN <<EOF\n#!/bin/awk -f\nBEGIN {}\nEOF\n"), shell));
    }

    @Test
    void aStageIsFoundByNameOrNumberIfItIsBefore() throws DockerfileException {
        var file = parse("FROM a AS One\nFROM b\nFROM c AS three\n");
        assertEquals(Optional.of(0), file.stage("one", 2).map(Dockerfile.Stage::number));
        assertEquals(Optional.of(1), file.stage("1", 2).map(Dockerfile.Stage::number));
        assertEquals(Optional.empty(), file.stage("three", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "$x            ; value",
                "${x}y         ; valuey",
                "$xy           ; ~~",
                "${x:-other}   ; value",
                "${e:-other}   ; other",
                "${e-other}    ; ~~",
                "${n-other}    ; other",
                "${n:-${x}}    ; value",
                "${x:+yes}     ; yes",
                "${e:+yes}     ; ~~",
                "${e+yes}      ; yes",
                "${n:-a}${x:+b} ; ab",
                "\\$x          ; $x",
                "'$x'          ; $x",
                "\"$x \\\" \\$\" ; value \" $",
                "a\"b c\"d     ; ab cd",
                "a$            ; a$",
                "$1            ; ~~",
            })
    void variablesAreReplacedAsInAShell(String text, String expected) throws DockerfileException {
        assertEquals(expected, Variables.expand(text, '\\', DockerfileTests::value, at(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "${x      ; bad substitution|the bracket { is not closed",
                "${x:-y   ; the bracket { is not closed",
                "${x:=y}  ; unsupported modifier (:=)",
                "${}      ; bad substitution",
                "${n:?no} ; n: no",
                "'x       ; the quote ' is not closed",
            })
    void aBadVariableIsAMistake(String text, String messages) {
        var mistake = assertThrows(
                DockerfileException.class, () -> Variables.expand(text, '\\', DockerfileTests::value, at(text)));
        var shown = String.valueOf(mistake.getMessage());
        assertTrue(List.of(messages.split("\\|")).stream().anyMatch(shown::contains), shown);
    }

    @Test
    void wordsAreSplitAtSpacesOutsideOfQuotes() throws DockerfileException {
        assertEquals(
                List.of("a b", "value", "c"), Variables.words("'a b'  $x c", '\\', DockerfileTests::value, at("")));
    }

    private static Optional<String> value(String name) {
        return switch (name) {
            case "x" -> Optional.of("value");
            case "e" -> Optional.of("");
            default -> Optional.empty();
        };
    }

    private static Position at(String text) {
        return new Position("Dockerfile", 1, 1, text);
    }
}
