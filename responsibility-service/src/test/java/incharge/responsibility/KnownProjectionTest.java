package incharge.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.responsibility.KnownProjection.Numbered;
import incharge.responsibility.KnownSubject.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KnownProjectionTest {

    static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    static final UUID AUDIT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    static final Subject CUSTOMER = new Subject(SubjectType.CUSTOMER, LANGWORTH);
    static final Subject PROJECT = new Subject(SubjectType.PROJECT, AUDIT);
    static final Fact REGISTERED = fact("CustomerRegistered", "{\"customerId\":\"%1$s\",\"number\":\"A7\"}");
    static final Fact OPENED =
            fact("ProjectOpened", "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-7\"}");

    private KnownProjection known;

    @BeforeEach
    void open() {
        MongoDatabase database = RealParts.freshDatabase();
        // nobody asks for an assignee here, so there is nothing to answer
        known = new KnownProjection(new AssigneeRequests(null, ZoneOffset.UTC), database);
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
                JsonMapper.builder().build().readTree(payload.formatted(LANGWORTH, AUDIT)));
    }

    private void hear(Fact... facts) {
        known.beforeCommit(List.of(facts));
        try (var session = RealParts.mongoClient().startSession()) {
            session.withTransaction(() -> {
                known.apply(session, List.of(facts));
                return null;
            });
        }
    }

    @Test
    void customers_and_projects_are_known_by_id_and_number() {
        hear(REGISTERED, OPENED);

        assertThat(known.subjects(List.of(CUSTOMER, PROJECT)))
                .containsOnly(
                        Map.entry(CUSTOMER, new KnownSubject(LANGWORTH, State.OPEN)),
                        Map.entry(PROJECT, new KnownSubject(LANGWORTH, State.OPEN)));
        assertThat(known.customersNumbered(List.of("a7", "b")))
                .containsOnly(Map.entry("a7", new Numbered(LANGWORTH, "a7", LANGWORTH)));
        assertThat(known.projectsNumbered(List.of("p-7")))
                .containsOnly(Map.entry("p-7", new Numbered(AUDIT, "p-7", LANGWORTH)));
    }

    @Test
    void the_same_facts_again_change_nothing() {
        Fact renumbered = fact("CustomerRenumbered", "{\"customerId\":\"%1$s\",\"number\":\"B8\"}");
        Fact archived = fact("CustomerArchived", "{\"customerId\":\"%1$s\"}");
        hear(REGISTERED, OPENED, renumbered, archived);
        hear(REGISTERED, OPENED, renumbered, archived);

        assertThat(known.subjects(List.of(CUSTOMER, PROJECT)))
                .containsOnly(
                        Map.entry(CUSTOMER, new KnownSubject(LANGWORTH, State.ARCHIVED)),
                        Map.entry(PROJECT, new KnownSubject(LANGWORTH, State.CUSTOMER_ARCHIVED)));
        assertThat(known.customersNumbered(List.of("a7", "b8"))).containsOnlyKeys("b8");
    }

    @Test
    void archiving_is_taken_back_by_restoring() {
        hear(REGISTERED, OPENED, fact("ProjectArchived", "{\"projectId\":\"%2$s\"}"));
        assertThat(known.subjects(List.of(PROJECT)).get(PROJECT).state()).isEqualTo(State.ARCHIVED);

        hear(
                fact("ProjectRestored", "{\"projectId\":\"%2$s\"}"),
                fact("CustomerArchived", "{\"customerId\":\"%1$s\"}"),
                fact("CustomerRestored", "{\"customerId\":\"%1$s\"}"),
                fact("ProjectChanged", "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-8\"}"));
        assertThat(known.subjects(List.of(PROJECT)).get(PROJECT).state()).isEqualTo(State.OPEN);
        assertThat(known.projectsNumbered(List.of("p-7", "p-8"))).containsOnlyKeys("p-8");
    }

    @Test
    void what_nobody_told_is_not_known() {
        assertThat(known.subjects(List.of(CUSTOMER, PROJECT))).isEmpty();
    }
}
