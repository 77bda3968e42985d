package lab.shell.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A curve as JSON has it: medians of the rounds, times in milliseconds, parts from 0 to 1. */
public final class CurveJson {

    private CurveJson() {}

    /** All that is known of a curve. */
    public static Map<String, Object> of(Curve curve) {
        var order = curve.order();
        var json = new LinkedHashMap<String, Object>();
        json.put("service", order.kind().word());
        json.put("direction", order.out() ? "out" : "up");
        json.put("rounds", order.rounds());
        json.put("points", curve.points().stream().map(CurveJson::point).toList());
        json.put("laws", laws(curve.fits()));
        json.put("efficiency", curve.efficiency());
        json.put("limit", Limit.of(curve).name().toLowerCase(Locale.ROOT));
        return json;
    }

    private static Map<String, Object> point(Point point) {
        var json = new LinkedHashMap<String, Object>();
        json.put("size", point.size());
        json.put("throughput", point.throughput());
        json.put("p50", point.median(Measurement::median));
        json.put("p99", point.median(Measurement::tail));
        json.put("failed", point.median(Measurement::failed));
        json.put("used", point.median(Measurement::used));
        json.put("throttled", point.median(Measurement::throttled));
        json.put("busy", point.median(Measurement::busy));
        json.put("pressure", point.median(Measurement::pressure));
        json.put("queue", point.median(Measurement::waiting));
        return json;
    }

    private static List<Map<String, Object>> laws(List<Law.Fit> fits) {
        var laws = new ArrayList<Map<String, Object>>();
        for (var fit : fits) {
            var json = new LinkedHashMap<String, Object>();
            json.put("law", fit.law().name().toLowerCase(Locale.ROOT));
            json.put("alone", fit.alone());
            json.put("serial", fit.serial());
            json.put("crosstalk", fit.crosstalk());
            json.put("residual", fit.residual());
            laws.add(json);
        }
        return laws;
    }
}
