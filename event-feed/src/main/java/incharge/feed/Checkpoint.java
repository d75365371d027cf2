package incharge.feed;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * How far a service has consumed a topic, stored as {@code {_id, sequence, offset, event, heard}}.
 *
 * @param sequence the sequence of the last fact applied or passed, 0 for none
 * @param offset its offset, -1 for none
 * @param event its id, null for none
 * @param consumed the offset up to which no further fact lies, at least {@code offset}
 */
record Checkpoint(long sequence, long offset, String event, long consumed) {
    static final Checkpoint START = new Checkpoint(0, -1, null, -1);

    private static final String SEQUENCE = "sequence";
    private static final String OFFSET = "offset";
    private static final String EVENT = "event";
    private static final String CONSUMED = "heard";

    static Checkpoint of(Document stored) {
        long offset = stored.getLong(OFFSET);
        Long consumed = stored.getLong(CONSUMED);
        return new Checkpoint(
                stored.getLong(SEQUENCE), offset, stored.getString(EVENT), consumed == null ? offset : consumed);
    }

    /** Returns the insertion of {@link #START} where there is no checkpoint yet. */
    static Bson insertion() {
        return Updates.combine(
                Updates.setOnInsert(SEQUENCE, START.sequence), Updates.setOnInsert(OFFSET, START.offset));
    }

    /**
     * Returns the checkpoint after these facts, which may be none, and whatever else lies up to an offset. The offset
     * of a topic that was created again may be lower than before.
     */
    Checkpoint after(List<Fact> facts, long upTo) {
        if (facts.isEmpty()) {
            return new Checkpoint(sequence, offset, event, Math.max(consumed, upTo));
        }
        Fact last = facts.getLast();
        return new Checkpoint(last.sequence(), last.offset(), last.id().toString(), Math.max(last.offset(), upTo));
    }

    /** Returns the condition that nobody else moved this checkpoint. */
    Bson unmoved(String id) {
        return Filters.and(Filters.eq("_id", id), Filters.eq(SEQUENCE, sequence), Filters.eq(OFFSET, offset));
    }

    /** Returns the update that moves an earlier checkpoint to this one. */
    Bson moveFrom(Checkpoint before) {
        if (before.sequence == sequence) {
            return Updates.max(CONSUMED, consumed);
        }
        return Updates.combine(
                Updates.set(SEQUENCE, sequence),
                Updates.set(OFFSET, offset),
                Updates.set(EVENT, event),
                consumed == offset ? Updates.unset(CONSUMED) : Updates.set(CONSUMED, consumed));
    }
}
