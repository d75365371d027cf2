package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import incharge.reporting.facts.ReportingFacts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes the facts of a topic into the served generation of its source, and hands the entries to the listener. */
public final class VersionsFeed implements FactHandler {

    private final Sources sources;
    private final ReportingFacts facts;
    private final VersionListener listener;
    /** What the transaction of each source wrote last; a repeated transaction replaces it. */
    private final Map<Source, WrittenBatch> uncommitted = new ConcurrentHashMap<>();

    public VersionsFeed(Sources sources, ReportingFacts facts, VersionListener listener) {
        this.sources = sources;
        this.facts = facts;
        this.listener = listener;
    }

    @Override
    public int schemaVersion() {
        return Sources.SCHEMA;
    }

    @Override
    public void check(Fact fact) {
        facts.check(fact);
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        var source = Source.ofTopic(batch.getFirst().topic());
        long after = batch.getFirst().sequence() - 1;
        long upTo = batch.getLast().sequence();
        int generation = sources.generation(transaction, source);
        List<Entry> entries = sources.versions(source, generation).append(transaction, facts.read(batch));
        uncommitted.put(source, new WrittenBatch(source, generation, after, upTo, entries));
        listener.writing(source, upTo);
    }

    @Override
    public void applied(List<Fact> batch) {
        WrittenBatch written = uncommitted.remove(Source.ofTopic(batch.getLast().topic()));
        if (written != null) {
            listener.written(written);
        }
    }
}
