package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small world to decide in: desks with unique names, taken by people who may hold two at most. */
final class Desks {
    static final int MOST = 2;

    sealed interface Event {
        String desk();

        record DeskAdded(String desk, String name, LocalDate since, String note) implements Event {}

        record DeskTaken(String desk, String person) implements Event {}

        record DeskLeft(String desk, String person) implements Event {}
    }

    sealed interface Command {
        record Add(String desk, String name) implements Command {}

        record Take(String desk, String person) implements Command {}

        record Leave(String desk) implements Command {}
    }

    /** Holders by desk; empty where nobody sits. */
    record State(Map<String, Optional<String>> holders, Set<String> names) {}

    static final Vocabulary<Event> VOCABULARY =
            new Vocabulary<>("incharge.desks", Event.class, Desks::tags, Event::desk);

    static final Decider<Command, State, Event> DECIDER =
            new Decider<>(() -> new State(Map.of(), Set.of()), Desks::decide, Desks::evolve, Desks::boundary);

    static Tag desk(String id) {
        return Tag.of("desk", id);
    }

    private static Set<Tag> tags(Event event) {
        return switch (event) {
            case Event.DeskAdded added -> Set.of(desk(added.desk), Tag.of("name", added.name));
            case Event.DeskTaken(var desk, var person) -> Set.of(desk(desk), Tag.of("person", person));
            case Event.DeskLeft(var desk, var person) -> Set.of(desk(desk), Tag.of("person", person));
        };
    }

    private static Criteria boundary(Command command) {
        return switch (command) {
            case Command.Add(var desk, var name) ->
                Criteria.either(Criteria.tagged(desk(desk)), Criteria.tagged(Tag.of("name", name)));
            case Command.Take(var desk, var person) ->
                Criteria.either(Criteria.tagged(desk(desk)), Criteria.tagged(Tag.of("person", person)));
            case Command.Leave(var desk) -> Criteria.tagged(desk(desk));
        };
    }

    private static List<Event> decide(Command command, State state) {
        return switch (command) {
            case Command.Add add when state.holders.containsKey(add.desk) -> List.of();
            case Command.Add add
            when state.names.contains(add.name) ->
                throw Refused.conflict("name-taken", "name", "There is a desk of this name.");
            case Command.Add(var desk, var name) ->
                List.of(new Event.DeskAdded(desk, name, LocalDate.of(2024, 2, 29), null));
            case Command.Take take when !state.holders.containsKey(take.desk) -> throw unknown();
            case Command.Take(var desk, var person) when holds(state, desk, person) -> List.of();
            case Command.Take take
            when state.holders.get(take.desk).isPresent() ->
                throw Refused.conflict("desk-taken", "desk", "Somebody sits there.");
            case Command.Take take
            when held(state, take.person) >= MOST ->
                throw Refused.rule("too-many-desks", null, "Nobody holds more than " + MOST + " desks.");
            case Command.Take(var desk, var person) -> List.of(new Event.DeskTaken(desk, person));
            case Command.Leave(var desk) when !state.holders.containsKey(desk) -> throw unknown();
            case Command.Leave(var desk) ->
                state.holders
                        .get(desk)
                        .<List<Event>>map(person -> List.of(new Event.DeskLeft(desk, person)))
                        .orElse(List.of());
        };
    }

    private static Refused unknown() {
        return Refused.unknown("desk-unknown", "desk", "There is no such desk.");
    }

    private static boolean holds(State state, String desk, String person) {
        return state.holders.get(desk).equals(Optional.of(person));
    }

    private static long held(State state, String person) {
        return state.holders.values().stream()
                .filter(Optional.of(person)::equals)
                .count();
    }

    private static State evolve(State state, Event event) {
        var holders = new HashMap<>(state.holders);
        Set<String> names = state.names;
        switch (event) {
            case Event.DeskAdded added -> {
                holders.put(added.desk, Optional.empty());
                names = new HashSet<>(names);
                names.add(added.name);
            }
            case Event.DeskTaken(var desk, var person) -> holders.put(desk, Optional.of(person));
            case Event.DeskLeft left -> holders.put(left.desk, Optional.empty());
        }
        return new State(holders, names);
    }

    private Desks() {}
}
