package incharge.reporting.versions;

import com.mongodb.client.ClientSession;
import incharge.feed.Fact;
import incharge.feed.FactHandler;
import incharge.reporting.facts.KnownFacts;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes what is heard into the served generation of its source, and touches nothing of another source. */
public final class VersionsFeed implements FactHandler {

    private final Sources sources;
    private final KnownFacts known;
    private final BiConsumer<Source, Long> written;

    /** @param written told up to which sequence a source was written by this process, once that can be read */
    public VersionsFeed(Sources sources, KnownFacts known, BiConsumer<Source, Long> written) {
        this.sources = sources;
        this.known = known;
        this.written = written;
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        var source = Source.ofTopic(batch.getFirst().topic());
        long last = batch.getLast().sequence();
        var before = sources.advance(transaction, source, last);
        var news = batch.stream()
                .filter(fact -> fact.sequence() > before.sequence())
                .toList();
        if (!news.isEmpty()) {
            sources.chronicle(source, before.generation()).append(transaction, known, news);
        }
    }

    @Override
    public void applied(List<Fact> batch) {
        var last = batch.getLast();
        written.accept(Source.ofTopic(last.topic()), last.sequence());
    }
}
