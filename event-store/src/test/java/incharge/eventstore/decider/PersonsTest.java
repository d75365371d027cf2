package incharge.eventstore.decider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Condition;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Tag;
import incharge.eventstore.testing.TestKeys;
import incharge.local.RealParts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts about persons are sealed in the log, opened for decisions, and gone after an erasure. */
class PersonsTest {
    sealed interface Event {
        UUID personId();

        record Profile(@Personal String name, String code) {}

        record Hired(UUID personId, @JsonUnwrapped Profile profile) implements Event {}

        record PersonErased(String kind, UUID personId) implements Event, ErasesPerson {}
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "Felecia Pierce";

    private static final Vocabulary<Event> VOCABULARY = new Vocabulary<Event>(
                    "incharge.persons",
                    Event.class,
                    PersonsTest::tags,
                    event -> event.personId().toString())
            .withPersons(event -> event.personId().toString(), "code");

    private static Set<Tag> tags(Event event) {
        Tag person = Tag.of("person", event.personId().toString());
        return switch (event) {
            case Event.Hired(var _, var profile) -> Set.of(person, Tag.of("code", profile.code()));
            case Event.PersonErased _ -> Set.of(person);
        };
    }

    /** Records the event that is its command, on all events of the person and of the code. */
    private static final Decider<Event, List<Event>, Event> RECORDING = new Decider<>(
            List::of,
            (event, _) -> List.of(event),
            (events, event) -> {
                var all = new ArrayList<>(events);
                all.add(event);
                return all;
            },
            event -> event instanceof Event.Hired(var id, var profile)
                    ? Criteria.either(
                            Criteria.tagged(Tag.of("person", id.toString())),
                            Criteria.tagged(Tag.of("code", profile.code())))
                    : Criteria.tagged(Tag.of("person", event.personId().toString())));

    private final UUID anna = UUID.randomUUID();
    private final UUID bert = UUID.randomUUID();
    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final KeyStore keys = TestKeys.fresh();
    private final EventStore<Event> store = new EventStore<>(VOCABULARY, log, keys, JSON);

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private static Origin origin() {
        return Origin.of("test", UUID.randomUUID());
    }

    private static Event.Hired hired(UUID id, String name, String code) {
        return new Event.Hired(id, new Event.Profile(name, code));
    }

    private List<Event> eventsOf(UUID id) {
        return store.current(RECORDING, Criteria.tagged(Tag.of("person", id.toString())))
                .state();
    }

    @Test
    void texts_are_sealed_in_the_log_and_opened_for_decisions() {
        store.decide(RECORDING, hired(anna, NAME, "E-17"), origin());

        JsonNode payload = JSON.readTree(log.at(1).orElseThrow().payload());
        assertThat(payload.propertyNames()).containsExactly("personId", "code", "sealed");
        assertThat(payload.at("/sealed/key").asString()).isEqualTo(anna.toString());
        assertThat(payload.toString()).doesNotContain(NAME);
        assertThat(eventsOf(anna)).containsExactly(hired(anna, NAME, "E-17"));
    }

    @Test
    void texts_whose_key_is_lost_are_gone_and_new_ones_are_sealed_under_another() {
        store.decide(RECORDING, hired(anna, NAME, "E-17"), origin());
        EventStore<Event> withoutKeys = new EventStore<>(VOCABULARY, log, TestKeys.fresh(), JSON);

        withoutKeys.decide(RECORDING, hired(anna, "Felicia Pierce", "E-17"), origin());

        assertThat(withoutKeys
                        .current(RECORDING, Criteria.tagged(Tag.of("person", anna.toString())))
                        .state())
                .containsExactly(hired(anna, null, "E-17"), hired(anna, "Felicia Pierce", "E-17"));
        withoutKeys.close();
    }

    @Test
    void a_tag_that_may_name_a_person_is_a_hash() {
        store.decide(RECORDING, hired(anna, NAME, "E-17"), origin());

        assertThat(log.at(1).orElseThrow().tags())
                .containsExactlyInAnyOrder("person:" + anna, "code-hash:" + keys.hash("E-17"));
        assertThat(store.current(RECORDING, Criteria.tagged(Tag.of("code", "E-17")))
                        .state())
                .hasSize(1);
        // the boundary of a decision finds the holder by the hash too
        assertThat(store.decide(RECORDING, hired(bert, "Bert", "E-17"), origin())
                        .current(Criteria.tagged(Tag.of("code", "E-17")))
                        .state())
                .hasSize(2);
    }

    /** Records an event as a version did that sealed nothing. */
    private void olderHired(UUID person, String name, String code) {
        String payload =
                "{\"personId\":\"%s\",\"name\":\"%s\",\"code\":\"%s\",\"more\":1}".formatted(person, name, code);
        UUID id = UUID.randomUUID();
        var older = new NewEvent(
                id,
                "Hired",
                1,
                person.toString(),
                payload.getBytes(UTF_8),
                Set.of("person:" + person, "code:" + code),
                null);
        log.append(
                        new Commit(
                                id, new Cause("test", id.toString(), null), List.of(older), null, new int[] {1}, null),
                        Condition.none())
                .join();
    }

