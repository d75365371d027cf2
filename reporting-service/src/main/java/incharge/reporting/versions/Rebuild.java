package incharge.reporting.versions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.mongodb.client.MongoClient;
import incharge.feed.Failure;
import incharge.reporting.facts.ReportingFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a source anew from the first record of its topic, into a generation of its own, while the old one is served
 * and goes on. At the same sequence, one write of the checkpoint puts the new one in place. A rebuild whose process
 * ends leaves a candidate that the next rebuild replaces; after a transient failure of MongoDB or Kafka it begins once
 * more.
 */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String EVENTS = "events";
    private static final String HEAD = "head";
    private static final String REASON = "reason";

    /**
     * How far a rebuild is.
     *
     * @param reached the sequence that the candidate has reached
     * @param served that of the served generation
     */
    private record Progress(long reached, long served) {
        static final Progress BEGUN = new Progress(0, 0);
    }

    /**
     * The last rebuild of a source, by any process.
     *
     * @param events how many it has taken in
     * @param head the sequence of the last event that the served generation has
     * @param reason why it failed; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Last(Runs.State state, Instant startedAt, double seconds, long events, long head, String reason) {
        private static Last of(Runs.Last run) {
            Document details = run.details();
            return new Last(
                    run.state(),
                    run.startedAt(),
                    run.seconds(),
                    details.getLong(EVENTS),
                    details.getLong(HEAD),
                    run.state() == Runs.State.FAILED ? details.getString(REASON) : null);
        }
    }

    private final Sources sources;
    private final MongoClient client;
    private final ReportingFacts facts;
    private final Map<String, Object> kafka;
    private final Runs runs;
    private final Map<Source, Progress> running = new ConcurrentHashMap<>();
    /** Why the rebuilds of this process did not come to their end. */
    private final Map<Source, String> failures = new ConcurrentHashMap<>();

    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param kafka settings of every Kafka client: at least {@code bootstrap.servers} */
    public Rebuild(Sources sources, Runs runs, MongoClient client, ReportingFacts facts, Map<String, Object> kafka) {
        this.sources = sources;
        this.runs = runs;
        this.client = client;
        this.facts = facts;
        this.kafka = Map.copyOf(kafka);
    }

    /** Returns the share of the events that the running rebuilds have taken in, from 0 to 1; 1 when none is running. */
    public double progress() {
        long reached = 0;
        long served = 0;
        for (Progress one : running.values()) {
            if (one.served() == 0) {
                return 0; // not known yet
            }
            reached += one.reached();
            served += one.served();
        }
        return served == 0 ? 1 : Math.min(1, (double) reached / served);
    }

    /** Returns the rebuild of the source that began last, in any process; empty if none ever did. */
    public Optional<Last> last(Source source) {
        return runs.last(task(source)).map(Last::of);
    }

    /** Begins in the background; false while a rebuild of the source goes on, in this process or another. */
    public boolean begin(Source source) {
        Optional<Runs.Run> begun = runs.begin(task(source), () -> details(source));
        begun.ifPresent(run -> {
            failures.remove(source);
            running.put(source, Progress.BEGUN);
            Thread.ofPlatform().daemon().name("rebuild-" + source.shortName()).start(() -> {
                try (run) {
                    run.end(untilItIsBuilt(source));
                } finally {
                    running.remove(source);
                }
            });
        });
        return begun.isPresent();
    }

    private static String task(Source source) {
        return "rebuild:" + source.shortName();
    }

    private Document details(Source source) {
        Progress progress = running.getOrDefault(source, Progress.BEGUN);
        return new Document(EVENTS, progress.reached())
                .append(HEAD, progress.served())
                .append(REASON, failures.get(source));
    }

    /**
     * Begins for each source whose generation has another model than this code, in the background. It looks again until
     * there is none, since another process that builds one may end before.
     */
    public void beginWhereOutdated() {
        Thread.ofVirtual().name("outdated-sources").start(() -> {
            boolean outdated = true;
            while (outdated) {
                try {
                    outdated = sources.all().values().stream()
                                    .filter(state -> state.model() != Sources.MODEL)
                                    .filter(state -> !failures.containsKey(state.source()))
                                    .peek(state -> begin(state.source()))
                                    .count()
                            > 0;
                } catch (RuntimeException e) {
                    LOG.warn("The models of the sources cannot be read: {}", e.toString());
                }
                outdated = outdated && !closedWithin(PAUSE);
            }
        });
    }

    public void close() {
        closed.countDown();
    }

    private Runs.State untilItIsBuilt(Source source) {
        while (true) {
            running.put(source, Progress.BEGUN);
            try {
                return run(source) ? Runs.State.FINISHED : Runs.State.INTERRUPTED;
            } catch (RuntimeException e) {
                if (!isTransient(source, e)) {
                    return failures.containsKey(source) ? Runs.State.FAILED : Runs.State.INTERRUPTED;
                }
                if (closedWithin(PAUSE)) {
                    return Runs.State.INTERRUPTED;
                }
            }
        }
    }

    private boolean isTransient(Source source, RuntimeException failure) {
        boolean repeat = false;
        if (closedWithin(Duration.ZERO)) {
            LOG.debug("{} is not built anew, this process ends", source.shortName(), failure);
        } else if (Failure.of(failure) instanceof Failure.Transient(String reason)) {
            LOG.warn("{} is built anew from the beginning once more: {}", source.shortName(), reason);
            repeat = true;
        } else {
            failures.put(source, Failure.of(failure).reason());
            LOG.error("{} could not be built anew, the old generation stays served", source.shortName(), failure);
        }
        return repeat;
    }

    private boolean closedWithin(Duration time) {
        try {
            return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Returns false when this process ends before. */
    private boolean run(Source source) {
        int candidate = sources.candidate(source);
        sources.sweep(source);
        LOG.info("{} is built anew as generation {}", source.shortName(), candidate);
        VersionStore versions = sources.versions(source, candidate);
        try (var fresh = new FreshGeneration(source, candidate, versions, sources.keys(), client, facts, kafka)) {
            boolean built = build(source, candidate, versions, fresh);
            if (built) {
                LOG.info("{} is served from generation {}", source.shortName(), candidate);
                sources.sweep(source);
            }
            return built;
        }
    }

    /** Writes until the candidate is served; false when this process ends before. */
    private boolean build(Source source, int candidate, VersionStore versions, FreshGeneration fresh) {
        boolean prepared = false;
        while (!closedWithin(Duration.ZERO)) {
            long served = sources.state(source).orElseThrow().sequence();
            // the served generation is never overtaken: later facts wait
            fresh.advance(served);
            running.put(source, new Progress(fresh.reached(), served));
            if (fresh.reached() == served && !prepared) {
                // while this takes its time, the served generation goes on
                versions.prepare();
                versions.save(fresh.reached());
                prepared = true;
            } else if (fresh.reached() == served && sources.replace(source, candidate, fresh.reached())) {
                return true;
            }
        }
        return false;
    }
}
