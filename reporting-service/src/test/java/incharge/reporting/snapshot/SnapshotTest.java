package incharge.reporting.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final String CUSTOMERS = "incharge.customers";
    private static final String RESPONSIBILITIES = "incharge.responsibilities";
    private static final String GROUPINGS = "incharge.groupings";

    private static final List<List<String>> ORDERS = List.of(
            List.of(CUSTOMERS, RESPONSIBILITIES, GROUPINGS),
            List.of(CUSTOMERS, GROUPINGS, RESPONSIBILITIES),
            List.of(RESPONSIBILITIES, CUSTOMERS, GROUPINGS),
            List.of(RESPONSIBILITIES, GROUPINGS, CUSTOMERS),
            List.of(GROUPINGS, CUSTOMERS, RESPONSIBILITIES),
            List.of(GROUPINGS, RESPONSIBILITIES, CUSTOMERS));

    @Test
    void the_order_of_the_topics_does_not_matter() {
        for (long seed = 1; seed <= 2; seed++) {
            FactScript script = RandomFacts.of(seed, 250);
            String live = everything(script.facts());
            for (List<String> order : ORDERS) {
                var facts = new ArrayList<Fact>();
                order.forEach(topic -> facts.addAll(script.facts(topic)));

                assertThat(everything(facts)).as("seed %d, %s", seed, order).isEqualTo(live);
            }
            assertThat(everything(interleaved(script, new Random(seed))))
                    .as("seed %d, interleaved", seed)
                    .isEqualTo(live);
        }
    }

    @Test
    void what_is_delivered_twice_counts_once() {
        for (long seed = 11; seed <= 12; seed++) {
            FactScript script = RandomFacts.of(seed, 250);
            var twice = new ArrayList<Fact>();
            script.facts().forEach(fact -> twice.addAll(List.of(fact, fact)));
            var again = new ArrayList<>(script.facts());
            again.addAll(script.facts());
            String once = everything(script.facts());

            assertThat(everything(twice)).as("seed %d", seed).isEqualTo(once);
            assertThat(everything(again)).as("seed %d", seed).isEqualTo(once);
        }
    }

    @Test
    void a_time_shows_what_was_seen_then() {
        for (long seed = 21; seed <= 22; seed++) {
            List<Fact> facts = RandomFacts.of(seed, 200).facts();
            var entries = new InMemoryTimeline();
            var views = new Views(entries, facts.getLast().time().plusSeconds(60));
            var seen = new ArrayList<String>();
            for (Fact fact : facts) {
                entries.apply(fact);
                seen.add(seen.size() % 10 == 9 ? views.everything() : null);
            }
            for (int at = 9; at < facts.size(); at += 10) {
                String then = views.everything(facts.get(at).time());

                assertThat(then).as("seed %d, event %d", seed, at).isEqualTo(seen.get(at));
            }
        }
    }

    @Test
    void a_reader_keeps_the_state_it_began_with() {
        FactScript script = new FactScript().customer("Langworth", "1").employee("Felecia", null, false, true);
        InMemoryTimeline entries = new InMemoryTimeline().apply(script.facts());
        Snapshot before = entries.now().orElseThrow();
        entries.apply(script.assigned("Langworth", "Felecia", null, null, null).facts());

        Customer customer = before.customers().find(FactScript.id("Langworth"));
        assertThat(before.of(customer)).isEmpty();
        assertThat(before.positions()).isEqualTo(new Positions(1, 1, 0));
        assertThat(entries.now().orElseThrow().of(customer)).hasSize(1);
        assertThat(entries.positions()).isEqualTo(new Positions(1, 2, 0));
    }

    private static String everything(List<Fact> facts) {
        return new Views(new InMemoryTimeline().apply(facts)).everything();
    }

    private static List<Fact> interleaved(FactScript script, Random random) {
        var queues = new ArrayList<Deque<Fact>>();
        for (String topic : List.of(CUSTOMERS, RESPONSIBILITIES, GROUPINGS)) {
            queues.add(new ArrayDeque<>(script.facts(topic)));
        }
        var facts = new ArrayList<Fact>();
        while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
            Deque<Fact> queue = queues.get(random.nextInt(3));
            if (!queue.isEmpty()) {
                facts.add(queue.remove());
            }
        }
        assertThat(facts).isNotEqualTo(script.facts()).hasSameSizeAs(script.facts());
        return facts;
    }
}
