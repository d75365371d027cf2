package incharge.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConflictWindowTest {
    private final ConflictWindow window = new ConflictWindow();

    private static Mark mark(String type, String... tags) {
        return new Mark(type, Set.of(tags));
    }

    private static Condition above(long marker, Criterion... criteria) {
        return new Condition(marker, Criteria.of(criteria));
    }

    @Test
    void what_lies_below_its_beginning_it_does_not_judge() {
        window.reset(10);
        window.add(11, List.of(mark("A", "x:1")));

        assertThat(window.check(above(9, Criterion.tags("y:1")))).isEqualTo(ConflictWindow.Answer.ASK);
        assertThat(window.check(above(10, Criterion.tags("y:1")))).isEqualTo(ConflictWindow.Answer.FREE);
        assertThat(window.check(above(10, Criterion.tags("x:1")))).isEqualTo(ConflictWindow.Answer.CONFLICT);
        assertThat(window.check(above(11, Criterion.tags("x:1")))).isEqualTo(ConflictWindow.Answer.FREE);
        assertThat(window.check(above(0))).isEqualTo(ConflictWindow.Answer.FREE);
    }

    @Test
    void what_it_has_forgotten_it_does_not_judge_either() {
        long position = 1;
        for (int commit = 0; commit < 30; commit++) {
            int from = commit * 10_000;
            window.add(
                    position,
                    IntStream.range(from, from + 10_000)
                            .mapToObj(i -> mark("A", "i:" + i))
                            .toList());
            position += 10_000;
        }

        assertThat(window.check(above(5, Criterion.tags("i:0")))).isEqualTo(ConflictWindow.Answer.ASK);
        // still among the newest tags, though its event is no longer kept
        assertThat(window.check(above(280_000, Criterion.tags("i:285000")))).isEqualTo(ConflictWindow.Answer.ASK);
        assertThat(window.check(above(280_000, Criterion.tags("i:279000")))).isEqualTo(ConflictWindow.Answer.FREE);
        assertThat(window.check(above(280_000, Criterion.tags("i:299999")))).isEqualTo(ConflictWindow.Answer.CONFLICT);
    }

    @Test
    void it_judges_as_looking_at_every_event_would() {
        long seed = 20_260_807;
        var random = new Random(seed);
        var events = new ArrayList<Mark>();
        for (int round = 0; round < 2_000; round++) {
            List<Mark> commit = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(_ -> new Mark("T" + random.nextInt(3), someTags(random)))
                    .toList();
            window.add(events.size() + 1L, commit);
            events.addAll(commit);

            long marker = Math.max(0, events.size() - random.nextInt(12));
            var criterion = new Criterion(someTags(random), random.nextBoolean() ? Set.of() : Set.of("T1"));
            boolean conflict = events.subList((int) marker, events.size()).stream()
                    .anyMatch(event -> criterion.matches(event.type(), event.tags()));

            assertThat(window.check(above(marker, criterion)))
                    .as("seed %d, round %d: %s above %d", seed, round, criterion, marker)
                    .isEqualTo(conflict ? ConflictWindow.Answer.CONFLICT : ConflictWindow.Answer.FREE);
        }
    }

    private static Set<String> someTags(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Set.of();
            case 1 -> Set.of("a:" + random.nextInt(5));
            case 2 -> Set.of("a:" + random.nextInt(5), "b:" + random.nextInt(5));
            default -> Set.of("b:" + random.nextInt(5));
        };
    }
}
