package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import incharge.feed.TypedFact;
import incharge.reporting.facts.ReportingFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the facts of a batch into entries. A new version closes the one before, in the same batch or in the database.
 */
final class VersionBatch {

    private final Map<String, Entry> newest;
    private final Map<Long, Entry> made = new LinkedHashMap<>();
    private final List<WriteModel<Entry>> closed = new ArrayList<>();

    /**
     * @param newest the newest entries of the entities that the batch changes, by key, unless it begins them; changed
     *     here
     */
    VersionBatch(Map<String, Entry> newest) {
        this.newest = newest;
    }

    void add(TypedFact<ReportingFact> fact) {
        String key = Versioning.key(fact.content()).orElse(null);
        Entry before = key == null ? null : newest.get(key);
        Entry entry = Versioning.entry(fact.fact(), fact.content(), before == null ? null : before.version());
        made.put(entry.sequence(), entry);
        if (key != null) {
            newest.put(key, entry);
        }
        if (before != null) {
            close(before, entry.sequence());
        }
    }

    private void close(Entry before, long until) {
        if (made.computeIfPresent(before.sequence(), (_, ofThisBatch) -> ofThisBatch.until(until)) == null) {
            closed.add(new UpdateOneModel<>(
                    Filters.eq(EntryCodec.SEQUENCE, before.sequence()), Updates.set(EntryCodec.UNTIL, until)));
        }
    }

    /** Returns the entries in the order of the log. */
    List<Entry> entries() {
        return List.copyOf(made.values());
    }

    List<WriteModel<Entry>> writes() {
        var writes = new ArrayList<>(closed);
        made.values().forEach(entry -> writes.add(new InsertOneModel<>(entry)));
        return writes;
    }
}
