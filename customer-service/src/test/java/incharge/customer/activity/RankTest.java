package incharge.customer.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T08:00:00Z");

    private static String at(long millis) {
        return Rank.of(UuidCreator.getTimeOrderedEpoch(BEGIN.plusMillis(millis)));
    }

    @Test
    void a_rank_is_above_those_of_earlier_milliseconds() {
        String before = at(0);
        for (int millis : new int[] {1, 2, 61, 62, 63, 3_843, 3_844, 1_000_000_000}) {
            assertThat(at(millis)).isGreaterThan(before).hasSize(12);
        }
        assertThat(Rank.of(new UUID(-1L, -1L))).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({"V,X,W", "V,W,VV", "V,V1,V0V", "V,VV,VF", "Vz,W,VzV", "V5,X3,W", "V5,W3,W", "1,2,1V", "0001,0002,0001V"
    })
    void a_rank_between_two_is_short(String after, String before, String between) {
        assertThat(Rank.between(after, before)).isEqualTo(between);
        assertThat(between).isBetween(after, before).isNotIn(after, before);
    }

    @Test
    void there_is_a_rank_behind_the_last_and_before_the_first_as_long_as_somebody_moves() {
        String first = at(0);
        String last = first;
        for (int i = 0; i < 10_000; i++) {
            String behind = Rank.between(last, null);
            String before = Rank.between(null, first);
            assertThat(behind).isGreaterThan(last);
            assertThat(before).isLessThan(first);
            last = behind;
            first = before;
        }
        assertThat(last.length() + first.length()).isLessThan(20);
    }

    @Test
    void there_is_a_rank_before_the_least_and_behind_the_greatest_too() {
        assertThat(Rank.between(null, "00000000" + "1")).isLessThan("000000001").doesNotEndWith("0");
        assertThat(Rank.between("zzzzzzzzz", null)).isGreaterThan("zzzzzzzzz");
    }

    @Test
    void two_that_are_the_same_have_it_behind_both() {
        assertThat(Rank.between("VA", "VA")).isGreaterThan("VA").isLessThan("VB");
        assertThatIllegalArgumentException().isThrownBy(() -> Rank.between(null, null));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thousands_of_random_moves_keep_the_order_and_short_ranks(long seed) {
        var random = new Random(seed);
        List<String> column = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            column.add(at(i * 1_000L * random.nextInt(1, 60)));
        }
        column.sort(Comparator.naturalOrder());
        for (int move = 0; move < 5_000; move++) {
            column.remove(random.nextInt(column.size()));
            int to = random.nextInt(column.size() + 1);
            column.add(
                    to, Rank.between(to == 0 ? null : column.get(to - 1), to == column.size() ? null : column.get(to)));
            assertThat(column).as("seed %d, move %d", seed, move).isSorted().doesNotHaveDuplicates();
        }
        assertThat(column).allMatch(rank -> rank.matches("[0-9A-Za-z]*[1-9A-Za-z]") && rank.length() <= 24);
    }
}
