package incharge.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class IdTableTest {

    @Test
    void it_has_what_a_map_has_after_the_same_changes() {
        changeLikeAMap(i -> "id-" + i);
    }

    /** As version 7 of UUIDs, which begin alike. */
    @Test
    void it_has_what_a_map_has_of_uuids_too() {
        changeLikeAMap(i -> new UUID(0x01890a5dac96774bL + i / 100, 0x8000000000000000L + i).toString());
        changeLikeAMap(i -> new UUID(0x01890a5dac96774bL, 0x8000000000000000L + ((long) i << 40)).toString());
    }

    private static void changeLikeAMap(IntFunction<String> ids) {
        var random = new Random(7);
        var table = new IdTable(Integer.BYTES);
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            String id = ids.apply(random.nextInt(20_000));
            if (random.nextInt(5) < 2) {
                assertThat(table.remove(id)).isEqualTo(map.remove(id) != null);
            } else {
                table.put(id, bytes(i));
                map.put(id, i);
            }
        }
        assertThat(map).hasSizeGreaterThan(5_000);
        for (int i = 0; i < 20_000; i++) {
            Integer expected = map.get(ids.apply(i));
            assertThat(table.get(ids.apply(i))).isEqualTo(expected == null ? null : bytes(expected));
        }
    }

    @Test
    void another_form_of_a_uuid_is_another_id() {
        var table = new IdTable(1);
        table.put("01890a5d-ac96-774b-8000-000000000001", new byte[] {1});

        assertThat(table.get("01890A5D-AC96-774B-8000-000000000001")).isNull();
        assertThat(table.get("1890a5d-ac96-774b-8000-1")).isNull();
    }

    @Test
    void a_value_is_a_copy_of_what_was_put() {
        var table = new IdTable(2);
        byte[] value = {1, 2};
        table.put("a", value);
        value[0] = 9;
        table.get("a")[1] = 9;

        assertThat(table.get("a")).containsExactly(1, 2);
    }

    @Test
    void a_value_of_another_width_is_refused() {
        var table = new IdTable(2);

        assertThatThrownBy(() -> table.put("a", new byte[3])).isInstanceOf(IllegalArgumentException.class);
        assertThat(table.get("a")).isNull();
    }

    @Test
    void many_threads_put_and_remove() throws Exception {
        var table = new IdTable(Integer.BYTES);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int of = thread;
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        table.put(of + "-" + i, bytes(i));
                        if (i % 2 == 0) {
                            table.remove(of + "-" + i);
                        }
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        for (int of = 0; of < 8; of++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(table.get(of + "-" + i)).isEqualTo(i % 2 == 0 ? null : bytes(i));
            }
        }
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
