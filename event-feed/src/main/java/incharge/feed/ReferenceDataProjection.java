package incharge.feed;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoDatabase;
import java.util.Comparator;
import java.util.List;

/**
 * The one {@link FactHandler} of a service that keeps what it must know of others as reference data: the fields of all
 * {@link Contribution}s, one collection for each kind of thing, one update for each document and batch. An application
 * that has contributions and no fact handler of its own gets one.
 */
public final class ReferenceDataProjection implements FactHandler {
    private final MongoDatabase database;
    private final List<Contribution<?>> contributions;

    public ReferenceDataProjection(MongoDatabase database, List<Contribution<?>> contributions) {
        this.database = database;
        this.contributions = List.copyOf(contributions);
    }

    /** Two digits for each contribution, so that no two sets of versions share a number. */
    @Override
    public int schemaVersion() {
        return contributions.stream()
                .sorted(Comparator.comparing(
                        contribution -> contribution.getClass().getName()))
                .mapToInt(Contribution::schemaVersion)
                .reduce(0, (number, version) -> 100 * number + version);
    }

    @Override
    public boolean concerns(Fact fact) {
        return contributions.stream().anyMatch(contribution -> concerns(contribution, fact));
    }

    @Override
    public void check(Fact fact) {
        contributions.forEach(contribution -> contribution.facts().read(fact));
    }

    private static <F> boolean concerns(Contribution<F> contribution, Fact fact) {
        if (!contribution.facts().includes(fact)) {
            return false;
        }
        var writes = new DocumentWrites();
        F content = apply(contribution, fact, writes);
        return !writes.isEmpty() || contribution.requiresAnswer(content);
    }

    @Override
    public void beforeCommit(List<Fact> batch) {
        contributions.forEach(contribution -> beforeCommit(contribution, batch));
    }

    private static <F> void beforeCommit(Contribution<F> contribution, List<Fact> batch) {
        List<TypedFact<F>> understood = contribution.facts().read(batch);
        if (!understood.isEmpty()) {
            contribution.beforeCommit(understood);
        }
    }

    @Override
    public void apply(ClientSession transaction, List<Fact> batch) {
        var writes = new DocumentWrites();
        for (Fact fact : batch) {
            // fact by fact, since a deletion ends what all contributions wrote before it
            contributions.forEach(contribution -> apply(contribution, fact, writes));
        }
        writes.write(transaction, database);
    }

    private static <F> F apply(Contribution<F> contribution, Fact fact, DocumentWrites writes) {
        F content = contribution.facts().read(fact).orElse(null);
        if (content != null) {
            contribution.apply(new TypedFact<>(content, fact), writes);
        }
        return content;
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return contributions.stream().anyMatch(contribution -> contribution.isTransient(failure));
    }
}
