package incharge.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Tag;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.RequiredLevel;
import incharge.imports.ImportRun.Mode;
import incharge.imports.RowCommandsTest.MadeEvent.Made;
import incharge.local.RealParts;
import incharge.tabular.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RowCommandsTest {

    sealed interface MadeEvent {
        record Made(String name) implements MadeEvent {}
    }

    private static final Decider<String, Boolean, MadeEvent> DECIDER = new Decider<>(
            () -> false,
            (name, taken) -> {
                if (taken) {
                    throw Refused.conflict("taken", "name", "There is one.");
                }
                return List.of(new Made(name));
            },
            (_, _) -> true,
            name -> Criteria.tagged(Tag.of("name", name)));

    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final EventStore<MadeEvent> store = new EventStore<>(
            new Vocabulary<>(
                    "incharge.made",
                    MadeEvent.class,
                    event -> Set.of(Tag.of("name", ((Made) event).name())),
                    event -> ((Made) event).name()),
            log,
            JsonMapper.builder().build());
    private final Caller caller = new Caller("anna", null, Map.of());
    private final ImportRun run = new ImportRun(UUID.randomUUID(), caller, Mode.CREATE, false, Instant.now(), "hash");

    @AfterEach
    void close() {
        store.close();
        log.close();
        database.drop();
    }

    @Test
    void rows_are_decided_in_their_order_and_refused_ones_stay_out() {
        var commands = new RowCommands<String, MadeEvent>();
        commands.refuse(row(4), "customer-unknown", "customerNumber", "There is no customer 7.");
        commands.add(row(3), "a", id(3), true);
        commands.add(row(1), "a", id(1), true);
        commands.forbid(row(2), "category", RequiredLevel.edit(Area.GROUPS));

        assertThat(commands.decide(store, DECIDER, run))
                .containsExactly(
                        Verdict.created(1, id(1).toString()),
                        Verdict.refused(2, "forbidden", "category", "This needs edit of groups."),
                        Verdict.refused(3, "taken", "name", "There is one."),
                        Verdict.refused(4, "customer-unknown", "customerNumber", "There is no customer 7."));
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void a_repeated_chunk_is_answered_row_by_row_whatever_is_allowed_by_now() {
        var first = new RowCommands<String, MadeEvent>();
        first.forbid(row(1), "category", RequiredLevel.edit(Area.GROUPS));
        first.add(row(2), "b", id(2), true);
        first.add(row(3), "c", id(3), true);
        first.decide(store, DECIDER, run);

        var again = new RowCommands<String, MadeEvent>();
        again.add(row(1), "a", id(1), true);
        again.add(row(2), "b", id(2), true);
        again.refuse(row(3), "customer-unknown", "customerNumber", "There is no such customer.");

        assertThat(again.decide(store, DECIDER, run))
                .containsExactly(
                        Verdict.refused(1, "forbidden", "category", "This needs edit of groups."),
                        Verdict.created(2, id(2).toString()),
                        Verdict.updated(3, null));
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void a_chunk_of_refused_rows_changes_nothing() {
        var commands = new RowCommands<String, MadeEvent>();
        commands.forbid(row(1), null, RequiredLevel.admin(Area.RESPONSIBILITIES));

        assertThat(commands.decide(store, DECIDER, run))
                .containsExactly(Verdict.refused(1, "forbidden", null, "This needs admin of responsibilities."));
        assertThat(log.head()).isZero();
    }

    private Row row(int number) {
        return new Row(number, Map.of());
    }

    private UUID id(int row) {
        return run.idFor(row);
    }
}
