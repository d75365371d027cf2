package incharge.reporting.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlotSetTest {

    /** Chunks hold 4096 slots: so many are lists, bitmaps and gaps. */
    private static final int SLOTS = 40_000;

    @Test
    void edits_do_what_they_do_to_any_set() {
        for (long seed = 1; seed <= 30; seed++) {
            var random = new Random(seed);
            var model = new TreeSet<Integer>();
            SlotSet set = SlotSet.EMPTY;
            for (int step = 0; step < 20; step++) {
                List<Integer> before = List.copyOf(model);
                SlotSet old = set;
                SlotSet.Editor editor = set.edit();
                for (int i = 0; i < random.nextInt(1, 2_000); i++) {
                    int slot = slot(random);
                    if (random.nextInt(3) == 0) {
                        editor.remove(slot);
                        model.remove(slot);
                    } else {
                        editor.add(slot);
                        model.add(slot);
                    }
                }
                set = editor.done();
                assertThat(slots(set)).as("seed %d", seed).isEqualTo(List.copyOf(model));
                assertThat(set.size()).isEqualTo(model.size());
                assertThat(slots(old)).as("the set before, seed %d", seed).isEqualTo(before);
            }
            for (int i = 0; i < 500; i++) {
                int slot = random.nextInt(SLOTS * 2);
                assertThat(set.contains(slot)).isEqualTo(model.contains(slot));
            }
            assertThat(set.contains(-1)).isFalse();
        }
    }

    @Test
    void sets_combine_as_any_sets() {
        for (long seed = 1; seed <= 60; seed++) {
            var random = new Random(seed);
            var one = random(random);
            var other = random(random);
            var both = new TreeSet<>(one);
            both.retainAll(other);
            var either = new TreeSet<>(one);
            either.addAll(other);
            var rest = new TreeSet<>(one);
            rest.removeAll(other);

            assertThat(slots(set(one).and(set(other)))).isEqualTo(List.copyOf(both));
            assertThat(slots(set(one).or(set(other)))).isEqualTo(List.copyOf(either));
            assertThat(slots(set(one).andNot(set(other)))).isEqualTo(List.copyOf(rest));
            assertThat(set(one).countAnd(set(other))).isEqualTo(both.size());
            assertThat(slots(set(one).where(slot -> slot % 3 == 0)))
                    .isEqualTo(one.stream().filter(slot -> slot % 3 == 0).toList());
        }
    }

    private static TreeSet<Integer> random(Random random) {
        var slots = new TreeSet<Integer>();
        int size = List.of(0, 3, 300, 5_000, 30_000).get(random.nextInt(5));
        for (int i = 0; i < size; i++) {
            slots.add(slot(random));
        }
        return slots;
    }

    /** Returns slots that are dense in some chunks and rare in others. */
    private static int slot(Random random) {
        return random.nextInt(4) == 0 ? random.nextInt(SLOTS) : random.nextInt(4_096, 4_096 + 700);
    }

    private static SlotSet set(Iterable<Integer> slots) {
        SlotSet.Editor editor = SlotSet.EMPTY.edit();
        slots.forEach(editor::add);
        return editor.done();
    }

    private static List<Integer> slots(SlotSet set) {
        var slots = new ArrayList<Integer>();
        set.forEach(slots::add);
        return slots;
    }
}
