package incharge.reporting.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Slots are in ascending order here; each has a number of 0 to 3 of its own. */
class SlotCountsTest {

    private static final int SLOTS = 20_000;

    private final Random random = new Random(11);
    private final int[] numbers = new int[SLOTS];
    private final TreeSet<Integer> slots = new TreeSet<>();

    @Test
    void sums_that_are_kept_are_those_that_are_made_at_once() {
        while (slots.size() < SLOTS / 3) {
            slots.add(random.nextInt(SLOTS));
        }
        slots.forEach(this::renumber);
        SlotOrder order = order();
        SlotCounts counts = SlotCounts.of(order, slot -> numbers[slot]);
        for (int round = 0; round < 60; round++) {
            var changed = new TreeSet<Integer>();
            for (int change = random.nextInt(40); change >= 0; change--) {
                int slot = random.nextInt(SLOTS);
                if (slots.contains(slot) && random.nextBoolean()) {
                    changed.add(slot);
                    renumber(slot);
                } else if (random.nextInt(3) > 0) {
                    order = toggled(order, slot);
                    renumber(slot);
                }
            }
            counts = counts.next(order, ranks(order, changed), slot -> numbers[slot]);
            assertHolds(counts);
        }
    }

    @Test
    void nothing_is_counted_of_nothing() {
        SlotCounts counts = SlotCounts.of(SlotOrder.EMPTY, _ -> 1);

        assertThat(counts.total()).isZero();
        assertThat(counts.before(0, _ -> 1)).isZero();
        counts.walk(0, _ -> 1, (_, _) -> {
            throw new AssertionError("there is no slot");
        });
    }

    private void renumber(int slot) {
        numbers[slot] = Math.max(0, random.nextInt(7) - 3);
    }

    private SlotOrder order() {
        return SlotOrder.of(slots.stream().mapToInt(slot -> slot).toArray());
    }

    private SlotOrder toggled(SlotOrder order, int slot) {
        return slots.remove(slot) ? order.without(slot, other -> other < slot) : added(order, slot);
    }

    private SlotOrder added(SlotOrder order, int slot) {
        slots.add(slot);
        return order.with(slot, other -> other < slot);
    }

    private int[] ranks(SlotOrder order, TreeSet<Integer> changed) {
        return changed.stream()
                .filter(slots::contains)
                .mapToInt(slot -> order.rank(other -> other < slot))
                .toArray();
    }

    private void assertHolds(SlotCounts counts) {
        List<String> items = new ArrayList<>();
        List<Integer> ordered = List.copyOf(slots);
        int[] before = new int[ordered.size() + 1];
        for (int rank = 0; rank < ordered.size(); rank++) {
            int slot = ordered.get(rank);
            IntStream.range(0, numbers[slot]).forEach(item -> items.add(slot + "." + item));
            before[rank + 1] = items.size();
        }
        assertThat(counts.total()).isEqualTo(items.size());
        for (int probe = 0; probe < 50; probe++) {
            int rank = random.nextInt(ordered.size() + 1);
            assertThat(counts.before(rank, slot -> numbers[slot])).isEqualTo(before[rank]);
            int from = random.nextInt(items.size() + 1);
            assertThat(walked(counts, from)).isEqualTo(items.subList(from, Math.min(items.size(), from + 30)));
        }
    }

    private List<String> walked(SlotCounts counts, int from) {
        var walked = new ArrayList<String>();
        counts.walk(from, slot -> numbers[slot], (slot, skipped) -> {
            for (int item = skipped; item < numbers[slot] && walked.size() < 30; item++) {
                walked.add(slot + "." + item);
            }
            return walked.size() < 30;
        });
        return walked;
    }
}
