package incharge.reporting.answers;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.RandomFacts;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Numbers that are kept up by difference are those that are counted from all rows. */
class TallyTest {

    @Test
    void kept_numbers_are_counted_numbers() {
        for (long seed = 301; seed <= 304; seed++) {
            var random = new Random(seed);
            List<Fact> facts = RandomFacts.withSellers(seed, 400).facts();
            List<Tally.Query> queries = queries(facts, random);
            var timeline = new InMemoryTimeline();
            int compared = 0;
            for (Fact fact : facts) {
                timeline.apply(fact);
                Snapshot now = timeline.now().orElseThrow();
                for (String caller : List.of("nobody", "sam")) {
                    var visibility = Visibility.of(now, now.employeeOf(caller));
                    var view = new SnapshotView(now, visibility, Views.TODAY);
                    Tally.Query query = queries.get(random.nextInt(queries.size()));
                    // few customers are counted anew at each request
                    String counted = numbers(now, Tally.byRole(view, query));
                    assertThat(numbers(now, Tally.kept(view, query)))
                            .as("seed %d, event %d, %s, %s", seed, compared, caller, query)
                            .isEqualTo(counted);
                }
                compared++;
            }
        }
    }

    private static String numbers(Snapshot now, Tally tally) {
        var numbers = new ArrayList<String>();
        now.employees().inOrder().forEach(one -> numbers.add(one.name() + " " + tally.ofEmployee(one.slot())));
        now.roles().inOrder().forEach(one -> numbers.add(one.name() + " " + tally.ofRole(one.slot())));
        return numbers + " " + tally.withoutRole(now);
    }

    private static List<Tally.Query> queries(List<Fact> facts, Random random) {
        var queries = new ArrayList<Tally.Query>();
        for (int i = 0; i < 12; i++) {
            queries.add(new Tally.Query(
                    new RowFilter(
                            new CustomerFilter(
                                    Set.of(),
                                    some(facts, "categoryId", random),
                                    random.nextInt(5) == 0,
                                    some(facts, "tagId", random),
                                    random.nextInt(4) == 0 ? Search.of(List.of("customer 1")) : Search.ANYTHING,
                                    random.nextBoolean(),
                                    random.nextBoolean()),
                            random.nextBoolean(),
                            random.nextInt(4) == 0 ? subjects(facts, random) : Set.of()),
                    Period.of(PERIODS.get(random.nextInt(PERIODS.size())), null, Views.TODAY),
                    some(facts, "roleId", random),
                    some(facts, "roleId", random),
                    new EmployeeFilter(
                            some(facts, "employeeId", random),
                            some(facts, "teamId", random),
                            random.nextInt(4) == 0 ? Set.of(random.nextBoolean()) : Set.of())));
        }
        return queries;
    }

    private static final List<Period.Named> PERIODS = List.of(Period.Named.values());

    private static Set<UUID> subjects(List<Fact> facts, Random random) {
        var subjects = new HashSet<>(some(facts, "customerId", random));
        subjects.addAll(some(facts, "projectId", random));
        return Set.copyOf(subjects);
    }

    /** Returns a few ids, more often none. */
    private static Set<UUID> some(List<Fact> facts, String field, Random random) {
        if (random.nextInt(3) > 0) {
            return Set.of();
        }
        var ids = new TreeSet<String>();
        facts.forEach(fact -> {
            if (fact.payload().path(field).isString()) {
                ids.add(fact.payload().get(field).asString());
            }
        });
        var some = new TreeSet<UUID>();
        ids.stream().filter(_ -> random.nextInt(3) == 0).forEach(id -> some.add(UUID.fromString(id)));
        return some.isEmpty() ? Set.of(FactScript.id("nothing")) : Set.copyOf(some);
    }
}
