package incharge.reporting.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.http.Caller;
import incharge.http.ProblemException;
import incharge.reporting.testing.Told;
import incharge.reporting.versions.RememberedEntries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentsTest {

    private static final Instant NOW = Told.BEGIN.plusSeconds(60);
    private static final Caller ANNA = new Caller("anna", null, Map.of());

    private final Told told = new Told().customer("Acme", "1");
    private final RememberedEntries entries = new RememberedEntries();
    private final List<Duration> waits = new ArrayList<>();
    private final Moments.Ends arriving = max -> {
        waits.add(max);
        entries.hear(told.facts());
        return true;
    };

    @Test
    void a_time_just_past_waits_for_what_was_recorded_until_then() {
        var moment = moments(arriving).of(ANNA, NOW.minusMillis(950));

        assertThat(moment.snapshot().customers().size()).isEqualTo(1);
        assertThat(waits).singleElement().satisfies(max -> assertThat(max).isLessThan(Duration.ofSeconds(5)));
    }

    @Test
    void a_time_long_past_and_now_wait_for_nothing() {
        moments(arriving).of(ANNA, NOW.minusSeconds(10));
        moments(arriving).of(ANNA, null);

        assertThat(waits).isEmpty();
    }

    @Test
    void what_does_not_arrive_is_no_answer() {
        assertThatThrownBy(() -> moments(_ -> false).of(ANNA, NOW.minusSeconds(2)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.status()).isEqualTo(503));
    }

    private Moments moments(Moments.Ends ends) {
        return new Moments(entries, ends, Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
    }
}
