package incharge.eventstore.erasure;

import static com.mongodb.client.model.Filters.eq;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.erasure.ErasureFact.PersonErased;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;

/**
 * Deletes what this service keeps of an erased person and records in its log that this is done. The answer rests on the
 * event that records it, so that each person is answered once, however often the erasure is delivered.
 *
 * <p>While texts of the person are still needed, the erasure waits in a collection and the topic goes on.
 *
 * @param <E> events of this service's log
 */
public final class ErasureAnswers<E> implements Contribution<ErasureFact> {

    private final EventStore<E> store;
    private final FactVocabulary<ErasureFact> facts;
    private final List<PersonTexts> texts;
    private final MongoCollection<Document> waiting;
    private final Decider<UUID, Boolean, E> decider;

    /**
     * @param owners the topics of the services that own persons
     * @param completed makes the event that records the end of an erasure; it bears {@link #completed}
     */
    public ErasureAnswers(
            EventStore<E> store,
            MongoDatabase database,
            Set<String> owners,
            Function<UUID, ? extends E> completed,
            List<PersonTexts> texts) {
        this.store = store;
        this.facts = new FactVocabulary<>(
                owners.stream().collect(toUnmodifiableMap(topic -> topic, _ -> ErasureFact.class)));
        this.texts = List.copyOf(texts);
        this.waiting = database.getCollection("erasures").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.decider = new Decider<>(
                () -> false,
                (person, done) -> done ? List.of() : List.of(completed.apply(person)),
                (_, _) -> true,
                person -> Criteria.tagged(completed(person)));
    }

    /** Marks the event that records the end of a person's erasure. */
    public static Tag completed(UUID personId) {
        return Tag.of("erasure-completed", personId.toString());
    }

    @Override
    public FactVocabulary<ErasureFact> facts() {
        return facts;
    }

    @Override
    public void apply(TypedFact<ErasureFact> fact, DocumentWrites writes) {
        // the answer lies in the log, and nothing is kept of it elsewhere
    }

    @Override
    public boolean requiresAnswer(ErasureFact fact) {
        return true;
    }

    @Override
    public void beforeCommit(List<TypedFact<ErasureFact>> batch) {
        for (TypedFact<ErasureFact> fact : batch) {
            switch (fact.content()) {
                case PersonErased(UUID person) -> answer(person, fact.fact());
            }
        }
    }

    private void answer(UUID person, Fact cause) {
        if (store.log().anyBearing(completed(person))) {
            return;
        }
        texts.forEach(each -> each.deleteOf(person));
        Document erasure = new Document("_id", person.toString())
                .append("actor", cause.actor())
                .append("commandId", cause.commandId())
                .append("reason", cause.reason());
        if (mayRemain(person)) {
            waiting.replaceOne(eq(person.toString()), erasure, new ReplaceOptions().upsert(true));
        } else {
            complete(person, erasure);
        }
    }

    /** Records the end of those erasures that waited and of which no texts remain. */
    public void answerWaiting() {
        for (Document erasure : waiting.find()) {
            UUID person = UUID.fromString(erasure.getString("_id"));
            if (!mayRemain(person)) {
                complete(person, erasure);
                waiting.deleteOne(eq(person.toString()));
            }
        }
    }

    private boolean mayRemain(UUID person) {
        return texts.stream().anyMatch(each -> each.mayRemain(person));
    }

    private void complete(UUID person, Document erasure) {
        store.decide(
                decider,
                person,
                Origin.of(erasure.getString("actor"), UUID.fromString(erasure.getString("commandId")))
                        .byProduct(CommandSource.REQUEST)
                        .withReason(erasure.getString("reason")));
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return EventStore.isTransient(failure);
    }
}
