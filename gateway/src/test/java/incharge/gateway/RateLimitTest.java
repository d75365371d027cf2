package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final RateLimit limit = new RateLimit(3, 1, Duration.ofMinutes(1));

    @Test
    void a_full_bucket_is_used_up_and_then_says_how_long_to_wait() {
        assertThat(IntStream.range(0, 3).map(_ -> limit.take("a"))).containsOnly(0);

        assertThat(limit.take("a")).isBetween(59, 61);
        assertThat(limit.isExhausted("a")).isTrue();
        assertThat(limit.take("b")).as("another key").isZero();
    }

    @Test
    void a_charge_is_a_debt_that_takes_time_to_pay() {
        limit.take("a");

        limit.charge("a", 9);

        assertThat(limit.take("a")).isGreaterThan(7 * 60);
    }

    @Test
    void a_reset_fills_the_bucket() {
        limit.charge("a", 9);

        limit.reset("a");

        assertThat(limit.isExhausted("a")).isFalse();
    }

    @Test
    void zero_is_no_limit() {
        var none = new RateLimit(0, 0, Duration.ofSeconds(1));

        none.charge("a", 9);

        assertThat(none.take("a")).isZero();
        assertThat(none.isExhausted("a")).isFalse();
    }

    @Test
    void made_up_keys_do_not_stay() {
        var brief = new RateLimit(1, 1, Duration.ofHours(1));

        IntStream.range(0, 200_000).forEach(key -> brief.take("key " + key));

        assertThat(brief.size()).isLessThanOrEqualTo(50_000);
    }
}
