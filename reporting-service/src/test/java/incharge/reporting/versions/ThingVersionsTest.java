package incharge.reporting.versions;

import static incharge.reporting.testing.FactScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.Fact;
import incharge.reporting.facts.CustomersFact.ThingFact;
import incharge.reporting.facts.ReportingFacts;
import incharge.reporting.testing.FactScript;
import incharge.sealing.Sealed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ThingVersionsTest {

    private static final UUID ACME = id("Acme");
    private static final UUID TASK = id("Task");
    private static final UUID HALL = id("Hall");

    private final FactScript script = new FactScript();
    private final ReportingFacts facts = new ReportingFacts(new SimpleMeterRegistry());

    private FactScript activity(String type, Object... fields) {
        return script.customers(type, TASK, with("activityId", TASK, fields));
    }

    private FactScript salesCase(String type, Object... fields) {
        return script.customers(type, HALL, with("salesCaseId", HALL, fields));
    }

    private static Object[] with(String key, UUID id, Object... fields) {
        var all = new ArrayList<Object>(List.of(key, id, "customerId", ACME));
        all.addAll(Arrays.asList(fields));
        return all.toArray();
    }

    private Content.Thing version() {
        Content.Thing thing = null;
        for (Fact fact : script.facts()) {
            thing = version(fact, thing);
        }
        return thing;
    }

    private Content.Thing version(Fact fact, Content.Thing before) {
        var content = (ThingFact) facts.read(List.of(fact)).getFirst().content();
        return (Content.Thing)
                ThingVersions.entry(fact, content, before).version().content();
    }

    @Test
    void a_move_sets_status_and_rank_and_a_change_keeps_them() {
        activity("ActivityAdded", "kind", "todo", "due", "2026-03-31", "status", "not-started", "rank", "a1");
        activity("ActivityMoved", "status", "done", "previousStatus", "not-started", "rank", "b1");
        activity("ActivityChanged", "kind", "todo", "assigneeId", id("Anna"));

        assertThat(version().fields())
                .isEqualTo(new Document("kind", "todo")
                        .append("assigneeId", id("Anna").toString())
                        .append("status", "done")
                        .append("rank", "b1"));
        assertThat(version().changed().sequence()).isEqualTo(3);
        assertThat(version().created().sequence()).isEqualTo(1);
    }

    @Test
    void an_activity_of_a_batch_stays_one() {
        activity("ActivityAdded", "kind", "todo", "status", "done", "rank", "a1", "batchId", id("Batch"));
        activity("ActivityChanged", "kind", "todo");

        assertThat(version().fields()).containsEntry("batchId", id("Batch").toString());
    }

    @Test
    void an_activity_has_its_order_from_its_day_or_start_and_is_over_at_its_end() {
        activity("ActivityAdded", "kind", "todo", "due", "2026-03-31");
        assertThat(version().order()).isEqualTo(millis("2026-03-31T00:00:00Z"));
        assertThat(version().over()).isEqualTo(Content.Thing.NEVER);

        activity("ActivityChanged", "kind", "calendar", "start", "2026-03-31T07:00:00Z");
        assertThat(version().order()).isEqualTo(millis("2026-03-31T07:00:00Z"));
        assertThat(version().over()).isEqualTo(millis("2026-03-31T07:00:00Z"));

        activity("ActivityChanged", "start", "2026-03-31T07:00:00Z", "end", "2026-03-31T08:00:00Z");
        assertThat(version().over()).isEqualTo(millis("2026-03-31T08:00:00Z"));

        activity("ActivityChanged", "kind", "todo");
        assertThat(version().order()).isEqualTo(Content.Thing.NEVER);
    }

    @Test
    void what_a_customer_has_once_is_changed_the_first_time_or_later() {
        script.customers("CustomerBillingChanged", ACME, "customerId", ACME, "method", "paper");
        assertThat(version().changed()).isNull();

        script.customers("CustomerBillingChanged", ACME, "customerId", ACME, "reference", "A 1");
        assertThat(version().fields()).isEqualTo(new Document("reference", "A 1"));
        assertThat(version().created().sequence()).isEqualTo(1);
        assertThat(version().changed().sequence()).isEqualTo(2);
    }

    @Test
    void billing_keeps_the_address_it_names_also_where_that_has_the_id_of_the_customer() {
        script.customers("CustomerBillingChanged", ACME, "customerId", ACME, "addressId", ACME);

        assertThat(version().fields()).isEqualTo(new Document("addressId", ACME.toString()));
    }

    @Test
    void a_thing_without_the_text_that_names_it_is_erased_also_without_sealed_texts() {
        activity("ActivityAdded", "kind", "todo", "title", "Call");
        assertThat(version().erased()).isFalse();

        activity("ActivityChanged", "kind", "todo");
        assertThat(version().erased()).isTrue();
    }

    @Test
    void a_sales_case_is_open_until_it_is_closed_and_again_when_it_is_reopened() {
        salesCase("SalesCaseOpened", "probability", 40);
        Content.Thing opened = version();
        salesCase("SalesCaseClosed", "outcome", "won", "closedOn", "2026-05-29");
        Content.Thing won = version();
        salesCase("SalesCaseChanged", "probability", 100);
        Content.Thing changed = version();
        salesCase("SalesCaseReopened", "probability", 40);

        assertThat(opened.fields()).isEqualTo(new Document("probability", 40).append("state", "open"));
        assertThat(won.fields())
                .isEqualTo(
                        new Document("probability", 100).append("state", "won").append("closedOn", "2026-05-29"));
        assertThat(changed.fields()).isEqualTo(won.fields());
        assertThat(version().fields()).isEqualTo(opened.fields());
        assertThat(version().salesCase()).isNull();
    }

    @Test
    void a_sales_case_without_probability_is_without_one_again() {
        salesCase("SalesCaseOpened");
        salesCase("SalesCaseClosed", "outcome", "lost", "closedOn", "2026-05-29");
        assertThat(version().fields()).containsEntry("probability", 0);

        salesCase("SalesCaseReopened");
        assertThat(version().fields()).isEqualTo(new Document("state", "open"));
    }

    @Test
    void the_reason_of_a_loss_is_kept_beside_the_other_texts_until_the_sales_case_is_open_again() {
        Sealed name = sealed("SalesCaseOpened");
        Sealed reason = sealed("SalesCaseClosed");
        salesCase("SalesCaseOpened");
        Content.Thing lost = version();
        lost = new Content.Thing(
                HALL,
                lost.type(),
                ACME,
                null,
                null,
                lost.created(),
                null,
                lost.order(),
                lost.over(),
                lost.fields(),
                List.of(name, reason),
                null);

        assertThat(version(salesCase("SalesCaseChanged").last(), lost).sealed()).containsExactly(reason);
        assertThat(version(salesCase("SalesCaseReopened").last(), lost).sealed())
                .containsExactly(name);
        assertThat(version(
                                salesCase("SalesCaseClosed", "outcome", "won", "closedOn", "2026-05-29")
                                        .last(),
                                lost)
                        .sealed())
                .containsExactly(name);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static Sealed sealed(String type) {
        return new Sealed(HALL.toString(), "data", id(type), "incharge.customers." + type + ".v1");
    }
}