    @Test
    void an_event_in_clear_of_an_older_log_is_found_and_read() {
        olderHired(anna, NAME, "E-1");

        assertThat(eventsOf(anna)).containsExactly(hired(anna, NAME, "E-1"));
        assertThat(store.current(RECORDING, Criteria.tagged(Tag.of("code", "E-1")))
                        .state())
                .hasSize(1);
    }

    @Test
    void after_an_erasure_the_texts_are_absent_and_no_more_are_recorded() {
        store.decideAll(RECORDING, List.of(hired(anna, NAME, "E-17"), hired(bert, "Bert", "E-18")), origin());
        store.decide(RECORDING, new Event.PersonErased("employee", anna), origin());

        assertThat(eventsOf(anna)).startsWith(hired(anna, null, "E-17"));
        assertThat(eventsOf(bert)).containsExactly(hired(bert, "Bert", "E-18"));
        assertThat(keys.find(List.of(anna.toString()))).isEmpty();
        assertThatThrownBy(() -> store.decide(RECORDING, hired(anna, "Again", "E-17"), origin()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("erased"));
        assertThat(log.head()).isEqualTo(3);
    }

    @Test
    void an_erasure_whose_process_ended_before_the_key_was_erased_ends_with_the_next_decision() {
        store.decide(RECORDING, hired(anna, NAME, "E-17"), origin());
        var codec = new Codec<>(VOCABULARY, JSON, keys);
        UUID id = UUID.randomUUID();
        var cause = new Cause("test", id.toString(), null);
        List<NewEvent> erasure =
                codec.newEvents(List.of(new Codec.Caused<>(new Event.PersonErased("employee", anna), cause)));
        log.append(new Commit(id, cause, erasure, null, new int[] {1}, null), Condition.none())
                .join();
        assertThat(keys.find(List.of(anna.toString()))).isNotEmpty();

        store.decide(RECORDING, new Event.PersonErased("employee", anna), origin());

        assertThat(keys.find(List.of(anna.toString()))).isEmpty();
    }

    @Test
    void thousands_of_events_are_read_with_their_keys() {
        List<Event> many = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            many.add(hired(UUID.randomUUID(), "Name " + i, "C-" + i));
        }
        store.decideAll(RECORDING, many, origin());

        List<Event> read =
                store.current(RECORDING, Criteria.ofTypes(Event.Hired.class)).state();
        assertThat(read).isEqualTo(many);
        assertThat(log.read(1, 1_200))
                .extracting(Recorded::payload)
                .noneMatch(payload -> new String(payload, UTF_8).contains("Name "));
    }

    @Test
    void an_older_log_is_written_anew_with_sealed_texts() {
        olderHired(anna, NAME, "E-1");
        List<Event> many = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            many.add(hired(UUID.randomUUID(), "Name " + i, "C-" + i));
        }
        store.decideAll(RECORDING, many, origin());
        olderHired(bert, "Bert", "E-2");
        List<Recorded> before = log.read(1, 1_000);
        Criteria ofBoth = Criteria.either(
                Criteria.tagged(Tag.of("person", anna.toString())), Criteria.tagged(Tag.of("person", bert.toString())));
        assertThat(store.holdsClearTexts(ofBoth)).isTrue();

        assertThat(EventStore.seal(database, VOCABULARY, keys, JSON)).isEqualTo(152);

        try (EventLog sealed = EventLog.open(database);
                var reopened = new EventStore<>(VOCABULARY, sealed, keys, JSON)) {
            List<Recorded> after = sealed.read(1, 1_000);
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < after.size(); i++) {
                assertThat(after.get(i).position()).isEqualTo(before.get(i).position());
                assertThat(after.get(i).id()).isEqualTo(before.get(i).id());
                assertThat(after.get(i).time()).isEqualTo(before.get(i).time());
                assertThat(after.get(i).cause()).isEqualTo(before.get(i).cause());
            }
            assertThat(JSON.readTree(after.getFirst().payload()).propertyNames())
                    .containsExactly("personId", "code", "more", "sealed");
            assertThat(after.getFirst().tags())
                    .containsExactlyInAnyOrder("person:" + anna, "code-hash:" + keys.hash("E-1"));
            assertThat(reopened.holdsClearTexts(ofBoth)).isFalse();
            assertThat(reopened.current(RECORDING, ofBoth).state())
                    .containsExactly(hired(anna, NAME, "E-1"), hired(bert, "Bert", "E-2"));
            reopened.decide(RECORDING, hired(bert, "Bertha", "E-2"), origin());
            assertThat(sealed.head()).isEqualTo(153);
        }
        assertThat(database.listCollectionNames()).doesNotContain("log.rewritten", "log.parts.rewritten");
        assertThat(EventStore.seal(database, VOCABULARY, keys, JSON)).isZero();
    }

    @Test
    void events_with_texts_about_persons_need_keys() {
        assertThatThrownBy(() -> new EventStore<>(VOCABULARY, log, JSON)).isInstanceOf(IllegalArgumentException.class);
    }
}
