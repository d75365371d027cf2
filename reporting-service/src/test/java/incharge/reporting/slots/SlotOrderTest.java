package incharge.reporting.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotOrderTest {

    @Test
    void changes_keep_the_order() {
        for (long seed = 1; seed <= 8; seed++) {
            var random = new Random(seed);
            int[] keys =
                    IntStream.generate(random::nextInt).limit(9_000).distinct().toArray();
            // the slots by their keys
            var model = new TreeMap<Integer, Integer>();
            SlotOrder order = begin(random, keys, model);
            for (int step = 0; step < 12_000; step++) {
                int slot = random.nextInt(keys.length);
                boolean present = model.containsKey(keys[slot]);
                // grows at first, shrinks to nothing in the end
                if (!present && random.nextInt(12_000) > step) {
                    model.put(keys[slot], slot);
                    order = order.with(slot, other -> keys[other] < keys[slot]);
                } else if (present && random.nextInt(12_000) < step) {
                    model.remove(keys[slot]);
                    order = order.without(slot, other -> keys[other] < keys[slot]);
                }
                if (step % 1_000 == 0) {
                    assertThat(slots(order, 0))
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(new ArrayList<>(model.values()));
                }
            }
            check(order, keys, model, random);
            for (int slot : new ArrayList<>(model.values())) {
                order = order.without(slot, other -> keys[other] < keys[slot]);
            }
            assertThat(order.size()).isZero();
            assertThat(slots(order, 0)).isEmpty();
        }
    }

    private static SlotOrder begin(Random random, int[] keys, TreeMap<Integer, Integer> model) {
        int count = random.nextInt(keys.length);
        for (int slot = 0; slot < count; slot++) {
            model.put(keys[slot], slot);
        }
        return SlotOrder.of(model.values().stream().mapToInt(Integer::intValue).toArray());
    }

    private static void check(SlotOrder order, int[] keys, TreeMap<Integer, Integer> model, Random random) {
        var expected = new ArrayList<>(model.values());
        assertThat(order.size()).isEqualTo(expected.size());
        for (int i = 0; i < 200 && !expected.isEmpty(); i++) {
            int rank = random.nextInt(expected.size());
            assertThat(order.at(rank)).isEqualTo(expected.get(rank));
            int key = random.nextInt();
            assertThat(order.rank(other -> keys[other] < key))
                    .isEqualTo(model.headMap(key).size());
            assertThat(slots(order, rank)).isEqualTo(expected.subList(rank, expected.size()));
        }
    }

    @Test
    void a_walk_ends_when_it_is_told() {
        var order = SlotOrder.of(IntStream.range(0, 5_000).toArray());
        var met = new ArrayList<Integer>();

        order.walk(4_000, slot -> {
            met.add(slot);
            return met.size() < 3;
        });

        assertThat(met).containsExactly(4_000, 4_001, 4_002);
    }

    @Test
    void another_slot_at_the_place_is_an_error() {
        var order = SlotOrder.of(new int[] {1, 2, 3});

        assertThatThrownBy(() -> order.without(7, other -> other < 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> order.without(7, other -> true)).isInstanceOf(IllegalStateException.class);
    }

    private static List<Integer> slots(SlotOrder order, int from) {
        var slots = new ArrayList<Integer>();
        order.walk(from, slots::add);
        return Collections.unmodifiableList(slots);
    }
}
