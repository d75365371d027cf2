package incharge.responsibility.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.feed.Fact;
import incharge.local.RealParts;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.ReferenceDataProjection.NumberedSubject;
import incharge.responsibility.reference.SubjectData.State;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReferenceDataProjectionTest {

    static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    static final UUID AUDIT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    static final Subject CUSTOMER = new Subject(SubjectType.CUSTOMER, LANGWORTH);
    static final Subject PROJECT = new Subject(SubjectType.PROJECT, AUDIT);
    static final Fact REGISTERED = fact("CustomerRegistered", "{\"customerId\":\"%1$s\",\"number\":\"A7\"}");
    static final Fact OPENED =
            fact("ProjectOpened", "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-7\"}");

    private ReferenceDataProjection data;

    @BeforeEach
    void open() {
        MongoDatabase database = RealParts.freshDatabase();
        // nobody asks for an assignee here, so there is nothing to answer
        data = new ReferenceDataProjection(new NoRequests(), database);
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

    private record NoRequests() implements ForeignRequests {
        @Override
        public boolean concerns(Fact fact) {
            return false;
        }

        @Override
        public void answer(List<Fact> batch, Function<Collection<Subject>, Map<Subject, SubjectData>> subjects) {}
    }

    private void hear(Fact... facts) {
        data.beforeCommit(List.of(facts));
        try (var session = RealParts.mongoClient().startSession()) {
            session.withTransaction(() -> {
                data.apply(session, List.of(facts));
                return null;
            });
        }
    }

    @Test
    void customers_and_projects_are_known_by_id_and_number() {
        hear(REGISTERED, OPENED);

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
        hear(REGISTERED, OPENED, renumbered, archived);
        hear(REGISTERED, OPENED, renumbered, archived);

        assertThat(data.subjects(List.of(CUSTOMER, PROJECT)))
                .containsOnly(
                        Map.entry(CUSTOMER, new SubjectData(LANGWORTH, State.ARCHIVED)),
                        Map.entry(PROJECT, new SubjectData(LANGWORTH, State.CUSTOMER_ARCHIVED)));
        assertThat(data.customersNumbered(List.of("a7", "b8"))).containsOnlyKeys("b8");
    }

    @Test
    void archiving_is_taken_back_by_restoring() {
        hear(REGISTERED, OPENED, fact("ProjectArchived", "{\"projectId\":\"%2$s\"}"));
        assertThat(data.subjects(List.of(PROJECT)).get(PROJECT).state()).isEqualTo(State.ARCHIVED);

        hear(
                fact("ProjectRestored", "{\"projectId\":\"%2$s\"}"),
                fact("CustomerArchived", "{\"customerId\":\"%1$s\"}"),
                fact("CustomerRestored", "{\"customerId\":\"%1$s\"}"),
                fact("ProjectChanged", "{\"projectId\":\"%2$s\",\"customerId\":\"%1$s\",\"number\":\"P-8\"}"));
        assertThat(data.subjects(List.of(PROJECT)).get(PROJECT).state()).isEqualTo(State.OPEN);
        assertThat(data.projectsNumbered(List.of("p-7", "p-8"))).containsOnlyKeys("p-8");
    }

    @Test
    void what_nobody_told_is_not_known() {
        assertThat(data.subjects(List.of(CUSTOMER, PROJECT))).isEmpty();
    }
}
