package incharge.feed;

/**
 * A fact with its payload in a record of the consumer.
 *
 * @param content the payload
 * @param fact the fact as it is published, with its position, actor, command id and reason
 */
public record TypedFact<F>(F content, Fact fact) {

    /** Returns the position of the fact in its log. */
    public long sequence() {
        return fact.sequence();
    }
}
