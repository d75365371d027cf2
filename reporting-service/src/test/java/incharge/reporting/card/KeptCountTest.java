package incharge.reporting.card;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.StoredVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
    private final List<String> activities = new ArrayList<>();
    private int made;

    @Test
    void a_list_that_is_kept_up_has_what_one_has_that_is_counted_anew() throws InterruptedException {
        script.category("Secret").signingIn("sam", true, true).sellers("Secret", "nobody");
        for (int i = 0; i < CUSTOMERS; i++) {
            script.customer("Customer " + i, "C-" + i);
        }
        for (int i = 0; i < PROJECTS; i++) {
            script.project("Project " + i, "P-" + i, customer());
        }
        for (int i = 0; i < 200; i++) {
            add();
        }
        var stored = new StoredVersions().apply(script);
        try (Snapshots kept = stored.follow()) {
            for (int step = 0; step < 50; step++) {
                Instant now = Views.NOW.plus(Duration.ofMinutes(random.nextInt(4)));
                List<String> ofKept = read(kept, now);
                try (Snapshots fresh = stored.follow()) {
                    assertThat(ofKept).as("step %d", step).isEqualTo(read(fresh, now));
                }
                for (int fact = random.nextInt(6); fact >= 0; fact--) {
                    change();
                }
                stored.apply(script);
                assertThat(kept.await(stored.sequences(), Duration.ofSeconds(30)))
                        .isTrue();
            }
            assertThat(stored.sequences().get(Source.CUSTOMERS)).isGreaterThan(CUSTOMERS + 300L);
        }
    }

    private static List<String> read(Snapshots snapshots, Instant now) {
        var read = new ArrayList<String>();
        var views = new Views(snapshots, now);
        for (Views caller : List.of(views, views.as("sam"))) {
            for (String list : LISTS) {
                read.add(list + " "
                        + caller.json(list + (list.contains("?") ? "&" : "?") + "limit=3")
                                .toString());
            }
        }
        return read;
    }

    private String customer() {
        return "Customer " + random.nextInt(CUSTOMERS);
    }

    private void change() {
        int kind = random.nextInt(20);
        if (kind < 8) {
            add();
        } else if (kind < 14) {
            String activity = activities.get(random.nextInt(activities.size()));
            facts.moved(activity, customer(), STATUSES.get(random.nextInt(STATUSES.size())));
        } else if (kind < 17) {
            facts.activityRemoved(activities.remove(random.nextInt(activities.size())), customer());
        } else if (kind < 18) {
            script.customers("CustomerArchived", id("Customer 1"), "customerId", id("Customer 1"));
        } else if (kind < 19) {
            script.categorised(customer(), "Secret", null);
        } else {
            script.employee("Employee " + made++, null, false, true);
        }
    }

    private void add() {
        String title = (random.nextBoolean() ? "Blue " : "Red ") + made++;
        String status = STATUSES.get(random.nextInt(STATUSES.size()));
        String place = customer();
        if (random.nextInt(3) == 0) {
            Instant start = Views.NOW.plus(Duration.ofMinutes(random.nextInt(6) - 2));
            facts.calendar(title, place, start.toString(), null);
        } else {
            facts.todo(title, place, "2026-06-" + (10 + random.nextInt(10)), status, "rank", title);
        }
        activities.add(title);
    }
}
