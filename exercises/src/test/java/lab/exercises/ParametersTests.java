package lab.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ParametersTests {
    private static final byte[] KEY = "course".getBytes(StandardCharsets.UTF_8);

    @Test
    void givesOneLearnerAlwaysTheSame() {
        Parameters parameters = everyKind();

        assertEquals(parameters.resolve(Seed.of(KEY, "kim", "x")), parameters.resolve(Seed.of(KEY, "kim", "x")));
    }

    @Test
    void givesLearnersExercisesAndCoursesDifferentValues() {
        Parameters parameters = everyKind();
        Values one = parameters.resolve(Seed.of(KEY, "kim", "x"));

        assertNotEquals(one, parameters.resolve(Seed.of(KEY, "lee", "x")));
        assertNotEquals(one, parameters.resolve(Seed.of(KEY, "kim", "y")));
        assertNotEquals(one, parameters.resolve(Seed.of("other".getBytes(StandardCharsets.UTF_8), "kim", "x")));
    }

    @Test
    void keepsTheValueOfAParameterWhenAnotherIsAdded() {
        Parameters alone = new Parameters(List.of(new Parameter.Port("port")));
        Parameters both = new Parameters(List.of(new Parameter.Token("token"), new Parameter.Port("port")));
        Seed seed = Seed.of(KEY, "kim", "x");

        assertEquals(
                alone.resolve(seed).byName().get("port"),
                both.resolve(seed).byName().get("port"));
    }

    @Test
    void staysInsideItsBoundsAndReachesThem() {
        Parameters parameters =
                new Parameters(List.of(new Parameter.Range("n", 10, 20, 5), new Parameter.Port("port")));
        Set<Object> seen = new HashSet<>();
        for (int student = 0; student < 200; student++) {
            Map<String, Object> variables =
                    parameters.resolve(Seed.of(KEY, "student " + student, "x")).variables();
            seen.add(variables.get("n"));
            long port = (Long) variables.get("port");
            assertTrue(port >= 20_000 && port <= 32_000, () -> "port " + port);
        }

        assertEquals(Set.of(10L, 15L, 20L), seen);
    }

    @Test
    void neverGivesTwoParametersTheSameName() {
        Parameters parameters = new Parameters(List.of(new Parameter.Name("box"), new Parameter.Name("host")));
        for (int student = 0; student < 300; student++) {
            Map<String, Object> variables =
                    parameters.resolve(Seed.of(KEY, "student " + student, "x")).variables();
            assertNotEquals(variables.get("box"), variables.get("host"));
        }
    }

    @Test
    void writesASizeAsBytesAsProseAndAsCode() {
        Values values = new Values(Map.of("limit", Value.parse("64Mi")));

        assertEquals(Map.of("limit", 67_108_864L), values.variables());
        assertEquals("at most 64 MiB", values.prose("at most {limit}"));
        assertEquals("--memory 64M", values.code("--memory {limit}"));
    }

    @Test
    void leavesBracesAloneThatAreNoParameter() {
        Values values = new Values(Map.of("secs", Value.of(4711)));

        assertEquals("${HOME} {other} { sleep 4711; }", values.code("${HOME} {other} { sleep {secs}; }"));
    }

    @Test
    void namesAddressesOfASubnet() {
        Parameters parameters =
                new Parameters(List.of(new Parameter.Subnet("net"), new Parameter.From("gateway", "{net:1}")));
        Map<String, Object> variables =
                parameters.resolve(Seed.of(KEY, "kim", "x")).variables();
        String net = (String) variables.get("net");

        assertTrue(net.matches("10\\.\\d+\\.\\d+\\.0/24"), net);
        assertEquals(net.replace(".0/24", ".1"), variables.get("gateway"));
    }

    @Test
    void refusesAnEmptyCourseKey() {
        assertThrows(IllegalArgumentException.class, () -> Seed.of(new byte[0], "kim", "x"));
    }

    private static Parameters everyKind() {
        return new Parameters(List.of(
                new Parameter.OneOf("limit", List.of("48Mi", "64Mi", "96Mi")),
                new Parameter.Range("secs", 3000, 8999, 1),
                new Parameter.Name("box"),
                new Parameter.Port("port"),
                new Parameter.Token("token"),
                new Parameter.Subnet("net"),
                new Parameter.From("job", "sleep {secs}")));
    }
}
