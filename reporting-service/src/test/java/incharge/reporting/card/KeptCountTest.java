package incharge.reporting.card;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.Search;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.StoredVersions;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists of all customers, read again and again while facts come, and by a replica that has just started. */
class KeptCountTest {

    private static final int CUSTOMERS = 220;
    private static final int PROJECTS = 20;
    private static final List<String> STATUSES = List.of("not-started", "in-progress", "done");
    private static final List<String> LISTS = List.of(
            "/api/activities",
            "/api/activities?state=planned",
            "/api/activities?state=past&kind=calendar",
            "/api/activities?status=in-progress&linked=project",
            "/api/activities?archived=true",
            "/api/activities?q=blue",
            "/api/sales-cases");

    private final Random random = new Random(11);
    private final FactScript script = new FactScript();
    private final CardFacts facts = new CardFacts(script);
    /** The places of activities, and the customers of projects. */
    private final Map<String, String> activities = new LinkedHashMap<>();

    private final Map<String, String> projects = new HashMap<>();
    private final Set<String> filled = new HashSet<>();
    private final Set<String> merged = new HashSet<>();
    private int made;

    private void begin() {
        script.category("Secret").signingIn("sam", true, true).sellers("Secret", "nobody");
        for (int i = 0; i < CUSTOMERS; i++) {
            script.customer("Customer " + i, "C-" + i);
        }
        for (int i = 0; i < PROJECTS; i++) {
            String project = "Project " + i;
            projects.put(project, customer());
            script.project(project, "P-" + i, projects.get(project));
        }
        for (int i = 0; i < 200; i++) {
            add();
        }
    }

    @Test
    void a_list_that_is_kept_up_has_what_one_has_that_is_counted_anew() throws InterruptedException {
        begin();
        var stored = new StoredVersions().apply(script);
        try (Snapshots kept = stored.follow()) {
            for (int step = 0; step < 40; step++) {
                Instant now = Views.NOW.plus(Duration.ofMinutes(random.nextInt(4)));
                List<String> ofKept = read(kept, now);
                try (Snapshots fresh = stored.follow()) {
                    assertThat(ofKept).as("step %d", step).isEqualTo(read(fresh, now));
                }
                for (int fact = random.nextInt(6); fact >= 0; fact--) {
                    change();
                }
                stored.apply(script);
                if (step % 10 == 9) {
                    stored.replaceByCopy(Source.CUSTOMERS);
                }
                assertThat(kept.await(stored.sequences(), Duration.ofSeconds(30)))
                        .isTrue();
            }
        }
        assertThat(filled).containsAll(LISTS);
    }

    @Test
    void readers_of_older_and_newer_snapshots_share_what_is_counted_once() throws InterruptedException {
        begin();
        var stored = new StoredVersions().apply(script);
        var begun = new AtomicInteger();
        try (Snapshots snapshots = stored.follow()) {
            Snapshot older = snapshots.now().orElseThrow();
            for (int step = 0; step < 20; step++) {
                add();
                if (step % 5 == 0) {
                    script.assigned(customer(), "Employee", null, null, null);
                }
                stored.apply(script);
                assertThat(snapshots.await(stored.sequences(), Duration.ofSeconds(30)))
                        .isTrue();
                Snapshot newer = snapshots.now().orElseThrow();
                for (Snapshot each : List.of(newer, older, newer)) {
                    assertThat(total(snapshots, each, begun))
                            .as("step %d", step)
                            .isEqualTo(anew(snapshots, each));
                }
                older = newer;
            }
        }
        assertThat(begun).hasValue(1);
    }

    private static final KeptCount.Key KEY = new KeptCount.Key(
            ThingType.ACTIVITY,
            new ThingScope.Many(CustomerFilter.NONE, Visibility.EVERYTHING),
            new Parameters(null, null, null, null, null, null),
            "all");

    private static final ThingQuery QUERY = ThingQuery.of(
            new ThingScope(UnaryOperator.identity(), ThingScope.ANY, KEY.customers()),
            ThingFilter.of(Set.of(ThingType.ACTIVITY)),
            ThingOrder.FIRST,
            Search.ANYTHING,
            KEY);

    /** @param begun is increased when it is counted anew */
    private static int total(Snapshots snapshots, Snapshot snapshot, AtomicInteger begun) {
        return snapshots.read(versions -> KEY.in(snapshot)
                .at(CardThings.sequence(snapshot), Views.NOW, QUERY, versions.apply(Source.CUSTOMERS), () -> {
                    begun.incrementAndGet();
                    return new ActivityCounts(Views.NOW);
                })
                .total());
    }

    private static int anew(Snapshots snapshots, Snapshot snapshot) {
        return snapshots.read(versions -> KeptCount.count(
                        QUERY, versions.apply(Source.CUSTOMERS), CardThings.sequence(snapshot), ThingCounts.NONE)
                .total());
    }

    private List<String> read(Snapshots snapshots, Instant now) {
        var read = new ArrayList<String>();
        var views = new Views(snapshots, now);
        for (Views caller : List.of(views, views.as("sam"))) {
            for (String list : LISTS) {
                JsonNode page = caller.json(list + (list.contains("?") ? "&" : "?") + "limit=3");
                if (!page.get("items").isEmpty()) {
                    filled.add(list);
                }
                read.add(list + " " + page);
            }
        }
        return read;
    }

    private String customer() {
        return "Customer " + random.nextInt(CUSTOMERS);
    }

    private void change() {
        int kind = random.nextInt(26);
        if (kind < 8) {
            add();
        } else if (kind < 17) {
            List<String> all = List.copyOf(activities.keySet());
            String activity = all.get(random.nextInt(all.size()));
            if (kind < 14) {
                facts.moved(activity, activities.get(activity), STATUSES.get(random.nextInt(STATUSES.size())));
            } else {
                facts.activityRemoved(activity, activities.remove(activity));
            }
        } else if (kind < 18) {
            String customer = customer();
            script.customers("CustomerArchived", id(customer), "customerId", id(customer));
        } else if (kind < 19) {
            script.categorised(customer(), "Secret", null);
        } else if (kind < 20) {
            script.employee("Employee " + made++, null, false, true);
        } else if (kind < 22) {
            String project = "Project " + random.nextInt(PROJECTS);
            String other = customer();
            script.moved(project, projects.put(project, other), other);
        } else if (kind < 24) {
            merge(customer(), customer());
        } else {
            facts.salesCase(
                    "Case " + made++, customer(), "value", FactScript.fields("amount", "5.00", "currency", "EUR"));
        }
    }

    private void merge(String customer, String into) {
        if (merged.remove(customer)) {
            script.customers("CustomerUnmerged", id(customer), "customerId", id(customer));
        } else if (!customer.equals(into) && !merged.contains(into)) {
            merged.add(customer);
            script.customers("CustomerMerged", id(customer), "customerId", id(customer), "intoCustomerId", id(into));
        }
    }

    private void add() {
        String title = (random.nextBoolean() ? "Blue " : "Red ") + made++;
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        String project = "Project " + random.nextInt(PROJECTS);
        String place = random.nextBoolean() ? projects.get(project) + "/" + project : customer();
        if (random.nextInt(3) == 0) {
            Instant start = Views.NOW.plus(Duration.ofMinutes(random.nextInt(6) - 2));
            facts.calendar(title, place, start.toString(), null);
        } else {
            facts.todo(title, place, "2026-06-" + (10 + random.nextInt(10)), status, "rank", title);
        }
        activities.put(title, place);
    }
}
