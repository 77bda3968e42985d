package lab.runtime.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is measured of processes is what they get; what can't be told is said. */
@Tag("kernel")
final class CpuMeterTests {

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    private ProcessView start(String... command) throws IOException {
        var process = new ProcessBuilder(command).start();
        started.add(process);
        return ((Found.Here<ProcessView>) ProcessView.now(process.pid())).subject();
    }

    @Test
    void allProcessesAreMeasuredInTheSameSecond() throws IOException {
        var busy = start("sh", "-c", "while :; do :; done");
        var idle = start("sleep", "1000");
        var looks = new ArrayList<Integer>();
        var meter = new CpuMeter(() -> {
            looks.add(1);
            return List.of(busy.id(), idle.id());
        });
        assertEquals(
                0L, assertInstanceOf(Reading.Value.class, meter.percent(idle)).value());
        var reading = meter.percent(busy);
        if (reading instanceof Reading.Value value) {
            assertTrue((long) value.value() > 0, value::toString);
        } else {
            var open = assertInstanceOf(Reading.Unobservable.class, reading);
            assertTrue(open.reason().startsWith("could not tell, the machine is busy"), open::reason);
        }
        assertEquals(1, looks.size());
    }

    @Test
    void whatHasEndedIsAbsentAndWhatIsNewIsNotGuessed() throws Exception {
        var brief = start("sleep", "1000");
        var late = new ArrayList<ProcessId>();
        var meter = new CpuMeter(() -> late);
        assertInstanceOf(Reading.Unobservable.class, meter.percent(brief));
        started.get(0).destroyForcibly().waitFor();
        assertInstanceOf(Reading.Absent.class, meter.percent(ProcessView.of(brief.id())));
    }
}
