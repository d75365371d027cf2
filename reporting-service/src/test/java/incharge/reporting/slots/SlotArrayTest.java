package incharge.reporting.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlotArrayTest {

    private static final int SLOTS = 200_000;

    @Test
    void each_array_keeps_its_values_and_names_its_differences() {
        for (long seed = 1; seed <= 10; seed++) {
            var random = new Random(seed);
            SlotArray<Object> array = SlotArray.empty();
            Map<Integer, Object> model = new HashMap<>();
            for (int step = 0; step < 30; step++) {
                SlotArray<Object> before = array;
                Map<Integer, Object> modelBefore = Map.copyOf(model);
                SlotArray.Editor<Object> editor = array.edit();
                for (int i = 0; i < random.nextInt(1, 300); i++) {
                    int slot = random.nextInt(random.nextBoolean() ? SLOTS : 500);
                    Object value = random.nextInt(4) == 0 ? null : new Object();
                    editor.set(slot, value);
                    model.put(slot, value);
                    model.remove(slot, null);
                    assertThat(editor.at(slot)).isSameAs(value);
                }
                array = editor.done();
                assertSame(array, model);
                assertSame(before, modelBefore);
                assertDifferences(before, modelBefore, array, model);
            }
            assertThat(array.at(-1)).isNull();
            assertThat(array.at(Integer.MAX_VALUE)).isNull();
            assertThat(array.edit().done()).isSameAs(array);
        }
    }

    private static void assertSame(SlotArray<Object> array, Map<Integer, Object> model) {
        model.forEach((slot, value) -> assertThat(array.at(slot)).isSameAs(value));
        for (int slot = 0; slot < 500; slot++) {
            assertThat(array.at(slot)).isSameAs(model.get(slot));
        }
    }

    private static void assertDifferences(
            SlotArray<Object> one,
            Map<Integer, Object> model,
            SlotArray<Object> other,
            Map<Integer, Object> otherModel) {
        var expected = new TreeSet<>(model.keySet());
        expected.addAll(otherModel.keySet());
        expected.removeIf(slot -> model.get(slot) == otherModel.get(slot));
        var found = new TreeSet<Integer>();
        one.differences(other, slot -> assertThat(found.add(slot)).isTrue());
        assertThat(found).isEqualTo(expected);
        found.clear();
        other.differences(one, found::add);
        assertThat(found).isEqualTo(expected);
    }
}
