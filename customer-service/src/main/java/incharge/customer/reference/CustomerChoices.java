package incharge.customer.reference;

import incharge.feed.CatchUp;
import incharge.feed.Feeds;
import incharge.feed.NotCaughtUp;
import incharge.visibility.VisibilityProjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds customers by what they are and how they are grouped. */
public final class CustomerChoices {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CustomerProjection projection;
    private final Feeds feeds;
    private final CatchUp catchUp;

    CustomerChoices(CustomerProjection projection, Feeds feeds, CatchUp catchUp) {
        this.projection = projection;
        this.feeds = feeds;
        this.catchUp = catchUp;
    }

    /**
     * Returns the customers that are chosen at a position of this service's log or later, without erased persons:
     * nothing can be recorded about these.
     *
     * @param archivedSince a position; customers that were archived after it are returned too
     * @throws NotCaughtUp if the log is not consumed so far in time (503)
     */
    public List<UUID> find(CustomerChoice choice, long position, long archivedSince) {
        catchUp.requireComplete(VisibilityProjection.GROUPINGS);
        if (!feeds.await(Map.of(VisibilityProjection.CUSTOMERS, position), PATIENCE)) {
            throw new NotCaughtUp(VisibilityProjection.CUSTOMERS);
        }
        return projection.find(choice, archivedSince);
    }
}
