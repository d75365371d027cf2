package incharge.eventstore.decider;

import java.util.List;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A command, or why there is none: it keeps its place among the others of a request, so that the answer of the commit is
 * still that of the same things when the request is repeated, and may be refused without anything being loaded for it.
 *
 * @param command null where nothing is to be decided
 * @param refused null unless it is refused at once
 */
public record Attempt<C>(C command, Refused refused) {

    /** Selects nothing: what is not decided rests on no event. */
    private static final EventCriteria NOTHING = EventCriteria.havingTags("attempt", "none");

    public static <C> Attempt<C> of(C command) {
        return new Attempt<>(command, null);
    }

    public static <C> Attempt<C> refused(Refused refused) {
        return new Attempt<>(null, refused);
    }

    /** Decides the commands as this decider does. */
    public static <C, S, E> Decider<Attempt<C>, S, E> decider(Decider<C, S, E> decider) {
        return new Decider<>(
                decider.initial(),
                (attempt, state) -> attempt.decide(decider, state),
                decider.evolve(),
                attempt ->
                        attempt.command == null ? NOTHING : decider.boundary().apply(attempt.command));
    }

    private <S, E> List<? extends E> decide(Decider<C, S, E> decider, S state) {
        if (refused != null) throw refused;
        return command == null ? List.of() : decider.decide().apply(command, state);
    }
}
