package incharge.responsibility.reference;

import static incharge.responsibility.event.ExampleEvents.AUDIT;
import static incharge.responsibility.event.ExampleEvents.CUSTOMER;
import static incharge.responsibility.event.ExampleEvents.LANGWORTH;
import static incharge.responsibility.event.ExampleEvents.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import incharge.feed.Fact;
import incharge.feed.KeyRing;
import incharge.feed.Payload;
import incharge.feed.ReferenceDataProjection;
import incharge.local.RealParts;
import incharge.responsibility.reference.ReferenceProjection.NumberedSubject;
import incharge.responsibility.reference.SubjectData.State;
import incharge.visibility.VisibilityProjection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReferenceProjectionTest {

    static final Fact REGISTERED = fact("CustomerRegistered", "{\"customerId\":\"%1$s\",\"number\":\"A7\"}");
    static final Fact OPENED =
            fact("ProjectOpened", "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-7\"}");

    private ReferenceProjection data;
    private ReferenceDataProjection handler;

    @BeforeEach
    void open() {
        MongoDatabase database = RealParts.freshDatabase();
        data = new ReferenceProjection(database);
        handler = new ReferenceDataProjection(
                database, List.of(new VisibilityProjection(database, new KeyRing(Map.of())), data));
    }

    private static Fact fact(String type, String payload) {
        return new Fact(
                "incharge.customers",
                1,
                0,
                LANGWORTH,
                type,
                1,
                "subject",
                Instant.EPOCH,
                "test",
                "command",
                null,
                null,
                null,
                null,
                Payload.of(JsonMapper.builder().build().readTree(payload.formatted(LANGWORTH, AUDIT))));
    }

    private void apply(Fact... facts) {
        handler.beforeCommit(List.of(facts));
        try (ClientSession session = RealParts.mongoClient().startSession()) {
            session.withTransaction(() -> {
                handler.apply(session, List.of(facts));
                return null;
            });
        }
    }

    @Test
    void customers_and_projects_are_found_by_id_and_number() {
        apply(REGISTERED, OPENED);

        assertThat(data.subjects(List.of(CUSTOMER, PROJECT)))
                .containsOnly(
                        Map.entry(CUSTOMER, new SubjectData(LANGWORTH, State.OPEN)),
                        Map.entry(PROJECT, new SubjectData(LANGWORTH, State.OPEN)));
        assertThat(data.customersNumbered(List.of("a7", "b")))
                .containsOnly(Map.entry("a7", new NumberedSubject(LANGWORTH, "a7", LANGWORTH)));
        assertThat(data.projectsNumbered(List.of("p-7")))
                .containsOnly(Map.entry("p-7", new NumberedSubject(AUDIT, "p-7", LANGWORTH)));
    }

    @Test
    void the_same_facts_again_change_nothing() {
        Fact renumbered = fact("CustomerRenumbered", "{\"customerId\":\"%1$s\",\"number\":\"B8\"}");
        Fact archived = fact("CustomerArchived", "{\"customerId\":\"%1$s\"}");
        apply(REGISTERED, OPENED, renumbered, archived);
        apply(REGISTERED, OPENED, renumbered, archived);

        assertThat(data.subjects(List.of(CUSTOMER, PROJECT)))
                .containsOnly(
                        Map.entry(CUSTOMER, new SubjectData(LANGWORTH, State.ARCHIVED)),
                        Map.entry(PROJECT, new SubjectData(LANGWORTH, State.CUSTOMER_ARCHIVED)));
        assertThat(data.customersNumbered(List.of("a7", "b8"))).containsOnlyKeys("b8");
    }

    @Test
    void archiving_is_taken_back_by_restoring() {
        apply(REGISTERED, OPENED, fact("ProjectArchived", "{\"projectId\":\"%2$s\"}"));
        assertThat(data.subjects(List.of(PROJECT)).get(PROJECT).state()).isEqualTo(State.ARCHIVED);

        apply(
                fact("ProjectRestored", "{\"projectId\":\"%2$s\"}"),
                fact("CustomerArchived", "{\"customerId\":\"%1$s\"}"),
                fact("CustomerRestored", "{\"customerId\":\"%1$s\"}"),
                fact(
                        "ProjectChanged",
                        "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-8\",\"previousNumber\":\"P-7\"}"));
        assertThat(data.subjects(List.of(PROJECT)).get(PROJECT).state()).isEqualTo(State.OPEN);
        assertThat(data.projectsNumbered(List.of("p-7", "p-8"))).containsOnlyKeys("p-8");
    }

    @Test
    void what_gave_its_number_back_is_known_as_archived() {
        apply(
                REGISTERED,
                OPENED,
                fact("CustomerArchived", "{\"customerId\":\"%1$s\",\"number\":\"A7\"}"),
                fact("ProjectArchived", "{\"projectId\":\"%2$s\",\"number\":\"P-7\"}"),
                fact("ProjectChanged", "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-7\"}"));

        assertThat(data.subjects(List.of(CUSTOMER, PROJECT)))
                .containsOnly(
                        Map.entry(CUSTOMER, new SubjectData(LANGWORTH, State.ARCHIVED)),
                        Map.entry(PROJECT, new SubjectData(LANGWORTH, State.ARCHIVED)));
        assertThat(data.customersNumbered(List.of("a7"))).isEmpty();
        assertThat(data.projectsNumbered(List.of("p-7"))).isEmpty();
    }

    @Test
    void what_was_not_published_is_not_found() {
        assertThat(data.subjects(List.of(CUSTOMER, PROJECT))).isEmpty();
    }
}
