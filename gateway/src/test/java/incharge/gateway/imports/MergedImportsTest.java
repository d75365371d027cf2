package incharge.gateway.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.gateway.imports.MergedImports.Merged;
import incharge.gateway.imports.ServiceImports.ServicePage;
import incharge.http.InvalidInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MergedImportsTest {

    private static final Comparator<JsonNode> NEWEST_FIRST = Comparator.<JsonNode, Instant>comparing(
                    item -> Instant.parse(item.path("startedAt").asString()))
            .thenComparing(MergedImportsTest::id)
            .reversed();

    /** Pages by the key of the last item, as a service does. */
    private static final class Service implements ServiceImports {
        private final List<JsonNode> all = new ArrayList<>();

        void add(long second, int number) {
            all.add(JsonMapper.shared().readTree("""
                    {"startedAt":"%s","importId":"%06d"}""".formatted(Instant.ofEpochSecond(second), number)));
            all.sort(NEWEST_FIRST);
        }

        @Override
        public ServicePage page(String cursor, int limit) {
            List<JsonNode> rest = all.stream()
                    .filter(item -> cursor == null
                            || NEWEST_FIRST.compare(JsonMapper.shared().readTree(cursor), item) < 0)
                    .toList();
            List<JsonNode> items = rest.subList(0, Math.min(limit, rest.size()));
            return new ServicePage(items, rest.size() > limit ? items.getLast().toString() : null, all.size());
        }
    }

    private static String id(JsonNode item) {
        return item.path("importId").asString();
    }

    @RepeatedTest(200)
    void no_import_is_shown_twice_or_lost_while_others_begin() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Service> services = List.of(new Service(), new Service());
        int number = 0;
        for (; number < random.nextInt(40); number++) {
            services.get(random.nextInt(2)).add(random.nextInt(10), number);
        }
        List<String> expected = Stream.concat(services.get(0).all.stream(), services.get(1).all.stream())
                .sorted(NEWEST_FIRST)
                .map(MergedImportsTest::id)
                .toList();

        List<String> shown = new ArrayList<>();
        List<String> after = List.of();
        do {
            int limit = 1 + random.nextInt(8);
            Merged page = MergedImports.page(List.copyOf(services), after, limit);
            assertThat(page.total()).isEqualTo(number);
            page.items().forEach(item -> shown.add(id(item)));
            after = page.after();
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            for (int begun = random.nextInt(5); begun > 0; begun--) {
                services.get(random.nextInt(2)).add(100 + number, number++);
            }
        } while (after != null);

        assertThat(shown).as("seed " + seed).isEqualTo(expected);
    }

    @Test
    void a_page_that_ends_a_list_has_no_next_one() {
        var one = new Service();
        one.add(1, 1);
        one.add(2, 2);

        assertThat(MergedImports.page(List.of(one, new Service()), List.of(), 2).after())
                .isNull();
        assertThat(MergedImports.page(List.of(new Service(), new Service()), List.of(), 2))
                .isEqualTo(new Merged(List.of(), null, 0));
        Set<String> ids = new HashSet<>();
        Merged first = MergedImports.page(List.of(one, new Service()), List.of(), 1);
        first.items().forEach(item -> ids.add(id(item)));
        MergedImports.page(List.of(one, new Service()), first.after(), 1)
                .items()
                .forEach(item -> ids.add(id(item)));
        assertThat(ids).containsExactlyInAnyOrder("000001", "000002");
    }

    @Test
    void a_forged_position_is_refused() {
        List<ServiceImports> services = List.of(new Service(), new Service());
        for (List<String> forged :
                List.of(List.of("x"), List.of("2026-01-01T00:00:00Z", "1", ""), List.of("yesterday", "1", "", ""))) {
            assertThatThrownBy(() -> MergedImports.page(services, forged, 5)).isInstanceOf(InvalidInput.class);
        }
    }
}
