package incharge.grouping.settings;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.CommandSource;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.feed.CatchUp;
import incharge.feed.Feeds;
import incharge.feed.NotCaughtUp;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.PlaceCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.reference.ForeignFact;
import incharge.grouping.reference.ReferenceProjection;
import incharge.grouping.reference.ReferenceProjection.Uncategorised;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The customers in no category, archived ones among them. While a category is required, those that became known after
 * it was found that there are none are put into one.
 */
public final class UncategorisedCustomers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UncategorisedCustomers.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 1_000;

    /** How often customers are looked for although nothing seems to have changed. */
    private static final Duration AT_LEAST = Duration.ofSeconds(30);

    private static final String ACTOR = "system";

    private final EventStore<GroupingsEvent> store;
    private final ReferenceProjection reference;
    private final Feeds feeds;
    private final CatchUp catchUp;
    private final Duration interval;
    /** Those that were in no category when they were looked for last, and what was known then. */
    private Set<UUID> seenBefore = Set.of();

    private Known looked = new Known(-1, -1, -1);
    private long lookedAt;

    private final ScheduledExecutorService placing = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("placing-customers").daemon().factory());

    /** @param interval how often customers are looked for that came into no category */
    public UncategorisedCustomers(
            EventStore<GroupingsEvent> store,
            ReferenceProjection reference,
            Feeds feeds,
            CatchUp catchUp,
            Duration interval) {
        this.store = store;
        this.reference = reference;
        this.feeds = feeds;
        this.catchUp = catchUp;
        this.interval = interval;
    }

    private record Known(long customers, long groupings, long head) {}

    public void start() {
        placing.scheduleWithFixedDelay(
                this::placeNowAndThen, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        placing.shutdownNow();
    }

    private void placeNowAndThen() {
        try {
            var known = new Known(
                    feeds.position(ForeignFact.CUSTOMERS),
                    feeds.position(ForeignFact.GROUPINGS),
                    store.log().known());
            boolean unchanged = known.equals(looked) && seenBefore.isEmpty();
            if (unchanged && System.nanoTime() - lookedAt < AT_LEAST.toNanos()) {
                return;
            }
            place();
            looked = known;
            lookedAt = System.nanoTime();
        } catch (RuntimeException e) {
            LOG.warn("Customers in no category were not placed; this is tried again in {}.", interval, e);
        }
    }

    /** Counts them on what this log holds now and on the customers that are known. */
    long count() {
        catchUp.requireComplete(ForeignFact.CUSTOMERS);
        if (!feeds.await(Map.of(ForeignFact.GROUPINGS, store.log().head()), PATIENCE)) {
            throw new NotCaughtUp(ForeignFact.GROUPINGS);
        }
        return reference.countOutside(groupings().categories().byId().keySet());
    }

    /**
     * Puts them into a category if one is required. A customer whose own request is being answered is in no category
     * for a moment too, so only those are placed that were in none the last time already. May run at the same time in
     * several processes.
     */
    private void place() {
        Groupings groupings = groupings();
        Set<UUID> categories = groupings.categories().byId().keySet();
        boolean none = !groupings.workspace().settings().categoryRequired() || reference.countOutside(categories) <= 0;
        List<Uncategorised> outside = none ? List.of() : reference.outside(categories, AT_ONCE);
        List<Uncategorised> found = outside.stream()
                .filter(customer -> seenBefore.contains(customer.customerId()))
                .toList();
        seenBefore = outside.stream().map(Uncategorised::customerId).collect(Collectors.toUnmodifiableSet());
        if (found.isEmpty()) {
            return;
        }
        store.decideEach(
                Attempt.<GroupingCommand, Groupings, GroupingsEvent>decider(DECIDER),
                found.stream()
                        .map(customer -> Attempt.<GroupingCommand, Groupings>of(
                                new PlaceCustomer(customer.customerId(), customer.country())))
                        .toList(),
                Origin.of(ACTOR, UuidCreator.getTimeOrderedEpoch()).withSource(CommandSource.API));
    }

    private Groupings groupings() {
        return store.current(DECIDER, GroupingBoundary.definitions()).state();
    }
}
