package incharge.eventstore.log;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDocument;

/**
 * The thread of this process that appends.
 *
 * <p>It takes the waiting commits, checks each commit's condition, assigns positions and writes all in one ordered
 * insert: while one insert is on its way to the disk, the next group gathers by itself.
 *
 * <p>Two processes that saw the same end of the log assign the same position, and {@code _id} lets one of them have it.
 * So a commit is decided by its document alone, and what an answer of the server leaves open can be read from the log:
 * the commit lies at its position; or another does, then this one never will; or none does yet, then the same document
 * is sent to the same position again. The repeat is the fence: a copy that arrives late finds the position taken, and
 * since the insert is ordered, nothing behind it is written either.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(Writer.class.getName());
    private static final int MAX_COMMITS = 256;
    private static final int MAX_BYTES = 2 << 20;
    private static final int MAX_WAITING = 4 * MAX_COMMITS;

    /** The longest time from the begin of one insert to that of the next in which a group waits for more commits. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final LogCollections collections;
    private final Parts parts;
    private final Tail tail;
    private final Sourcing sourcing;
    private final RecentCommits recent = new RecentCommits();
    private final Executor callers;
    private final Runnable onNews;

    private final Queue<Pending> arriving = new ConcurrentLinkedQueue<>();
    private final Set<Pending> unfinished = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean catchUpWanted = new AtomicBoolean();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Thread thread;
    /** When the last insert began, of {@link System#nanoTime}. */
    private long begun = System.nanoTime();
    /** Number of commits that the next group waits for. */
    private int company = 1;

    private volatile boolean open = true;
    /** Why this writer ended; null while it runs. */
    private volatile LogException ended;

    /**
     * Starts the thread.
     *
     * @param callers runs what depends on an append, so that it cannot hold up the log
     * @param onNews runs on the writer's thread after the log has grown
     */
    Writer(LogCollections collections, Parts parts, Tail tail, Sourcing sourcing, Executor callers, Runnable onNews) {
        this.collections = collections;
        this.parts = parts;
        this.tail = tail;
        this.sourcing = sourcing;
        this.callers = callers;
        this.onNews = onNews;
        this.thread = Thread.ofPlatform().daemon().name("event-log-writer").start(this::run);
    }

    void append(Pending pending) {
        unfinished.add(pending);
        pending.future.whenComplete((_, _) -> unfinished.remove(pending));
        arriving.add(pending);
        LockSupport.unpark(thread);
        // read after the commit is in the queue: either the ending thread sees the commit, or this one sees its end
        if (!open || ended != null) {
            failArrived();
        }
    }

    /** Returns the newest commits of this process; they hold none that is not durable. */
    RecentCommits recent() {
        return recent;
    }

    /** Makes the writer read what others wrote. */
    void catchUp() {
        catchUpWanted.set(true);
        LockSupport.unpark(thread);
    }

    /** Ends the waits whose deadline has passed. */
    void expire() {
        long now = System.nanoTime();
        unfinished.forEach(pending -> pending.expire(now));
    }

    private void run() {
        while (open && ended == null) {
            try {
                gather();
                if (catchUpWanted.getAndSet(false) && tail.catchUp()) {
                    onNews.run();
                }
                if (waiting.isEmpty()) {
                    LockSupport.park(this);
                } else {
                    awaitCompany();
                    write(group());
                }
            } catch (LogBroken e) {
                LOGGER.log(Level.ERROR, "the log is broken; nothing more is appended", e);
                ended = e;
            } catch (MongoException | LogUnavailable e) {
                // only reads fail here: the waiting commits still wait
                LOGGER.log(Level.WARNING, "the log''s database does not answer: {0}", e.getMessage());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            } catch (RuntimeException e) {
                LOGGER.log(Level.ERROR, "a defect ended the writer; nothing more is appended", e);
                ended = new LogUnavailable("the log's writer has ended: " + e, e);
            }
        }
        waiting.forEach(this::failEnded);
        failArrived();
    }

    /**
     * Waits a moment for as many commits as the last group had. An insert, its journal and all that follows it up to
     * the views cost the same for one commit and for ten, so a busy log gains by fewer and larger groups. One caller
     * alone, whose groups have one commit, never waits.
     */
    private void awaitCompany() {
        long until = begun + PACE_NANOS;
        for (long left = until - System.nanoTime();
                left > 0 && waiting.size() < company && open;
                left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            gather();
        }
        company = waiting.size();
        begun = System.nanoTime();
    }

    private void gather() {
        while (waiting.size() < MAX_WAITING) {
            Pending pending = arriving.poll();
            if (pending == null) {
                return;
            }
            // another process has appended more than is known here
            if (pending.condition.marker() > tail.position().head()) {
                catchUpWanted.set(true);
            }
            waiting.add(pending);
        }
    }

    /** Takes the waiting commits that can be written together and gives each its position. */
    private Deque<Pending> group() {
        var group = new ArrayDeque<Pending>();
        var left = new ArrayDeque<Pending>();
        var tags = new HashSet<String>();
        var keys = new HashSet<String>();
        long next = tail.next();
        long time = tail.timeOfNext();
        int bytes = 0;
        try {
            while (!waiting.isEmpty() && group.size() < MAX_COMMITS && bytes < MAX_BYTES) {
                Pending pending = waiting.peek();
                if (!group.isEmpty() && restsOn(pending, tags, keys)) {
                    // it may be rejected only after what it conflicts with is durable
                    left.add(pending);
                } else if (conflicts(pending.condition)) {
                    callers.execute(() ->
                            pending.future.completeExceptionally(new ConditionFailed(pending.condition.marker())));
                } else if (pending.place(next, time)) {
                    group.add(pending);
                    next += pending.marks.size();
                    bytes += pending.bytes;
                    for (Mark mark : pending.marks) {
                        tags.addAll(mark.tags());
                    }
                    if (pending.idempotencyKey() != null) {
                        keys.add(pending.idempotencyKey());
                    }
                }
                waiting.remove();
            }
            return group;
        } catch (RuntimeException e) {
            group.forEach(Pending::displaced);
            putBack(group);
            throw e;
        } finally {
            putBack(left);
        }
    }

    private static boolean restsOn(Pending pending, Set<String> tags, Set<String> keys) {
        String key = pending.idempotencyKey();
        return key != null && keys.contains(key)
                || pending.condition.criteria().anyOf().stream()
                        .anyMatch(criterion -> tags.containsAll(criterion.tags()));
    }

    private boolean conflicts(Condition condition) {
        return switch (tail.check(condition)) {
            case FREE -> false;
            case CONFLICT -> true;
            case ASK -> sourcing.anyAbove(condition);
        };
    }

    private void putBack(Deque<Pending> pending) {
        pending.descendingIterator().forEachRemaining(waiting::addFirst);
    }

    /**
     * Writes the group. Returns when each commit is written, displaced, refused, or no longer waited for by its caller.
     */
    private void write(Deque<Pending> group) {
        boolean mayArrive = false;
        for (int attempt = 0; !group.isEmpty(); attempt++) {
            var answer = Insertion.send(
                    collections.log(), group.stream().map(p -> p.document).toList());
            boolean clear = !mayArrive;
            mayArrive |= answer instanceof Insertion.Unclear;
            complete(group, answer, clear);
            if (!group.isEmpty() && answer instanceof Insertion.Rejected && clear) {
                displace(group);
                break;
            }
            if (group.isEmpty() || settle(group, answer instanceof Insertion.Taken) || isAbandoned(group)) {
                break;
            }
            pause(answer, attempt);
        }
        onNews.run();
    }

    private boolean isAbandoned(Deque<Pending> group) {
        return !open || group.stream().allMatch(pending -> pending.future.isDone());
    }

    /**
     * Completes and removes the commits of the group that the answer decides.
     *
     * @param clear whether no earlier attempt may still arrive
     */
    private void complete(Deque<Pending> group, Insertion answer, boolean clear) {
        switch (answer) {
            case Insertion.Written _ -> accept(group, group.size());
            case Insertion.Taken(int before) -> accept(group, before);
            case Insertion.Rejected(int before, var cause) -> {
                accept(group, before);
                if (clear) {
                    fail(group.remove(), cause);
                }
            }
            case Insertion.NotDone(var cause) -> {
                while (clear && !group.isEmpty()) {
                    fail(group.remove(), cause);
                }
            }
            case Insertion.Unclear(var cause) ->
                LOGGER.log(Level.INFO, "an append is unclear, reading what became of it: {0}", cause.getMessage());
        }
    }

    /**
     * Reads which commits hold the positions of the group. Returns true if the rest of the group needs new positions,
     * for which it then waits, or none; false if nothing lies there yet.
     */
    private boolean settle(Deque<Pending> group, boolean taken) {
        try {
            boolean displaced = false;
            for (BsonDocument commit : tail.after(tail.next())) {
                tail.learn(commit);
                displaced |= !completeIfOurs(group, commit);
            }
            if (!displaced && taken && !group.isEmpty()) {
                displaced = failIfKeyIsUsed(group);
            }
            if (displaced) {
                displace(group);
            }
            return displaced;
        } catch (MongoException e) {
            LOGGER.log(Level.INFO, "cannot read yet what became of an append: {0}", e.getMessage());
            return false;
        }
    }

    /**
     * Fails the next commit if its idempotency key is used, for which the server rejects it at a free position. Returns
     * whether it did.
     */
    private boolean failIfKeyIsUsed(Deque<Pending> group) {
        String key = group.peek().idempotencyKey();
        if (key == null) {
            return false;
        }
        BsonDocument holder =
                collections.log().find(Filters.eq(Fields.IDEMPOTENCY_KEY, key)).first();
        if (holder == null || Documents.id(holder).equals(group.peek().id)) {
            return false;
        }
        var used = new IdempotencyKeyUsed(Documents.commit(holder));
        Pending pending = group.remove();
        callers.execute(() -> pending.future.completeExceptionally(used));
        return true;
    }

    private void displace(Deque<Pending> group) {
        group.forEach(Pending::displaced);
        putBack(group);
    }

    private boolean completeIfOurs(Deque<Pending> group, BsonDocument commit) {
        for (Pending pending : group) {
            if (!Documents.id(commit).equals(pending.id)) {
                continue;
            }
            group.remove(pending);
            complete(pending, Documents.first(commit), Documents.time(commit), false);
            return true;
        }
        return false;
    }

    private void accept(Deque<Pending> group, int count) {
        boolean alone = group.size() == 1;
        for (int i = 0; i < count; i++) {
            Pending pending = group.remove();
            recent.add(pending);
            tail.add(pending.first(), pending.marks, pending.time(), pending.large);
            complete(pending, pending.first(), pending.time(), alone);
        }
    }

    private void complete(Pending pending, long first, long time, boolean alone) {
        var appended = new Appended(first, first + pending.marks.size() - 1, Instant.ofEpochMilli(time));
        // a single caller is answered at once, which saves a change of threads; many are answered while the next group
        // is written
        if (alone) {
            pending.future.complete(appended);
        } else {
            callers.execute(() -> pending.future.complete(appended));
        }
        if (pending.large) {
            callers.execute(() -> forgetBegun(pending));
        }
    }

    private void forgetBegun(Pending pending) {
        try {
            parts.settled(pending.id);
        } catch (MongoException e) {
            LOGGER.log(Level.DEBUG, "the next sweep will forget it", e);
        }
    }

    private void fail(Pending pending, RuntimeException cause) {
        var failure = new LogUnavailable("the log's database did not take the commit: " + cause.getMessage(), cause);
        callers.execute(() -> pending.future.completeExceptionally(failure));
    }

    private static void pause(Insertion answer, int attempt) {
        // a commit that a majority does not show yet will be shown at once; an unavailable server takes longer
        long millis = answer instanceof Insertion.Taken ? 1 : Math.min(200, 5L << Math.min(attempt, 6));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void failArrived() {
        for (Pending pending; (pending = arriving.poll()) != null; ) {
            failEnded(pending);
        }
    }

    private void failEnded(Pending pending) {
        pending.future.completeExceptionally(ended != null ? ended : new LogUnavailable("the log is closed", null));
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (Pending pending : unfinished) {
            pending.future.completeExceptionally(
                    pending.first() > 0
                            ? new AppendUnknown(pending.first(), pending.id, null)
                            : new LogUnavailable("the log is closed", null));
        }
    }
}
