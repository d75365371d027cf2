package incharge.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdTableTest {

    @Test
    void it_has_what_a_map_has_after_the_same_changes() {
        var random = new Random(7);
        var table = new IdTable(Integer.BYTES);
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            String id = "id-" + random.nextInt(20_000);
            if (random.nextInt(5) < 2) {
                assertThat(table.remove(id)).isEqualTo(map.remove(id) != null);
            } else {
                table.put(id, bytes(i));
                map.put(id, i);
            }
        }
        assertThat(map).hasSizeGreaterThan(5_000);
        for (int i = 0; i < 20_000; i++) {
            Integer expected = map.get("id-" + i);
            assertThat(table.get("id-" + i)).isEqualTo(expected == null ? null : bytes(expected));
        }
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
