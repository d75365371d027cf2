package incharge.feed;

import java.util.List;

/**
 * A part of a service's reference data: the facts that it understands and the fields that it keeps of them. Several
 * contributions may keep fields of the same document, each one fields of its own; {@link ReferenceDataProjection}
 * merges them. A service's log is a topic like any other one: a contribution that must not consume it leaves it out of
 * its vocabulary.
 *
 * @param <F> the sealed interface of the facts
 */
public interface Contribution<F> {

    FactVocabulary<F> facts();

    /** Returns a number that increases whenever other fields are kept, so that every topic is consumed once more. */
    default int schemaVersion() {
        return 1;
    }

    /** Adds the writes that follow from one fact. The facts of a topic come in order. */
    void apply(TypedFact<F> fact, DocumentWrites writes);

    /** Returns whether {@link #beforeCommit} acts on such a fact, which may write nothing. */
    default boolean requiresAnswer(F fact) {
        return false;
    }

    /**
     * Answers the requests among the facts in the service's own log, before the checkpoint moves. The same facts may
     * come again in other batches until they are committed, so this must not answer a request twice.
     *
     * @param batch the facts of one topic that this contribution understands, in order; not empty
     */
    default void beforeCommit(List<TypedFact<F>> batch) {}

    /** As {@link FactHandler#isTransient}. */
    default boolean isTransient(Throwable failure) {
        return false;
    }
}
