package incharge.imports;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.log.Idempotency;
import incharge.http.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The running undo of an import, as one of its chunks sees it.
 *
 * @param caller the caller of the undo, with the levels of that time
 * @param reason given with the undo, or null
 * @param startedAt when the undo was accepted; the same after a restart
 * @param contentHash the import's
 * @param chunk the chunk's number in its file, from 0
 */
public record UndoRun(
        UUID importId,
        Caller caller,
        String reason,
        Instant startedAt,
        String contentHash,
        int chunk,
        AtomicLong position) {

    /** The reason why a row stays whose changes are not known. */
    static final Refused UNKNOWN =
            Refused.conflict(Undo.UNKNOWN, null, "What the row changed is not known any more; it stays as it is.");

    /** Returns the ids of the commands that are undone: the import, and its undo before a crash. */
    public Set<String> commandIds() {
        return Set.of(importId.toString(), commandId().toString());
    }

    /**
     * Returns the idempotency keys of the commits that may hold what the chunk changed, in the order of the commits.
     */
    public List<String> decidedKeys() {
        return ImportRun.keysOf(importId, chunk);
    }

    private UUID commandId() {
        return commandId(importId);
    }

    /** Returns the id of the command that undoes an import. */
    static UUID commandId(UUID importId) {
        return UuidCreator.getNameBasedSha1(importId, "undo");
    }

    /**
     * Undoes what rows did, in one commit.
     *
     * @param resources what each row changed, as many as there are verdicts; null where that is not known: it stays
     * @return the verdicts; those of rows that stay have the reason
     */
    public <K, C, S, E> List<Verdict> undo(
            EventStore<E> store, Undo<K, C, S, E> undo, List<Verdict> verdicts, List<K> resources) {
        List<K> distinct = new ArrayList<>(new LinkedHashSet<>(resources));
        distinct.remove(null);
        Decision<S, E> decided = store.undo(undo, distinct, origin());
        position.accumulateAndGet(decided.position(), Math::max);
        Map<K, Refused> stay = new HashMap<>();
        stay.put(null, UNKNOWN);
        for (int i = 0; i < distinct.size(); i++) {
            stay.put(distinct.get(i), decided.outcomes().get(i).refused());
        }
        List<Verdict> answer = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            answer.add(verdicts.get(i).staying(stay.get(resources.get(i))));
        }
        return answer;
    }

    private Origin origin() {
        return Origin.of(caller.actor(), commandId())
                .withReason(reason)
                .withIdempotency(new Idempotency(ImportRun.undoKeyOf(importId, chunk), contentHash));
    }
}
