package incharge.eventstore.log;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A log of events in one order without gaps.
 *
 * <p>What {@link #append} acknowledges is on the disks of a majority; a commit is stored completely or not at all; of
 * two appends whose conditions exclude each other one wins; the time of a commit is never before that of the commit
 * ahead of it. Any number of processes may append; each opens the log once for its database.
 *
 * <p>Reads and appends fail with {@link LogUnavailable} while the database cannot be reached.
 */
public final class EventLog implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(EventLog.class.getName());

    /** Wait of an append: longer than an election takes, shorter than callers wait. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final LogCollections collections;
    private final Parts parts;
    private final Tail tail;
    private final Pages pages;
    private final Sourcing sourcing;
    private final Writer writer;
    private final ChangeStreamWatcher watcher;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-log-clock").factory());

    private final AppendMeters meters;

    private EventLog(LogCollections collections, InstantSource time, MeterRegistry metrics) {
        this.collections = collections;
        this.meters = new AppendMeters(metrics);
        this.parts = new Parts(collections);
        this.tail = new Tail(collections, parts, time);
        this.pages = new Pages(collections, parts);
        this.sourcing = new Sourcing(collections, tail, pages);
        LogCollections.reading(() -> {
            tail.restart();
            return null;
        });
        this.writer = new Writer(collections, parts, tail, sourcing, callers, this::notifyListeners);
        this.watcher = new ChangeStreamWatcher(collections, tail, writer::catchUp);
        clock.scheduleWithFixedDelay(writer::expire, 250, 250, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(() -> callers.execute(this::sweep), 1, 60, TimeUnit.MINUTES);
        Gauge.builder("incharge.log.head", this, EventLog::known)
                .description("Position of the last event of the log that this process has seen")
                .register(metrics);
    }

    /**
     * Opens the log that a database holds, in its collections {@code log} and {@code log.parts}; they are created if
     * they are missing.
     *
     * @param time of the commits
     * @param metrics where the log's meters are registered
     * @throws IllegalStateException if the server is no member of a replica set
     * @throws LogUnavailable if the database cannot be reached
     */
    public static EventLog open(MongoDatabase database, InstantSource time, MeterRegistry metrics) {
        return new EventLog(LogCollections.open(database), time, metrics);
    }

    /** Opens the log without metrics, as {@link #open(MongoDatabase, InstantSource, MeterRegistry)}. */
    public static EventLog open(MongoDatabase database, InstantSource time) {
        return open(database, time, new SimpleMeterRegistry());
    }

    /** Opens the log with the system's time, as {@link #open(MongoDatabase, InstantSource)}. */
    public static EventLog open(MongoDatabase database) {
        return open(database, InstantSource.system());
    }

    /**
     * Writes the log of a database anew, with other payloads and tags of its events; everything else of them stays. No
     * process appends meanwhile, and all open the log again afterwards.
     *
     * @param change returns an event with the same id, type and version
     * @return how many events the log has
     */
    public static long rewrite(MongoDatabase database, UnaryOperator<Recorded> change) {
        return LogRewrite.run(database, change);
    }

    /** Returns whether {@link #rewrite} was begun and did not end, so that the log refuses appends. */
    public static boolean isBeingRewritten(MongoDatabase database) {
        return LogCollections.reading(() -> LogRewrite.isBegun(database));
    }

    static EventLog over(LogCollections collections) {
        return new EventLog(collections, InstantSource.system(), new SimpleMeterRegistry());
    }

    /**
     * Records a commit, if its condition holds. The condition covers everything that was acknowledged before the call.
     *
     * @return where it was recorded; fails with {@link ConditionFailed}, {@link IdempotencyKeyUsed},
     *     {@link AppendUnknown}, {@link EventTooLarge}, {@link LogUnavailable} or {@link LogBroken}. Its dependents may
     *     run on the writer's thread and must be quick.
     */
    public CompletableFuture<Appended> append(Commit commit, Condition condition) {
        Documents.Encoded encoded;
        try {
            encoded = Documents.encode(commit);
        } catch (EventTooLarge e) {
            return CompletableFuture.failedFuture(e);
        }
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        var pending = new Pending(commit, encoded, condition, deadline);
        meters.measure(pending.future);
        if (encoded.large()) {
            callers.execute(() -> writeParts(pending, encoded.parts(), deadline));
        } else {
            writer.append(pending);
        }
        return pending.future;
    }

    private void writeParts(Pending pending, List<Documents.Part> events, long deadline) {
        try {
            parts.write(pending.id, events, deadline);
            writer.append(pending);
        } catch (LogUnavailable | MongoException e) {
            pending.future.completeExceptionally(e);
        }
    }

    /**
     * Reads all events that match the criteria, and the position up to which these are all: at least that of every
     * append acknowledged before the call. A criterion without tags makes it a walk through all of the log, page by
     * page while the events are iterated over.
     */
    public Sourced source(Criteria criteria) {
        if (criteria.anyOf().isEmpty()) {
            return new Sourced(List.of(), head());
        }
        if (Sourcing.needsWalk(criteria)) {
            long marker = head();
            return new Sourced(sourcing.walk(criteria, 1, marker), marker);
        }
        return LogCollections.reading(() -> sourcing.source(criteria));
    }

    /**
     * The events from a position on, in order.
     *
     * @param from the first position wanted, also in the middle of a commit
     * @return {@code maxEvents}, fewer only at the end of the log
     * @throws LogBroken if a position is missing; nothing may be read past it
     */
    public List<Recorded> read(long from, int maxEvents) {
        return LogCollections.reading(() -> pages.read(from, maxEvents));
    }

    /** Returns the position of the last event that this process has seen; others may have appended since. */
    public long known() {
        return tail.position().head();
    }

    /**
     * Returns events from a position on that this process has just appended, in order and without a read; none if it
     * does not hold the first of them any more.
     */
    public List<Recorded> recent(long from, int maxEvents) {
        return writer.recent().from(from, maxEvents);
    }

    /** Returns the event at a position. */
    public Optional<Recorded> at(long position) {
        return LogCollections.reading(() -> pages.at(position));
    }

    /** Returns the position of the last event, as the database has it now; 0 if there is none. */
    public long head() {
        return LogCollections.reading(() -> Optional.ofNullable(collections
                        .log()
                        .find()
                        .sort(Sorts.descending(Fields.ID))
                        .projection(Projections.include(Fields.SIZE))
                        .first())
                .map(last -> Documents.first(last) + Documents.size(last) - 1)
                .orElse(0L));
    }

    /**
     * Runs {@code listener} whenever the log has grown: after appends of this process at once, after those of others
     * some milliseconds later, at the latest a second. It must be quick and only wake another thread; it may run
     * without need.
     *
     * @return closes it
     */
    public AutoCloseable onAppend(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Returns whether any event bears the tag. */
    public boolean anyBearing(Tag tag) {
        return LogCollections.reading(() -> sourcing.anyBearing(tag.encoded()));
    }

    /** Returns the newest commit that answers the events of another log. */
    public Optional<StoredCommit> lastAnswering(String topic) {
        return LogCollections.reading(() -> Optional.ofNullable(sourcing.lastAnswering(topic)));
    }

    /** Returns the commit that was made under this idempotency key. */
    public Optional<StoredCommit> withKey(String idempotencyKey) {
        return LogCollections.reading(() -> Optional.ofNullable(collections
                        .log()
                        .find(Filters.eq(Fields.IDEMPOTENCY_KEY, idempotencyKey))
                        .first())
                .map(Documents::commit));
    }

    /** Returns the commits that a command made, in order: usually one, many for a long-running command. */
    public List<StoredCommit> ofCommand(String commandId) {
        return LogCollections.reading(() -> collections
                .log()
                .find(Filters.eq(Fields.CAUSED_BY, commandId))
                .sort(Sorts.ascending(Fields.ID))
                .projection(Projections.exclude(Fields.EVENTS, Fields.TAGS))
                .map(Documents::commit)
                .into(new ArrayList<>()));
    }

    /**
     * Adds to each stored event the tags that {@code tags} gives it. Reads all of the log, but only once for each
     * version of the tags, which is above 1.
     */
    public void renewTags(int version, Function<Recorded, Set<String>> tags) {
        LogCollections.reading(() -> {
            TagRenewal.run(collections, version, tags);
            tail.forget();
            return null;
        });
    }

    private void notifyListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOGGER.log(Level.ERROR, "a listener of the log failed", e);
            }
        }
    }

    private void sweep() {
        try {
            parts.sweep();
        } catch (MongoException e) {
            LOGGER.log(Level.INFO, "abandoned parts stay until the next sweep: {0}", e.getMessage());
        }
    }

    /** Completes the appends that were sent; the others fail. */
    @Override
    public void close() {
        watcher.close();
        clock.shutdownNow();
        writer.close();
        callers.shutdown();
    }
}
