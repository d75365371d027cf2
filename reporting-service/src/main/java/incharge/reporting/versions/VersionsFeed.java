package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import incharge.eventstore.feed.Fact;
import incharge.eventstore.feed.FactHandler;
import incharge.reporting.facts.KnownFacts;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes what is heard into the served generation of its source, and touches nothing of another source. */
public final class VersionsFeed implements FactHandler {

    private final Sources sources;
    private final KnownFacts known;
    private final BiConsumer<Source, Long> written;

    /** @param written told what a transaction will have written once it commits; may be told twice, or in vain */
    public VersionsFeed(Sources sources, KnownFacts known, BiConsumer<Source, Long> written) {
        this.sources = sources;
        this.known = known;
        this.written = written;
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        var source = Source.ofTopic(batch.getFirst().topic());
        var state = sources.locked(transaction, source);
        var news = batch.stream()
                .filter(fact -> fact.sequence() > state.sequence())
                .toList();
        if (news.isEmpty()) {
            return;
        }
        sources.chronicle(source, state.generation()).append(transaction, known, news);
        long last = news.getLast().sequence();
        sources.move(transaction, source, last);
        written.accept(source, last);
    }
}
