package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Rules that undo what some commands did to resources; what others changed since stays.
 *
 * @param <K> key of a resource
 * @param decider the boundaries of its commands select the events of their resources
 * @param commandIds the commands that are undone; commands that undo them belong to these too
 * @param resource returns the resource that an event changes, or null if it changes none
 * @param history selects all events of a resource; those that change another one or none are part of the state
 * @param revert returns the command that restores the state before, or null if there is nothing to do; it may throw
 *     {@link Refused}, also for a resource that others changed since, so that this is not disclosed
 */
public record Undo<K, C, S, E>(
        Decider<C, S, E> decider,
        Set<String> commandIds,
        Function<E, K> resource,
        Function<K, Criteria> history,
        Function<Change<K, S>, C> revert) {

    /** The code of the refusal to undo what others changed since. */
    public static final String CHANGED_SINCE = "changed-since";

    /** The code of the refusal to undo what the commands did not do. */
    public static final String UNKNOWN = "change-unknown";

    /**
     * The change of a resource as its history shows it.
     *
     * @param before the state before what is undone
     * @param now the state after all events
     */
    public record Change<K, S>(K resource, S before, S now) {}

    /**
     * An event in the history of a resource.
     *
     * @param resource null if it changes none
     * @param commandId the command that caused it
     */
    record PastEvent<K, E>(K resource, E event, String commandId) {}

    Attempt<C, S> attempt(K key, List<PastEvent<K, E>> events) {
        int first = 0;
        while (first < events.size() && !isTheirs(key, events.get(first))) {
            first++;
        }
        if (first == events.size()) {
            return Attempt.refused(unknown());
        }
        List<PastEvent<K, E>> since = events.subList(first, events.size());
        try {
            C command = revert.apply(new Change<>(key, state(events.subList(0, first)), state(events)));
            return since.stream().anyMatch(past -> isOthers(key, past))
                    ? Attempt.refused(changedSince())
                    : Attempt.of(command);
        } catch (Refused refused) {
            return Attempt.refused(refused);
        }
    }

    /** Each state begins anew: {@code evolve} may change the state that it is given. */
    private S state(List<PastEvent<K, E>> events) {
        S state = decider.initial().get();
        for (PastEvent<K, E> past : events) {
            state = decider.evolve().apply(state, past.event());
        }
        return state;
    }

    private boolean isTheirs(K key, PastEvent<K, E> past) {
        return key.equals(past.resource()) && commandIds.contains(past.commandId());
    }

    private boolean isOthers(K key, PastEvent<K, E> past) {
        return key.equals(past.resource()) && !commandIds.contains(past.commandId());
    }

    private static Refused unknown() {
        return Refused.conflict(UNKNOWN, null, "What was done to it is not known any more; it stays as it is.");
    }

    /** Returns the refusal to undo what others changed since. */
    public static Refused changedSince() {
        return Refused.conflict(CHANGED_SINCE, null, "It was changed since and stays as it is.");
    }
}
