package incharge.reporting.health;

import incharge.feed.Failure;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.SnapshotDigests;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.versions.Digest;
import incharge.reporting.versions.FreshVersions;
import incharge.reporting.versions.Runs;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that the views equal the logs: builds all sources anew from the topics, up to the positions of the snapshot
 * that is served when it begins, and compares what is stored and what is served with that. Reads and writes go on.
 */
final class Verification {

    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
    private static final String TASK = "verification";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final Runs runs;
    private final Sources sources;
    private final Supplier<FreshVersions> fresh;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile CountDownLatch ended = new CountDownLatch(0);

    Verification(Snapshots snapshots, Runs runs, Sources sources, Supplier<FreshVersions> fresh) {
        this.snapshots = snapshots;
        this.runs = runs;
        this.sources = sources;
        this.fresh = fresh;
    }

    /** Drops, in the background, what a verification has written whose process ended before it was dropped. */
    void dropLeft() {
        Thread.ofVirtual().name("left-verification").start(() -> {
            try {
                boolean dropped = false;
                while (!dropped && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    dropped = dropUnlessRunning();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Returns false when a verification goes on, or this cannot be found out. */
    boolean dropUnlessRunning() {
        try {
            // read first: a verification that begins meanwhile has generations of its own
            Map<Source, Integer> left = sources.verified();
            if (last().filter(run -> run.state() == Runs.State.RUNNING).isPresent()) {
                return false;
            }
            left.forEach(sources::dropVerified);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("What is left of a verification cannot be dropped now: {}", e.toString());
            return false;
        }
    }

    /**
     * Begins, unless a verification goes on in this process or another.
     *
     * @param served what is compared
     */
    void begin(Snapshot served) {
        var outcome = new VerificationOutcome(served.positions());
        FreshVersions versions = fresh.get();
        runs.begin(TASK, () -> outcome.stored(versions.events())).ifPresent(run -> {
            var end = new CountDownLatch(1);
            ended = end;
            Thread.ofPlatform().daemon().name(TASK).start(() -> {
                try (run) {
                    run.end(verify(served, versions, outcome));
                } finally {
                    end.countDown();
                }
            });
        });
    }

    /** Waits until what this process verifies has ended, or the time is over. */
    void awaitEnd(Duration max) {
        try {
            ended.await(max.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    Optional<Runs.Last> last() {
        return runs.last(TASK);
    }

    void close() {
        closed.countDown();
    }

    private Runs.State verify(Snapshot served, FreshVersions versions, VerificationOutcome outcome) {
        try (versions) {
            Positions positions = served.positions();
            for (Source source : Source.values()) {
                versions.build(source, positions.of(source), () -> closed.getCount() == 0);
            }
            if (closed.getCount() == 0) {
                return Runs.State.INTERRUPTED;
            }
            var digests = new ArrayList<Digest>();
            for (Source source : Source.values()) {
                digests.addAll(versions.compare(source, positions.of(source)));
            }
            digests.addAll(snapshots.beside(
                    versions.generations(), positions, rebuilt -> SnapshotDigests.compare(served, rebuilt)));
            versions.requireOwn();
            outcome.compared(digests);
            log(digests);
            return Runs.State.FINISHED;
        } catch (RuntimeException e) {
            LOG.error("The views could not be verified", e);
            outcome.failed(Failure.of(e).reason());
            return Runs.State.FAILED;
        }
    }

    private static void log(List<Digest> digests) {
        List<Digest> different = digests.stream()
                .filter(digest -> digest.differences().different() > 0)
                .toList();
        if (different.isEmpty()) {
            LOG.info("The views equal the logs");
        } else {
            different.forEach(digest -> LOG.error(
                    "The views differ from the log of {}: {} of {} {}, such as {}",
                    digest.source().shortName(),
                    digest.differences().different(),
                    digest.of(),
                    digest.kind(),
                    digest.differences().ids()));
        }
    }
}
