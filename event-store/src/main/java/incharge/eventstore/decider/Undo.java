package incharge.eventstore.decider;

import incharge.eventstore.log.Criteria;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How the things that some commands changed are brought back to where they were: whatever others changed since stays.
 *
 * @param <K> what a thing is known by
 * @param decider its commands' boundaries include what happened to their things
 * @param commandIds whose doing is taken back; what they do to take it back is theirs too
 * @param thing what an event is about; null for what is about none of them: where lives select it, states see it, and it is
 *     no change of a thing
 * @param life selects all that happened to a thing, and perhaps to others
 * @param back the command that leads back, null where there is nothing to do; it may throw {@link Refused}, also for what
 *     others changed since, which then tells nothing of that
 */
public record Undo<K, C, S, E>(
        Decider<C, S, E> decider,
        Set<String> commandIds,
        Function<E, K> thing,
        Function<K, Criteria> life,
        Function<Life<K, S>, C> back) {

    /** Code of the refusal to take back what others changed since. */
    public static final String CHANGED_SINCE = "changed-since";

    /** Code of the refusal to take back what the commands are not known to have done. */
    public static final String UNKNOWN = "change-unknown";

    /**
     * What became of a thing, in states that know this thing and what is about none.
     *
     * @param before the state before what is taken back
     * @param now the state after all that happened
     */
    public record Life<K, S>(K thing, S before, S now) {}

    /**
     * An event of a thing's life.
     *
     * @param thing null where it is about none
     * @param commandId the command behind it
     */
    record Happened<K, E>(K thing, E event, String commandId) {}

    Attempt<C, S> attempt(K key, List<Happened<K, E>> lived) {
        var before = decider.initial().get();
        int first = 0;
        while (first < lived.size() && !isTheirs(lived.get(first))) {
            before = decider.evolve().apply(before, lived.get(first++).event());
        }
        if (first == lived.size()) {
            return Attempt.refused(unknown());
        }
        var since = lived.subList(first, lived.size());
        var now = before;
        for (var happened : since) {
            now = decider.evolve().apply(now, happened.event());
        }
        try {
            var command = back.apply(new Life<>(key, before, now));
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
