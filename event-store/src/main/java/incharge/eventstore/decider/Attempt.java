package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.function.Consumer;

/**
 * An entry of a request is a command or stands in the place of one. Each entry has an outcome, so the outcomes of a
 * request that is repeated are those of the same entries.
 *
 * @param command null if nothing is decided
 * @param boundary what an entry without command rests on
 * @param check looks at the state within the boundary of an entry without command and may throw {@link Refused}
 */
public record Attempt<C, S>(C command, Criteria boundary, Consumer<? super S> check) {

    public static <C, S> Attempt<C, S> of(C command) {
        return new Attempt<>(command, Criteria.nothing(), _ -> {});
    }

    /** Makes an entry that changes nothing. */
    public static <C, S> Attempt<C, S> nothing() {
        return of(null);
    }

    /** Makes an entry that is refused before anything is loaded for it. */
    public static <C, S> Attempt<C, S> refused(Refused refused) {
        return refused(refused, Criteria.nothing());
    }

    /** Makes an entry that is refused and rests on the same events as a command that is not. */
    public static <C, S> Attempt<C, S> refused(Refused refused, Criteria boundary) {
        return check(boundary, _ -> {
            throw refused;
        });
    }

    /** Makes an entry that changes nothing and is refused if the check of the state refuses it. */
    public static <C, S> Attempt<C, S> check(Criteria boundary, Consumer<? super S> check) {
        return new Attempt<>(null, boundary, check);
    }

    /** Makes a decider of attempts. */
    public static <C, S, E> Decider<Attempt<C, S>, S, E> decider(Decider<C, S, E> decider) {
        var attempts = new Decider<Attempt<C, S>, S, E>(
                decider.initial(),
                (attempt, state) -> attempt.decide(decider, state),
                decider.evolve(),
                attempt -> attempt.command == null
                        ? attempt.boundary
                        : decider.boundary().apply(attempt.command));
        // a guard costs a fold of each boundary, so there is none without need
        return decider.isGuarded() ? attempts.guarded((attempt, state) -> attempt.guard(decider, state)) : attempts;
    }

    private <E> void guard(Decider<C, S, E> decider, S state) {
        if (command != null) {
            decider.guard().accept(command, state);
        }
    }

    private <E> List<? extends E> decide(Decider<C, S, E> decider, S state) {
        if (command != null) {
            return decider.decide().apply(command, state);
        }
        check.accept(state);
        return List.of();
    }
}
