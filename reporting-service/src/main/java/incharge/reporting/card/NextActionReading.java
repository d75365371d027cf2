package incharge.reporting.card;

import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshot;
import java.time.Instant;
import java.util.Collection;

/** Finds what is to be done next for customers. */
public interface NextActionReading {

    /** Reads those of some customers at once. */
    NextActions of(Snapshot snapshot, Collection<Customer> customers, Instant now);
}
