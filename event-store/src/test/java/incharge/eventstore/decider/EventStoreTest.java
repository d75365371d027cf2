package incharge.eventstore.decider;

import static incharge.eventstore.decider.Desks.DECIDER;
import static incharge.eventstore.decider.Desks.desk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.decider.Desks.Command.Add;
import incharge.eventstore.decider.Desks.Command.Leave;
import incharge.eventstore.decider.Desks.Command.Take;
import incharge.eventstore.decider.Desks.Event;
import incharge.eventstore.decider.Desks.Event.DeskAdded;
import incharge.eventstore.decider.Desks.Event.DeskLeft;
import incharge.eventstore.decider.Desks.Event.DeskTaken;
import incharge.eventstore.decider.ForeignRequest.Requested;
import incharge.eventstore.decider.ForeignRequest.Withdrawn;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Idempotency;
import incharge.eventstore.log.Recorded;
import incharge.local.RealParts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventStoreTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Desks.Event ONE_ADDED = added("1", "one");

    private final MongoDatabase database = RealParts.freshDatabase();
    private final EventLog log = EventLog.open(database);
    private final List<String> dispatched = new CopyOnWriteArrayList<>();
    private final EventStore<Event> store = new EventStore<>(
            Desks.VOCABULARY,
            log,
            JSON,
            configurer -> configurer.messaging(messaging ->
                    messaging.registerCommandDispatchInterceptor(_ -> (message, context, chain) -> {
                        dispatched.add(message.type().name() + " by "
                                + message.metadata().get("actor") + " because "
                                + message.metadata().get("reason")
                                + (message.metadata().containsKey("commandSource")
                                        ? " from " + message.metadata().get("commandSource")
                                        : ""));
                        return chain.proceed(message, context);
                    })));

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private static DeskAdded added(String desk, String name) {
        return new DeskAdded(desk, name, LocalDate.of(2024, 2, 29), null);
    }

    private static Origin anna() {
        return Origin.of("anna", UUID.randomUUID());
    }

    private static Origin withKey(String key, String body) {
        return anna().withIdempotency(new Idempotency(key, body));
    }

    private Decision<Desks.State, Event> decide(Desks.Command command) {
        return store.decide(DECIDER, command, anna());
    }

    @Test
    void what_is_decided_is_recorded_with_who_and_why() {
        Origin origin = anna().withSource(CommandSource.CLICK).withReason("more people");

        Decision<Desks.State, Event> decided = store.decide(DECIDER, new Add("1", "one"), origin);

        assertThat(decided.outcomes()).isEqualTo(List.of(new Outcome<>(List.of(ONE_ADDED), null)));
        assertThat(decided.position()).isEqualTo(1);
        assertThat(decided.replayed()).isFalse();
        Recorded recorded = log.at(1).orElseThrow();
        assertThat(recorded.type()).isEqualTo("DeskAdded");
        assertThat(recorded.version()).isEqualTo(1);
        assertThat(recorded.subject()).isEqualTo("1");
        assertThat(recorded.tags()).isEqualTo(Set.of("desk:1", "name:one"));
        assertThat(recorded.cause())
                .isEqualTo(new Cause(
                        "anna", origin.commandId().toString(), "more people", Map.of("commandSource", "click")));
        assertThat(new String(recorded.payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"desk\":\"1\",\"name\":\"one\",\"since\":\"2024-02-29\"}");
    }

    @Test
    void commands_are_dispatched_under_their_names_with_actor_and_reason() {
        store.decide(DECIDER, new Add("1", "one"), anna().withReason("more people"));
        store.decideAll(DECIDER, List.of(new Take("1", "bert"), new Leave("1"), new Take("1", "carl")), anna());
        store.decide(Attempt.decider(DECIDER), Attempt.of(new Leave("1")), anna().withSource(CommandSource.CLICK));

        assertThat(dispatched)
                .containsExactly(
                        "incharge.desks.Add by anna because more people",
                        "incharge.desks.Leave+Take by anna because null",
                        "incharge.desks.Leave by anna because null from click");
    }

    @Test
    void a_command_that_changes_nothing_answers_with_the_head_it_saw() {
        decide(new Add("1", "one"));
        decide(new Add("2", "two"));

        Decision<Desks.State, Event> again = decide(new Add("1", "one"));

        assertThat(again.position()).isEqualTo(2);
        assertThat(again.events()).isEmpty();
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void a_refusal_changes_nothing() {
        decide(new Add("1", "one"));

        assertThatThrownBy(() -> decide(new Add("2", "one"))).isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.kind()).isEqualTo(Refused.Kind.CONFLICT);
            assertThat(no.code()).isEqualTo("name-taken");
            assertThat(no.field()).isEqualTo("name");
        });
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void state_can_be_looked_at_now_and_as_it_was() {
        decide(new Add("1", "one"));
        decide(new Add("2", "two"));
        decide(new Take("1", "bert"));
        decide(new Take("2", "carl"));

        Current<Desks.State> now = store.current(DECIDER, Criteria.tagged(desk("1")));
        Current<Desks.State> then = store.currentAt(DECIDER, Criteria.tagged(desk("1")), 2);

        assertThat(now.state().holders().get("1")).contains("bert");
        assertThat(now.version()).isEqualTo(3);
        assertThat(now.head()).isEqualTo(4);
        assertThat(now.since()).isEqualTo(log.at(1).orElseThrow().time());
        assertThat(then.state().holders().get("1")).isEmpty();
        assertThat(then.version()).isEqualTo(1);
        assertThat(then.head()).isEqualTo(2);
    }

    @Test
    void what_a_command_did_is_found_by_its_id() {
        decide(new Add("1", "one"));
        Origin origin = anna();
        store.decideAll(DECIDER, List.of(new Add("2", "two"), new Take("1", "bert")), origin);
        Decision<Desks.State, Event> more =
                store.decide(DECIDER, new Take("2", "carl"), withKey("k", "h").withReason("same"));

        assertThat(store.events(store.doneBy(origin.commandId())))
                .containsExactly(added("2", "two"), new DeskTaken("1", "bert"));
        assertThat(store.doneBy(UUID.randomUUID())).isEmpty();
        assertThat(store.events(List.of(store.doneUnder("k").orElseThrow()))).isEqualTo(more.events());
        assertThat(store.doneUnder("other")).isEmpty();
    }

    @Nested
    class Undone {
        private final Origin origin = anna();

        /** Gives desks back to the people who sat there before; a desk that was added stays. */
        private Undo<String, Desks.Command, Desks.State, Event> undo(UUID... commands) {
            return new Undo<>(
                    DECIDER,
                    Stream.of(commands).map(UUID::toString).collect(Collectors.toSet()),
                    Event::desk,
                    desk -> Criteria.tagged(desk(desk)),
                    change -> {
                        Optional<String> before = change.before().holders().get(change.resource());
                        return before == null
                                ? null
                                : before.<Desks.Command>map(person -> new Take(change.resource(), person))
                                        .orElse(new Leave(change.resource()));
                    });
        }

        @Test
        void things_are_as_they_were_but_for_those_that_others_changed_since() {
            decide(new Add("1", "one"));
            decide(new Add("2", "two"));
            decide(new Add("3", "three"));
            decide(new Take("3", "zoe"));
            store.decideAll(
                    DECIDER,
                    List.of(new Take("1", "anna"), new Take("2", "bert"), new Leave("3"), new Add("4", "four")),
                    origin);
            decide(new Leave("2"));

            Decision<Desks.State, Event> undone =
                    store.undo(undo(origin.commandId()), List.of("1", "2", "3", "4", "5"), anna());

            assertThat(undone.outcomes())
                    .extracting(Outcome::events)
                    .containsExactly(
                            List.of(new DeskLeft("1", "anna")),
                            List.of(),
                            List.of(new DeskTaken("3", "zoe")),
                            List.of(),
                            List.of());
            assertThat(undone.outcomes())
                    .extracting(outcome ->
                            outcome.refused() == null ? null : outcome.refused().code())
                    .containsExactly(null, Undo.CHANGED_SINCE, null, null, Undo.UNKNOWN);
            assertThat(undone.position()).isEqualTo(log.head());
        }

        @Test
        void what_commands_touched_is_found_among_what_happened() {
            decide(new Add("1", "one"));
            decide(new Add("2", "two"));
            store.decideAll(DECIDER, List.of(new Take("2", "anna"), new Take("1", "bert"), new Leave("2")), origin);
            decide(new Leave("1"));
            var all = Criteria.either(Criteria.tagged(desk("1")), Criteria.tagged(desk("2")));

            assertThat(store.touched(undo(origin.commandId()), all)).containsExactly("2", "1");
            assertThat(store.touched(undo(origin.commandId()), Criteria.tagged(desk("1"))))
                    .containsExactly("1");
            assertThat(store.touched(undo(UUID.randomUUID()), all)).isEmpty();
        }

        /**
         * An event that adds a desk changes no resource: every history selects it, and no resource has changed by it.
         */
        @Test
        void what_is_about_none_of_the_things_is_seen_and_is_no_change_of_them() {
            decide(new Add("1", "one"));
            store.decide(DECIDER, new Take("1", "anna"), origin);
            decide(new Add("2", "two"));
            var seen = new ArrayList<Set<String>>();
            var undo = new Undo<String, Desks.Command, Desks.State, Event>(
                    DECIDER,
                    Set.of(origin.commandId().toString()),
                    event -> event instanceof DeskAdded ? null : event.desk(),
                    _ -> Criteria.either(Criteria.tagged(desk("1")), Criteria.tagged(desk("2"))),
                    change -> {
                        seen.add(change.before().holders().keySet());
                        seen.add(change.now().holders().keySet());
                        return new Leave(change.resource());
                    });

            Decision<Desks.State, Event> undone =
                    store.undo(undo, store.touched(undo, undo.history().apply("1")), anna());

            assertThat(undone.events()).containsExactly(new DeskLeft("1", "anna"));
            assertThat(seen).containsExactly(Set.of("1"), Set.of("1", "2"));
        }

        @Test
        void what_a_rule_does_not_let_go_back_stays() {
            decide(new Add("1", "one"));
            decide(new Add("2", "two"));
            decide(new Add("3", "three"));
            decide(new Take("1", "anna"));
            decide(new Take("2", "anna"));
            store.decide(DECIDER, new Leave("1"), origin);
            decide(new Take("3", "anna"));

            Decision<Desks.State, Event> undone = store.undo(undo(origin.commandId()), List.of("1"), anna());

            assertThat(undone.outcomes().getFirst().refused().code()).isEqualTo("too-many-desks");
        }

        @Test
        void what_was_undone_is_not_undone_again_but_its_undo_is() {
            decide(new Add("1", "one"));
            store.decide(DECIDER, new Take("1", "anna"), origin);
            Origin back = anna();
            store.undo(undo(origin.commandId()), List.of("1"), back);

            Decision<Desks.State, Event> again = store.undo(undo(origin.commandId()), List.of("1"), anna());
            Decision<Desks.State, Event> redone = store.undo(undo(back.commandId()), List.of("1"), anna());

            assertThat(again.outcomes().getFirst().refused().code()).isEqualTo(Undo.CHANGED_SINCE);
            assertThat(redone.events()).containsExactly(new DeskTaken("1", "anna"));
        }

        @Test
        void a_repeat_with_its_key_is_answered_as_the_first_time() {
            decide(new Add("1", "one"));
            decide(new Add("2", "two"));
            store.decideAll(DECIDER, List.of(new Take("1", "anna"), new Take("2", "bert")), origin);
            decide(new Leave("2"));
            Decision<Desks.State, Event> first =
                    store.undo(undo(origin.commandId()), List.of("1", "2"), withKey("undo", "h"));

            Decision<Desks.State, Event> repeat =
                    store.undo(undo(origin.commandId()), List.of("1", "2"), withKey("undo", "h"));

            assertThat(repeat.replayed()).isTrue();
            assertThat(repeat.events()).isEqualTo(first.events());
            assertThat(repeat.outcomes().getLast().refused().code()).isEqualTo(Undo.CHANGED_SINCE);
            assertThat(log.head()).isEqualTo(first.position());
        }

        @Test
        void neither_an_undo_nor_a_change_at_the_same_time_is_lost() {
            decide(new Add("1", "one"));
            for (int round = 0; round < 20; round++) {
                Origin taking = anna();
                store.decide(DECIDER, new Take("1", "anna"), taking);
                long before = log.head();

                List<Future<Decision<Desks.State, Event>>> outcomes = inParallel(
                        2,
                        i -> i == 0
                                ? store.undo(undo(taking.commandId()), List.of("1"), anna())
                                : decide(new Leave("1")));

                assertThat(outcomes).allMatch(outcome -> outcome.state() == Future.State.SUCCESS);
                // the second command found the desk left and changed nothing
                assertThat(log.read(before + 1, 10))
                        .extracting(event -> event.type())
                        .containsExactly("DeskLeft");
            }
        }
    }

    @Test
    void one_of_many_competing_commands_wins() {
        decide(new Add("1", "one"));

        List<Future<Decision<Desks.State, Event>>> outcomes = inParallel(16, i -> decide(new Take("1", "person-" + i)));

        assertThat(outcomes).filteredOn(o -> o.state() == Future.State.SUCCESS).hasSize(1);
        assertThat(outcomes)
                .filteredOn(o -> o.state() == Future.State.FAILED)
                .allSatisfy(o -> assertThat(o.exceptionNow()).isInstanceOf(Refused.class));
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void a_rule_over_several_resources_holds_under_a_race() {
        store.decideAll(
                DECIDER,
                IntStream.range(0, 8)
                        .<Desks.Command>mapToObj(i -> new Add("" + i, "desk " + i))
                        .toList(),
                anna());

        List<Future<Decision<Desks.State, Event>>> outcomes = inParallel(8, i -> decide(new Take("" + i, "bert")));

        assertThat(outcomes).filteredOn(o -> o.state() == Future.State.SUCCESS).hasSize(Desks.MOST);
    }

    private static List<Future<Decision<Desks.State, Event>>> inParallel(
            int threads, IntFunction<Decision<Desks.State, Event>> work) {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            return pool.invokeAll(IntStream.range(0, threads)
                    .mapToObj(i -> (Callable<Decision<Desks.State, Event>>) () -> work.apply(i))
                    .toList());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class Batches {
        @Test
        void each_command_sees_what_those_before_decided_and_all_is_one_commit() {
            Decision<Desks.State, Event> decided = store.decideAll(
                    DECIDER,
                    List.of(new Add("1", "one"), new Take("1", "bert"), new Take("1", "bert"), new Leave("1")),
                    anna());

            assertThat(decided.outcomes().stream().map(o -> o.events().size())).containsExactly(1, 1, 0, 1);
            assertThat(decided.position()).isEqualTo(3);
            assertThat(database.getCollection("log").countDocuments()).isEqualTo(1);
        }

        @Test
        void all_or_nothing_names_every_refusal() {
            assertThatThrownBy(() -> store.decideAll(
                            DECIDER, List.of(new Add("1", "one"), new Add("2", "one"), new Take("3", "bert")), anna()))
                    .isInstanceOfSatisfying(RefusedAll.class, all -> {
                        assertThat(all.refusals().stream().map(RefusedAll.At::index))
                                .containsExactly(1, 2);
                        assertThat(all.refusals().stream()
                                        .map(at -> at.refused().code()))
                                .containsExactly("name-taken", "desk-unknown");
                    });
            assertThat(log.head()).isZero();
        }

        @Test
        void refused_ones_stay_out_and_are_reported() {
            Decision<Desks.State, Event> decided = store.decideEach(
                    DECIDER, List.of(new Add("1", "one"), new Add("2", "one"), new Take("1", "bert")), anna());

            assertThat(decided.outcomes().get(1).refused().code()).isEqualTo("name-taken");
            assertThat(decided.events()).containsExactly(ONE_ADDED, new DeskTaken("1", "bert"));
        }

        @Test
        void an_empty_one_changes_nothing() {
            assertThat(store.decideAll(DECIDER, List.of(), anna()).outcomes()).isEmpty();
        }

        @Test
        void more_than_a_commit_holds_is_refused() {
            List<Desks.Command> tooMany = IntStream.range(0, Commit.MAX_EVENTS + 1)
                    .<Desks.Command>mapToObj(i -> new Add("" + i, "desk " + i))
                    .toList();

            assertThatThrownBy(() -> store.decideAll(DECIDER, tooMany, anna()))
                    .isInstanceOfSatisfying(
                            Refused.class, no -> assertThat(no.code()).isEqualTo("too-many-changes"));
        }
    }

    @Nested
    class Repeats {
        @Test
        void are_answered_as_the_first_was() {
            var commands = List.<Desks.Command>of(new Add("1", "one"), new Add("2", "one"), new Take("1", "bert"));
            Decision<Desks.State, Event> first = store.decideEach(DECIDER, commands, withKey("key", "body"));
            decide(new Leave("1"));

            Decision<Desks.State, Event> second = store.decideEach(DECIDER, commands, withKey("key", "body"));

            assertThat(second.replayed()).isTrue();
            assertThat(second.position()).isEqualTo(first.position());
            assertThat(second.outcomes()).usingRecursiveComparison().isEqualTo(first.outcomes());
            assertThat(second.commandId()).isEqualTo(first.commandId());
            assertThat(second.current(Criteria.tagged(desk("1")))).isEqualTo(first.current(Criteria.tagged(desk("1"))));
            assertThat(log.head()).isEqualTo(3);
        }

        @Test
        void are_answered_as_the_first_also_where_it_has_made_a_second_impossible() {
            Decision<Desks.State, Event> first = store.decide(DECIDER, new Add("1", "one"), withKey("key", "body"));
            decide(new Add("2", "two"));

            // the same request, but the server gave out another id
            Decision<Desks.State, Event> second = store.decide(DECIDER, new Add("3", "one"), withKey("key", "body"));

            assertThat(second.events()).isEqualTo(first.events());
            assertThat(second.replayed()).isTrue();
        }

        @Test
        void with_another_body_are_refused() {
            store.decide(DECIDER, new Add("1", "one"), withKey("key", "body"));

            assertThatThrownBy(() -> store.decide(DECIDER, new Add("2", "two"), withKey("key", "other")))
                    .isInstanceOf(IdempotencyKeyReused.class);
        }

        @Test
        void at_the_same_time_are_done_once() {
            List<Future<Decision<Desks.State, Event>>> outcomes =
                    inParallel(8, i -> store.decide(DECIDER, new Add("" + i, "desk"), withKey("key", "body")));

            assertThat(outcomes)
                    .extracting(Future::resultNow)
                    .extracting(Decision::position)
                    .containsOnly(1L);
            assertThat(outcomes)
                    .extracting(Future::resultNow)
                    .filteredOn(d -> !d.replayed())
                    .hasSize(1);
        }
    }

    @Nested
    class Provisos {
        @Test
        void a_stale_version_is_not_written_over() {
            decide(new Add("1", "one"));
            decide(new Add("2", "two"));

            Decision<Desks.State, Event> fits =
                    store.decide(DECIDER, new Take("1", "bert"), anna().withExpected(new Expected(desk("1"), 1)));

            assertThat(fits.position()).isEqualTo(3);
            assertThatThrownBy(() ->
                            store.decide(DECIDER, new Leave("1"), anna().withExpected(new Expected(desk("1"), 1))))
                    .isInstanceOfSatisfying(
                            Stale.class, stale -> assertThat(stale.actual()).isEqualTo(3));
        }

        @Test
        void one_of_several_versions_or_any_version_is_enough() {
            decide(new Add("1", "one"));

            assertThat(take(new Expected(desk("1"), false, Set.of(1L, 9L))).position())
                    .isEqualTo(2);
            assertThatThrownBy(() -> take(new Expected(desk("1"), false, Set.of())))
                    .isInstanceOf(Stale.class);
            assertThat(store.decide(
                                    DECIDER,
                                    new Leave("1"),
                                    anna().withExpected(new Expected(desk("1"), true, Set.of())))
                            .position())
                    .isEqualTo(3);
            assertThatThrownBy(() -> store.decide(
                            DECIDER, new Add("2", "two"), anna().withExpected(new Expected(desk("2"), true, Set.of()))))
                    .isInstanceOf(Stale.class);
        }

        private Decision<Desks.State, Event> take(Expected expected) {
            return store.decide(DECIDER, new Take("1", "bert"), anna().withExpected(expected));
        }

        @Test
        void an_unknown_resource_is_unknown_rather_than_stale() {
            assertThatThrownBy(() ->
                            store.decide(DECIDER, new Leave("1"), anna().withExpected(new Expected(desk("1"), 7))))
                    .isInstanceOf(Refused.class);
            assertThatThrownBy(() ->
                            store.decide(DECIDER, new Add("1", "one"), anna().withExpected(new Expected(desk("1"), 7))))
                    .isInstanceOf(Stale.class);
        }

        @Test
        void what_a_preview_rests_on_must_not_have_changed() {
            decide(new Add("1", "one"));
            long preview = store.rehearse()
                    .decideAll(DECIDER, List.of(new Take("1", "bert")), anna())
                    .position();
            decide(new Add("2", "two"));
            store.decide(DECIDER, new Take("1", "bert"), anna().withBasedOn(preview));

            assertThatThrownBy(() -> store.decide(DECIDER, new Leave("1"), anna().withBasedOn(preview)))
                    .isInstanceOf(ChangedSincePreview.class);
        }
    }

    @Test
    void a_rehearsal_appends_nothing_and_remembers() {
        decide(new Add("1", "one"));
        Rehearsal<Event> rehearsal = store.rehearse();

        rehearsal.decideAll(DECIDER, List.of(new Add("2", "two"), new Take("2", "bert")), anna());
        Decision<Desks.State, Event> later = rehearsal.decideEach(
                DECIDER, List.of(new Take("2", "carl"), new Take("1", "carl"), new Add("3", "two")), anna());

        assertThat(later.outcomes().stream()
                        .map(o -> o.refused() == null ? null : o.refused().code()))
                .containsExactly("desk-taken", null, "name-taken");
        assertThat(log.head()).isEqualTo(1);
    }

    @Nested
    class States {
        private static final Criteria DESK = Criteria.tagged(desk("1"));

        @Test
        void a_decision_has_the_state_that_the_log_has_after_it() {
            decide(new Add("0", "zero"));

            for (var command :
                    List.of(new Add("1", "one"), new Take("1", "bert"), new Take("1", "bert"), new Leave("1"))) {
                Decision<Desks.State, Event> decided = decide(command);

                assertThat(decided.current(DESK)).isEqualTo(store.current(DECIDER, DESK));
                decide(new Take("0", "carl"));
                assertThat(decided.current(DESK)).isEqualTo(store.currentAt(DECIDER, DESK, decided.position()));
                decide(new Leave("0"));
            }
        }

        @Test
        void a_batch_has_the_state_of_each_of_its_resources() {
            decide(new Add("1", "one"));

            Decision<Desks.State, Event> decided = store.decideAll(
                    DECIDER, List.of(new Add("2", "two"), new Take("1", "bert"), new Take("2", "bert")), anna());

            assertThat(decided.current(DESK)).isEqualTo(store.current(DECIDER, DESK));
            assertThat(decided.current(DESK).version()).isEqualTo(3);
            assertThat(decided.current(Criteria.tagged(desk("2"))).version()).isEqualTo(4);
        }

        @Test
        void a_repeat_has_the_state_of_the_first_and_its_command() {
            Origin origin = withKey("key", "body");
            Decision<Desks.State, Event> first = store.decide(DECIDER, new Add("1", "one"), origin);
            decide(new Take("1", "bert"));

            Decision<Desks.State, Event> second = store.decide(DECIDER, new Add("1", "one"), withKey("key", "body"));

            assertThat(second.current(DESK)).isEqualTo(first.current(DESK));
            assertThat(second.commandId()).isEqualTo(origin.commandId());
        }

        @Test
        void what_the_boundary_does_not_select_has_no_state() {
            Decision<Desks.State, Event> decided = decide(new Add("1", "one"));

            assertThatThrownBy(() -> decided.current(Criteria.tagged(desk("2"))))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void a_guard_comes_before_the_version_and_the_rules() {
            decide(new Add("1", "one"));
            Decider<Desks.Command, Desks.State, Event> guarded = DECIDER.guarded((_, state) -> {
                if (state.holders().containsKey("1")) {
                    throw new IllegalStateException("hidden");
                }
            });

            assertThatThrownBy(() ->
                            store.decide(guarded, new Leave("1"), anna().withExpected(new Expected(desk("1"), 7))))
                    .hasMessage("hidden");
            assertThatThrownBy(() -> store.decide(guarded, new Take("2", "bert"), anna()))
                    .isInstanceOf(Refused.class);
        }

        @Test
        void a_guard_comes_before_the_answer_to_an_earlier_request_under_the_same_key() {
            decide(new Add("1", "one"));
            store.decide(DECIDER, new Take("1", "bert"), withKey("key", "body"));
            Decider<Desks.Command, Desks.State, Event> hiding = DECIDER.guarded((_, _) -> {
                throw new IllegalStateException("hidden");
            });
            Decider<Desks.Command, Desks.State, Event> refusing = DECIDER.guarded((_, _) -> {
                throw Refused.unknown("desk-unknown", "desk", "There is no such desk.");
            });

            assertThatThrownBy(() -> store.decide(hiding, new Take("1", "bert"), withKey("key", "body")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("hidden");
            assertThatThrownBy(() -> store.decide(refusing, new Take("1", "bert"), withKey("key", "body")))
                    .isInstanceOf(Refused.class);
            assertThat(store.decide(DECIDER.guarded((_, _) -> {}), new Take("1", "bert"), withKey("key", "body"))
                            .replayed())
                    .isTrue();
        }
    }

    @Nested
    class Attempts {
        private final Refused no = Refused.rule("no", null, "No.");

        private List<String> codes(List<Attempt<Desks.Command, Desks.State>> attempts) {
            return store.decideEach(Attempt.decider(DECIDER), attempts, anna()).outcomes().stream()
                    .map(outcome -> outcome.refused() == null
                            ? Integer.toString(outcome.events().size())
                            : outcome.refused().code())
                    .toList();
        }

        @Test
        void have_an_outcome_each_in_their_places() {
            assertThat(codes(List.of(
                            Attempt.refused(no),
                            Attempt.of(new Add("1", "one")),
                            Attempt.nothing(),
                            Attempt.of(new Take("2", "bert")))))
                    .containsExactly("no", "1", "0", "desk-unknown");
        }

        @Test
        void without_command_look_at_what_they_rest_on() {
            Attempt<Desks.Command, Desks.State> there = Attempt.check(Criteria.tagged(desk("1")), state -> {
                if (!state.holders().containsKey("1")) {
                    throw no;
                }
            });

            assertThat(codes(List.of(there, Attempt.of(new Add("1", "one")), there)))
                    .containsExactly("no", "1", "0");
        }

        @Test
        void that_are_refused_can_rest_on_what_a_command_would() {
            decide(new Add("1", "one"));
            List<Attempt<Desks.Command, Desks.State>> refused =
                    List.of(Attempt.refused(no, Criteria.tagged(desk("1"))));

            assertThatThrownBy(() -> store.decideAll(Attempt.decider(DECIDER), refused, anna().withBasedOn(0L)))
                    .isInstanceOf(ChangedSincePreview.class);
        }
    }

    @Nested
    class Answers {
        private Requested<Desks.Command, ?> requested(long sequence, Desks.Command... commands) {
            return new Requested<>(
                    sequence, new Cause("actor-" + sequence, "command-" + sequence, null), List.of(commands));
        }

        @Test
        void are_given_once_with_the_original_cause() {
            store.answer(
                    DECIDER,
                    List.of(requested(3, new Add("1", "one")), requested(5, new Take("1", "bert")), requested(6)),
                    "topic");
            assertThat(store.consumed("topic")).isEqualTo(6);

            // a replica that was suspended delivers the same again, and something new
            Decision<Desks.State, Event> late = store.answer(
                    DECIDER,
                    List.of(requested(5, new Leave("1")), requested(8, new Add("2", "two")), requested(9)),
                    "topic");

            assertThat(late.events()).containsExactly(added("2", "two"));
            assertThat(store.consumed("topic")).isEqualTo(9);
            assertThat(store.consumed("other")).isZero();
            assertThat(log.read(1, 9).stream().map(e -> e.cause().actor()))
                    .containsExactly("actor-3", "actor-5", "actor-8");
            assertThat(log.at(1).orElseThrow().tags())
                    .contains(Consumed.tag("topic").encoded());
        }

        @Test
        void withdrawals_undo_what_was_requested_in_the_order_of_the_requests() {
            decide(new Add("1", "one"));
            decide(new Add("2", "two"));
            var requests = new ForeignRequests<Desks.Command, Desks.State, Event, String, String>(
                    store, "topic", DECIDER, this::undo, (undo, desks) -> store.touched(undo, either(desks)));

            requests.answer(List.of(
                    requestedBy(10, take("1")),
                    requestedBy(11, take("2")),
                    withdrawn(12, 10, "1"),
                    withdrawn(13, 10, "2")));
            requests.answer(List.of(requestedBy(14, take("1")), withdrawn(15, 14, "1"), requestedBy(16, take("1"))));

            assertThat(log.read(3, 20))
                    .extracting(Recorded::type, Recorded::subject)
                    .containsExactly(
                            tuple("DeskTaken", "1"),
                            tuple("DeskTaken", "2"),
                            tuple("DeskLeft", "1"),
                            tuple("DeskTaken", "1"),
                            tuple("DeskLeft", "1"),
                            tuple("DeskTaken", "1"));
            assertThat(log.read(5, 1).getFirst().cause().commandId()).isEqualTo(commandId(12));
            assertThat(log.read(3, 20))
                    .extracting(event -> event.cause().metadata().get("commandSource"))
                    .containsExactly("request", "request", "undo", "request", "undo", "request");
            assertThat(log.read(3, 20))
                    .extracting(event -> event.cause().metadata().get("commandKind"))
                    .containsExactly("request", "request", "undo", "request", "undo", "request");
            assertThat(store.consumed("topic")).isEqualTo(16);
        }

        private Undo<String, Desks.Command, Desks.State, Event> undo(Set<String> commandIds) {
            return new Undo<>(
                    DECIDER,
                    commandIds,
                    Event::desk,
                    desk -> Criteria.tagged(desk(desk)),
                    change -> new Leave(change.resource()));
        }

        private Criteria either(List<String> desks) {
            return Criteria.either(
                    desks.stream().map(desk -> Criteria.tagged(desk(desk))).toList());
        }

        private Desks.Command take(String desk) {
            return new Take(desk, "bert");
        }

        private static String commandId(int number) {
            return new UUID(0, number).toString();
        }

        private ForeignRequest<Desks.Command, String> requestedBy(int sequence, Desks.Command command) {
            return new Requested<>(sequence, new Cause("anna", commandId(sequence), null), List.of(command));
        }

        private ForeignRequest<Desks.Command, String> withdrawn(int sequence, int asked, String desk) {
            return new Withdrawn<>(sequence, new Cause("anna", commandId(12), null), commandId(asked), desk);
        }

        @Test
        void compete_and_one_wins() {
            List<Future<Decision<Desks.State, Event>>> outcomes = inParallel(
                    4, i -> store.answer(DECIDER, List.of(requested(1, new Add("" + i, "desk " + i))), "topic"));

            assertThat(outcomes)
                    .extracting(Future::resultNow)
                    .extracting(Decision::events)
                    .filteredOn(e -> !e.isEmpty())
                    .hasSize(1);
            assertThat(log.head()).isEqualTo(1);
        }
    }
}
