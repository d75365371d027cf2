package incharge.reporting.versions;

import com.fasterxml.jackson.annotation.JsonValue;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last run of each long task, a document that every process reads. One process runs a task at a time and notes how
 * far it is each second. By the database's clock, a run without a note for a while is interrupted, and another begins.
 */
public final class Runs {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final Duration NOTES = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** How long the outcome is noted again and again: an election takes less. */
    private static final Duration LAST_NOTES = Duration.ofMinutes(1);

    private static final String ID = "_id";
    private static final String RUN = "run";
    private static final String STATE = "state";
    private static final String STARTED = "startedAt";
    private static final String AT = "at";
    private static final String DETAILS = "details";

    private final MongoCollection<Document> runs;

    /** What became of a run. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED,
        /** The process that ran it has ended. */
        INTERRUPTED;

        /** Returns the name in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The last run of a task.
     *
     * @param at when it ended; until then when it was noted last
     * @param details what the task itself noted
     */
    public record Last(State state, Instant startedAt, Instant at, Document details) {
        public double seconds() {
            return Duration.between(startedAt, at).toMillis() / 1_000.0;
        }
    }

    public Runs(MongoDatabase database) {
        runs = database.getCollection("runs")
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /**
     * Begins a run and notes its progress until it is closed; empty while a run of the task goes on in any process.
     *
     * @param details what is noted
     */
    public Optional<Run> begin(String task, Supplier<Document> details) {
        String id = UUID.randomUUID().toString();
        var begun = new Document(ID, task)
                .append(RUN, id)
                .append(STATE, State.RUNNING.name())
                .append(STARTED, "$$NOW")
                .append(AT, "$$NOW")
                .append(DETAILS, new Document("$literal", details.get()));
        try {
            Document last = runs.findOneAndUpdate(
                    Filters.eq(ID, task),
                    List.of(new Document("$replaceWith", new Document("$cond", List.of(hasEnded(), begun, "$$ROOT")))),
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
            return last != null && id.equals(last.getString(RUN))
                    ? Optional.of(new Run(task, id, details))
                    : Optional.empty();
        } catch (MongoCommandException e) {
            if (ErrorCategory.fromErrorCode(e.getErrorCode()) == ErrorCategory.DUPLICATE_KEY) {
                return Optional.empty(); // another process began the first one
            }
            throw e;
        }
    }

    /** Returns the run of the task that began last; empty if none ever did. */
    public Optional<Last> last(String task) {
        return Optional.ofNullable(runs.aggregate(List.of(
                                Aggregates.match(Filters.eq(ID, task)),
                                new Document("$set", new Document("silent", silent()))))
                        .first())
                .map(Runs::last);
    }

    private static Last last(Document run) {
        State state = State.valueOf(run.getString(STATE));
        return new Last(
                state == State.RUNNING && run.getBoolean("silent") ? State.INTERRUPTED : state,
                run.getDate(STARTED).toInstant(),
                run.getDate(AT).toInstant(),
                run.get(DETAILS, Document.class));
    }

    private static Document hasEnded() {
        var running = new Document("$eq", List.of("$" + STATE, State.RUNNING.name()));
        return new Document("$or", List.of(new Document("$not", List.of(running)), silent()));
    }

    private static Document silent() {
        return new Document("$lt", List.of("$" + AT, new Document("$subtract", List.of("$$NOW", SILENCE.toMillis()))));
    }

    /** A run of this process. */
    public final class Run implements AutoCloseable {
        private final String task;
        private final String id;
        private final Supplier<Document> details;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile State outcome = State.INTERRUPTED;

        private Run(String task, String id, Supplier<Document> details) {
            this.task = task;
            this.id = id;
            this.details = details;
            Thread.ofVirtual().name("notes-" + task).start(this::noteNowAndThen);
        }

        /** Decides what {@link #close} notes. */
        public void end(State state) {
            outcome = state;
        }

        private void noteNowAndThen() {
            try {
                while (!ended.await(NOTES.toMillis(), TimeUnit.MILLISECONDS)) {
                    noteRunning();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void noteRunning() {
            if (ended.getCount() > 0) {
                note(State.RUNNING);
            }
        }

        /** Changes nothing when another run has begun since; false when the database may take it later. */
        private synchronized boolean note(State state) {
            var noted = new Document(STATE, state.name())
                    .append(AT, "$$NOW")
                    .append(DETAILS, new Document("$literal", details.get()));
            try {
                runs.updateOne(
                        Filters.and(Filters.eq(ID, task), Filters.eq(RUN, id)), List.of(new Document("$set", noted)));
                return true;
            } catch (RuntimeException e) {
                LOG.warn("The progress of {} cannot be noted: {}", task, e.toString());
                // a client that is closed takes nothing any more
                return !(e instanceof MongoException);
            }
        }

        @Override
        public void close() {
            ended.countDown();
            long end = System.nanoTime() + LAST_NOTES.toNanos();
            try {
                while (!note(outcome) && System.nanoTime() - end < 0) {
                    Thread.sleep(NOTES);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
