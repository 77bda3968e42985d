package lab.shell.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** What is said and drawn of a curve. */
final class CurveTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Measurement measured(double throughput, double throttled, double busy, double waiting) {
        return new Measurement(throughput, 2, 40, 0, 0.5, throttled, busy, 0.3, waiting);
    }

    private static Curve curve(Measurement last, double... throughputs) {
        var points = new ArrayList<Point>();
        for (var i = 0; i < throughputs.length; i++) {
            points.add(new Point(i + 1, List.of(measured(throughputs[i], 1, 0.2, 0))));
        }
        points.add(new Point(throughputs.length + 1, List.of(last)));
        var sizes = points.stream().map(Point::size).toList();
        return new Curve(new Scaling.Order(true, ServiceKind.LOCKED, sizes, 0.1, 1, 1, SECOND), points);
    }

    @Test
    void theLimitIsToldFromTheCounters() {
        assertEquals(Limit.QUOTA, Limit.of(curve(measured(395, 0.9, 0.4, 0), 100, 200, 300)));
        assertEquals(Limit.LOCK, Limit.of(curve(measured(310, 0.1, 0.4, 2.5), 100, 200, 290)));
        assertEquals(Limit.CPU, Limit.of(curve(measured(310, 0.1, 0.99, 0.1), 100, 200, 290)));
        assertEquals(Limit.QUOTA, Limit.of(curve(measured(310, 0.9, 0.5, 0.1), 100, 200, 290)));
        assertEquals(Limit.UNKNOWN, Limit.of(curve(measured(310, 0, 0.5, 0.1), 100, 200, 290)));
    }

    @Test
    void aPointIsTheMedianOfItsRounds() {
        var point = new Point(2, List.of(measured(90, 0, 0, 0), measured(5, 0, 0, 0), measured(100, 0, 0, 0)));
        assertEquals(90, point.throughput());
        assertEquals(95, new Point(2, List.of(measured(90, 0, 0, 0), measured(100, 0, 0, 0))).throughput());
    }

    @Test
    void theChartHasEachPointAtItsPlace() {
        var chart = new Chart(28, 5, 4, 100, false)
                .point(1, 0, '*')
                .point(2, 50, '*')
                .point(4, 100, '*')
                .lines(List.of(1.0, 2.0, 4.0));
        assertEquals(
                List.of(
                        "   105 |                   *",
                        "       |",
                        "    63 |         *",
                        "       |",
                        "       |    *",
                        "       +--------------------",
                        "            1    2         4"),
                chart);
    }

    @Test
    void theFilesHoldAllMeasurementsAndAreWellFormed() throws Exception {
        var curve = curve(measured(310, 0.1, 0.4, 2.5), 100, 200, 290);
        var csv = CurveFiles.csv(curve).split("\r\n");
        assertEquals(5, csv.length);
        assertEquals("locked,out,4,1,310.00,2.000,40.000,0,0.500,0.100,0.400,0.300,2.50", csv[4]);
        var svg = CurveFiles.svg(curve).getBytes(StandardCharsets.UTF_8);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
        assertEquals(4, document.getElementsByTagName("circle").getLength());
        assertEquals("svg", document.getDocumentElement().getTagName());
    }

    @Test
    void machinesReadMediansLawsAndTheLimit() {
        var json = CurveJson.of(curve(measured(310, 0.1, 0.4, 2.5), 100, 200, 290, 300));
        assertEquals("lock", json.get("limit"));
        assertEquals("out", json.get("direction"));
        var text = json.toString();
        assertTrue(text.contains("{size=5.0, throughput=310.0, p50=2.0, p99=40.0, failed=0.0"), text);
        assertTrue(text.contains("law=amdahl") && text.contains("law=usl"), text);
    }

    @Test
    void aSeriesIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> order(List.of(1.0), 3));
        assertThrows(IllegalArgumentException.class, () -> order(List.of(1.0, 1.0), 3));
        assertThrows(IllegalArgumentException.class, () -> order(List.of(1.0, 2.0), 0));
        assertThrows(IllegalArgumentException.class, () -> order(List.of(1.0, 2.0), 1000));
        assertEquals(List.of(1.0, 2.0, 4.0), order(List.of(4.0, 1.0, 2.0), 3).sizes());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ServiceKind.of("shop"))
                .getMessage()
                .contains("web, locked or sharded"));
    }

    private static Scaling.Order order(List<Double> sizes, int rounds) {
        return new Scaling.Order(true, ServiceKind.WEB, sizes, 0.1, 1, rounds, SECOND);
    }
}
