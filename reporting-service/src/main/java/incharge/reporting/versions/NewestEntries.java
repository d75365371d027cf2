package incharge.reporting.versions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The newest entries of the entities that changed last, so that the next change of one reads nothing back. They are
 * valid for the generation and the sequence that this process wrote last, and for no other. Used by one thread at a
 * time.
 */
final class NewestEntries {

    private static final int MOST = 10_000;

    /** Least used first. */
    private final LinkedHashMap<String, Entry> byKey = new LinkedHashMap<>(16, 0.75f, true);

    private int generation;
    private long sequence;

    /** Returns the newest entries by key, empty when another process may have written since. */
    Map<String, Entry> at(int ofGeneration, long ofSequence) {
        if (ofGeneration != generation || ofSequence != sequence) {
            byKey.clear();
        }
        return byKey;
    }

    /** Takes in a batch that is committed. */
    void committed(WrittenBatch batch) {
        at(batch.generation(), batch.after());
        for (Entry entry : batch.entries()) {
            if (entry.version() != null) {
                byKey.put(entry.version().key(), entry);
            }
        }
        while (byKey.size() > MOST) {
            byKey.pollFirstEntry();
        }
        generation = batch.generation();
        sequence = batch.upTo();
    }
}
