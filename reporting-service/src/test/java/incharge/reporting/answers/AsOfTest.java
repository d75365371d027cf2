package incharge.reporting.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.http.Caller;
import incharge.http.ProblemException;
import incharge.reporting.testing.FactScript;
import incharge.reporting.versions.InMemoryTimeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsOfTest {

    private static final Instant NOW = FactScript.BEGIN.plusSeconds(60);
    private static final Caller ANNA = new Caller("anna", null, Map.of());

    private final FactScript script = new FactScript().customer("Acme", "1");
    private final InMemoryTimeline entries = new InMemoryTimeline();
    private final List<Duration> waits = new ArrayList<>();
    private final AsOf.Ends arriving = max -> {
        waits.add(max);
        entries.apply(script.facts());
        return true;
    };

    @Test
    void a_time_just_past_waits_for_what_was_recorded_until_then() {
        SnapshotView view = asOf(arriving).view(ANNA, NOW.minusMillis(950));

        assertThat(view.snapshot().customers().size()).isEqualTo(1);
        assertThat(waits).singleElement().satisfies(max -> assertThat(max).isLessThan(Duration.ofSeconds(5)));
    }

    @Test
    void a_time_long_past_and_now_wait_for_nothing() {
        asOf(arriving).view(ANNA, NOW.minusSeconds(10));
        asOf(arriving).view(ANNA, null);

        assertThat(waits).isEmpty();
    }

    @Test
    void what_does_not_arrive_is_no_answer() {
        assertThatThrownBy(() -> asOf(_ -> false).view(ANNA, NOW.minusSeconds(2)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.status()).isEqualTo(503));
    }

    private AsOf asOf(AsOf.Ends ends) {
        return new AsOf(entries, ends, Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC, Duration.ofSeconds(5));
    }
}
