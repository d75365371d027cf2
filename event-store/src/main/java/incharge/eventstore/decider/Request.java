package incharge.eventstore.decider;

import incharge.eventstore.axon.Criteria;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Criterion;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * What is sent to the one command handler: commands with the decider they are for, and the provisos.
 *
 * @param boundaries of each command
 * @param allOrNothing whether one refusal keeps all from being done
 * @param origin its idempotency, expectation and base hold for the whole request
 * @param causes who is behind the command of an index
 * @param answering null unless the commands answer another log's events
 * @param rehearsed null, or else nothing is appended and these, decided in earlier calls, count as if they had been
 */
record Request<C, S, E>(
        Decider<C, S, E> decider,
        List<C> commands,
        List<Set<Criterion>> boundaries,
        EventCriteria union,
        boolean allOrNothing,
        Origin origin,
        IntFunction<Cause> causes,
        Answering answering,
        List<E> rehearsed) {

    /**
     * Commands that answer another log's events.
     *
     * @param upTo position there that is answered with them
     * @param sequences position of each command's event
     */
    record Answering(String topic, long upTo, List<Long> sequences) {}

    static <C, S, E> Request<C, S, E> of(
            Decider<C, S, E> decider, List<C> commands, boolean allOrNothing, Origin origin) {
        var criteria = commands.stream().map(decider.boundary()).toList();
        return new Request<>(
                decider,
                List.copyOf(commands),
                criteria.stream().map(Criteria::of).map(Set::copyOf).toList(),
                union(criteria),
                allOrNothing,
                origin,
                _ -> origin.cause(),
                null,
                null);
    }

    /** Criteria that ask for nothing select everything, and Axon would drop them from a union. */
    private static EventCriteria union(List<EventCriteria> criteria) {
        if (criteria.size() == 1) return criteria.getFirst();
        return criteria.stream().allMatch(EventCriteria::hasCriteria)
                ? EventCriteria.either(criteria)
                : EventCriteria.havingAnyTag();
    }

    Request<C, S, E> answering(Answering newAnswering, IntFunction<Cause> newCauses) {
        return new Request<>(
                decider, commands, boundaries, union, allOrNothing, origin, newCauses, newAnswering, rehearsed);
    }

    Request<C, S, E> after(List<E> newRehearsed) {
        return new Request<>(
                decider, commands, boundaries, union, allOrNothing, origin, causes, answering, newRehearsed);
    }
}
