package incharge.reporting.card;

import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshot;
import java.time.Instant;
import java.util.Collection;

/** Finds what lists show of the cards of customers. */
public interface CardExcerptReading {

    /** Reads that of some customers at once. */
    CardExcerpts of(Snapshot snapshot, Collection<Customer> customers, Instant now);
}
