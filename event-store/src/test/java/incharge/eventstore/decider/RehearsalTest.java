package incharge.eventstore.decider;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.Desks.Command.Add;
import incharge.eventstore.decider.Desks.Command.Leave;
import incharge.eventstore.decider.Desks.Command.Take;
import incharge.eventstore.decider.Desks.Event;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.local.RealParts;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class RehearsalTest {
    private final AtomicLong tagged = new AtomicLong();
    private final AtomicLong evolved = new AtomicLong();
    private final Vocabulary<Event> vocabulary = new Vocabulary<>(
            Desks.VOCABULARY.name(),
            Event.class,
            event -> {
                tagged.incrementAndGet();
                return Desks.VOCABULARY.tags().apply(event);
            },
            Event::desk);
    private final Decider<Desks.Command, Desks.State, Event> decider = new Decider<>(
            Desks.DECIDER.initial(),
            Desks.DECIDER.decide(),
            (state, event) -> {
                evolved.incrementAndGet();
                return Desks.DECIDER.evolve().apply(state, event);
            },
            Desks.DECIDER.boundary());
    private final EventLog log = EventLog.open(RealParts.freshDatabase());
    private final EventStore<Event> store =
            new EventStore<>(vocabulary, log, JsonMapper.builder().build());

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    private static Origin anna() {
        return Origin.of("anna", UUID.randomUUID());
    }

    private List<String> codes(
            Rehearsal<Event> rehearsal, Decider<Desks.Command, ?, Event> by, List<Desks.Command> commands) {
        return rehearsal.decideEach(by, commands, anna()).outcomes().stream()
                .map(outcome -> outcome.refused() == null
                        ? Integer.toString(outcome.events().size())
                        : outcome.refused().code())
                .toList();
    }

    @Test
    void work_grows_with_the_commands_and_not_with_what_was_decided_before() {
        int chunks = 200;
        int rows = 500;
        Rehearsal<Event> rehearsal = store.rehearse();

        for (int chunk = 0; chunk < chunks; chunk++) {
            int first = chunk * rows;
            List<Desks.Command> commands = IntStream.range(first, first + rows)
                    .<Desks.Command>mapToObj(i -> new Add("desk " + i, "name " + i))
                    .toList();
            // each chunk also reads what the first one decided
            List<Desks.Command> asked = Stream.concat(
                            commands.stream(), Stream.of(new Add("another " + chunk, "name 7")))
                    .toList();
            List<Outcome<Event>> outcomes =
                    rehearsal.decideEach(decider, asked, anna()).outcomes();
            assertThat(outcomes.subList(0, rows))
                    .allMatch(outcome -> outcome.events().size() == 1);
            assertThat(outcomes.getLast().refused().code()).isEqualTo("name-taken");
        }

        assertThat(tagged).hasValueLessThan(4L * chunks * rows);
        assertThat(evolved).hasValueLessThan(2L * chunks);
        assertThat(log.head()).isZero();
    }

    @Test
    void what_was_decided_is_found_by_tag_and_type_in_its_order_however_much_it_is() {
        Rehearsal<Event> rehearsal = store.rehearse();
        // more than is held in memory, and then some that is not written yet
        for (int i = 0; i < 12; i++) {
            int first = i * 1_000;
            codes(
                    rehearsal,
                    decider,
                    IntStream.range(first, first + 1_000)
                            .<Desks.Command>mapToObj(
                                    desk -> new Add("desk " + desk, "A rather long name of desk number " + desk))
                            .toList());
        }
        assertThat(codes(
                        rehearsal,
                        decider,
                        List.of(new Take("desk 1", "bert"), new Take("desk 11999", "bert"), new Leave("desk 1"))))
                .containsExactly("1", "1", "1");

        assertThat(codes(
                        rehearsal,
                        decider,
                        List.of(
                                new Take("desk 1", "carl"),
                                new Take("desk 11999", "carl"),
                                new Take("desk 12000", "carl"),
                                new Add("desk 5", "x"))))
                .containsExactly("1", "desk-taken", "desk-unknown", "0");
        Decider<Desks.Command, List<String>, Event> takes =
                seeing(Criteria.tagged(Desks.desk("desk 1"), Event.DeskTaken.class));
        assertThat(codes(rehearsal, takes, List.of(new Leave("bert, carl")))).containsExactly("0");
        assertThat(codes(rehearsal, takes, List.of(new Leave("carl, bert")))).containsExactly("seen");
        Decider<Desks.Command, List<String>, Event> untagged =
                seeing(Criteria.ofTypes(Event.DeskTaken.class, Event.DeskLeft.class));
        assertThat(codes(rehearsal, untagged, List.of(new Leave("bert, bert, bert, carl"))))
                .containsExactly("0");
        assertThat(codes(rehearsal, seeing(Criteria.everything()), List.of(new Leave(""))))
                .containsExactly("seen");
    }

    /** Refuses as seen whose text is not the people of the events in their order. */
    private static Decider<Desks.Command, List<String>, Event> seeing(Criteria criteria) {
        return new Decider<>(
                List::of,
                (command, people) -> {
                    if (!command.equals(new Leave(String.join(", ", people)))) {
                        throw Refused.rule("seen", null, people.size() + " people");
                    }
                    return List.of();
                },
                (people, event) -> Stream.concat(
                                people.stream(),
                                switch (event) {
                                    case Event.DeskAdded _ -> Stream.of("nobody");
                                    case Event.DeskTaken taken -> Stream.of(taken.person());
                                    case Event.DeskLeft left -> Stream.of(left.person());
                                })
                        .toList(),
                _ -> criteria);
    }
}
