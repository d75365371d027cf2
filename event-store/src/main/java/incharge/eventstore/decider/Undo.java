package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Rules by which the things that some commands changed are brought back; what others changed since stays.
 *
 * @param <K> key of a thing
 * @param decider the boundaries of its commands select the events of their things
 * @param commandIds the commands that are taken back; commands that take them back belong to these too
 * @param thing the thing that an event changes; null if it changes none, then it is part of the state where a life
 *     selects it
 * @param life selects all events of a thing, and perhaps of others
 * @param back the command that leads back, null if there is nothing to do; it may throw {@link Refused}, also for a
 *     thing that others changed since, so that this is not disclosed
 */
public record Undo<K, C, S, E>(
        Decider<C, S, E> decider,
        Set<String> commandIds,
        Function<E, K> thing,
        Function<K, Criteria> life,
        Function<Life<K, S>, C> back) {

    /** Code of the refusal to take back what others changed since. */
    public static final String CHANGED_SINCE = "changed-since";

    /** Code of the refusal to take back what the commands did not do. */
    public static final String UNKNOWN = "change-unknown";

    /**
     * The states of a thing, made of its events and of those that change no thing.
     *
     * @param before the state before what is taken back
     * @param now the state after all that happened
     */
    public record Life<K, S>(K thing, S before, S now) {}

    /**
     * An event in the life of a thing.
     *
     * @param thing null if it changes none
     * @param commandId the command behind it
     */
    record Happened<K, E>(K thing, E event, String commandId) {}

    Attempt<C, S> attempt(K key, List<Happened<K, E>> lived) {
        S before = decider.initial().get();
        int first = 0;
        while (first < lived.size() && !isTheirs(lived.get(first))) {
            before = decider.evolve().apply(before, lived.get(first++).event());
        }
        if (first == lived.size()) {
            return Attempt.refused(unknown());
        }
        List<Happened<K, E>> since = lived.subList(first, lived.size());
        S now = before;
        for (Happened<K, E> happened : since) {
            now = decider.evolve().apply(now, happened.event());
        }
        try {
            C command = back.apply(new Life<>(key, before, now));
            return since.stream().anyMatch(this::isOthers) ? Attempt.refused(changedSince()) : Attempt.of(command);
        } catch (Refused refused) {
            return Attempt.refused(refused);
        }
    }

    private boolean isTheirs(Happened<K, E> happened) {
        return happened.thing() != null && commandIds.contains(happened.commandId());
    }

    private boolean isOthers(Happened<K, E> happened) {
        return happened.thing() != null && !commandIds.contains(happened.commandId());
    }

    private static Refused unknown() {
        return Refused.conflict(UNKNOWN, null, "What was done to it is not known any more; it stays as it is.");
    }

    private static Refused changedSince() {
        return Refused.conflict(CHANGED_SINCE, null, "It was changed since and stays as it is.");
    }
}
