package lab.shell.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The laws, fitted to curves whose parameters are known. */
final class LawTests {

    private static Law.Curve curve(double alone, double serial, double crosstalk, double noise) {
        var random = new Random(11);
        var sizes = IntStream.rangeClosed(1, 10).asDoubleStream().toArray();
        var throughputs = Arrays.stream(sizes)
                .map(n -> alone * n / (1 + serial * (n - 1) + crosstalk * n * (n - 1)))
                .map(x -> x * (1 + noise * (2 * random.nextDouble() - 1)))
                .toArray();
        return new Law.Curve(sizes, throughputs);
    }

    @ParameterizedTest
    @CsvSource({"100, 0, 0", "1000, 0.05, 0", "163.5, 0.2, 0", "40, 0.9, 0", "900, 0.03, 0.002", "55, 0.2, 0.02"})
    void knownParametersAreFoundAgain(double alone, double serial, double crosstalk) {
        var usl = Law.USL.fit(curve(alone, serial, crosstalk, 0)).orElseThrow();
        assertEquals(alone, usl.alone(), alone * 1e-3);
        assertEquals(serial, usl.serial(), 1e-3);
        assertEquals(crosstalk, usl.crosstalk(), 1e-4);
        assertTrue(usl.residual() < 1e-3, () -> "residual " + usl.residual());
        if (crosstalk == 0) {
            var amdahl = Law.AMDAHL.fit(curve(alone, serial, crosstalk, 0)).orElseThrow();
            assertEquals(serial, amdahl.serial(), 1e-3);
        }
    }

    @Test
    void noiseMovesThemOnlyALittle() {
        var fit = Law.USL.fit(curve(500, 0.1, 0.01, 0.03)).orElseThrow();
        assertEquals(0.1, fit.serial(), 0.05);
        assertEquals(0.01, fit.crosstalk(), 0.005);
        assertTrue(fit.residual() > 0.005 && fit.residual() < 0.05, () -> "residual " + fit.residual());
    }

    @Test
    void aCurveThatFallsHasAPeakThatAmdahlCannotExplain() {
        var curve = curve(100, 0.02, 0.03, 0);
        var usl = Law.USL.fit(curve).orElseThrow();
        assertEquals(Math.sqrt(0.98 / 0.03), usl.peak(), 0.1);
        assertEquals(usl.at(usl.peak()), usl.ceiling(), 1e-6);
        var amdahl = Law.AMDAHL.fit(curve).orElseThrow();
        assertTrue(amdahl.residual() > 10 * usl.residual(), () -> amdahl + " and " + usl);
        assertEquals(0, amdahl.crosstalk());
    }

    @Test
    void coefficientsAreNeverNegative() {
        var better = new Law.Curve(new double[] {1, 2, 3, 4, 5}, new double[] {100, 220, 350, 480, 620});
        var fit = Law.USL.fit(better).orElseThrow();
        assertTrue(fit.serial() >= 0 && fit.crosstalk() >= 0, fit::toString);
        assertTrue(Double.isInfinite(Law.AMDAHL.fit(better).orElseThrow().ceiling()));
    }

    @Test
    void tooFewSizesOrNoThroughputGiveNoLaw() {
        var two = new Law.Curve(new double[] {1, 2}, new double[] {100, 180});
        assertEquals(Optional.empty(), Law.AMDAHL.fit(two));
        var three = new Law.Curve(new double[] {1, 2, 4}, new double[] {100, 180, 300});
        assertTrue(Law.AMDAHL.fit(three).isPresent());
        assertEquals(Optional.empty(), Law.USL.fit(three));
        var none = new Law.Curve(new double[] {1, 2, 4, 8}, new double[4]);
        assertEquals(Optional.empty(), Law.USL.fit(none));
    }
}
