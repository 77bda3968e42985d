package lab.runtime.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read during a look, in order. */
final class FactLog {
    private final List<Observation> observations = new ArrayList<>();

    void add(Observation observation) {
        observations.add(observation);
    }

    int mark() {
        return observations.size();
    }

    List<Observation> since(int mark) {
        Map<String, Observation> once = new LinkedHashMap<>();
        for (Observation observation : observations.subList(mark, observations.size())) {
            once.put(observation.path(), observation);
        }
        return List.copyOf(once.values());
    }
}
