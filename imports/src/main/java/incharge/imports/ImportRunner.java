package incharge.imports;

import com.mongodb.MongoException;
import incharge.eventstore.decider.Contended;
import incharge.eventstore.decider.Unavailable;
import incharge.eventstore.log.EventTooLarge;
import incharge.eventstore.log.LogException;
import incharge.feed.NotCaughtUp;
import incharge.http.Caller;
import incharge.http.ProblemException;
import incharge.http.TemporaryFiles;
import incharge.imports.Import.State;
import incharge.imports.Import.Undoing;
import incharge.tabular.TableRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs imports and their undos: claims one without a runner, decides its chunks in order, stores and counts verdicts.
 *
 * <p>The order is decide, store, count. A crash between two of them leaves a chunk that the next runner decides again
 * under the same idempotency key, with the same verdicts, so that no row has two effects. A slow runner that lost its
 * lease finds that the count has moved without it, and stops.
 */
final class ImportRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Number of tries of one chunk that may end in a permanent failure. */
    private static final int TRIES = 8;

    /** Number of runners that may begin a chunk before it counts as the cause of their crashes. */
    private static final int ATTEMPTS = 20;

    private static final int LONGEST_MESSAGE = 500;

    private final Imports imports;
    private final Runnable erasures;
    private final Map<String, ImportKind> kinds;
    private final ImportSettings settings;
    private final Map<UUID, Running> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("imports").factory());
    private volatile boolean stopping;

    /** @param moved when the run began or finished its last chunk, by {@link System#nanoTime} */
    private record Running(String holder, Thread thread, AtomicLong moved) {}

    /** Another runner holds the lease. */
    private static final class Overtaken extends Exception {}

    /** @param erasures run often; goes on with erasures that wait for the end of an import */
    ImportRunner(Imports imports, Runnable erasures, Collection<ImportKind> kinds, ImportSettings settings) {
        this.imports = imports;
        this.erasures = erasures;
        this.kinds = kinds.stream().collect(Collectors.toMap(ImportKind::path, Function.identity()));
        this.settings = settings;
    }

    void start() {
        clockwork.scheduleWithFixedDelay(this::tick, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks for a new import at once. */
    void wakeUp() {
        try {
            clockwork.execute(this::tick);
        } catch (RejectedExecutionException _) {
            // another replica, or the next start, runs it
            LOG.debug("stopping, the import is left to others");
        }
    }

    /** Returns how many imports this process runs. */
    int running() {
        return running.size();
    }

    /** Returns for how long that import of this process which waits longest has not come further; zero without one. */
    Duration stalled() {
        long now = System.nanoTime();
        return Duration.ofNanos(running.values().stream()
                .mapToLong(run -> now - run.moved().get())
                .max()
                .orElse(0));
    }

    private void moved(UUID id) {
        Running run = running.get(id);
        if (run != null) {
            run.moved().set(System.nanoTime());
        }
    }

    private void tick() {
        try {
            running.forEach((id, run) -> {
                if (!imports.renew(id, run.holder())) {
                    run.thread().interrupt();
                }
            });
            imports.index();
            erasures.run();
            while (!stopping && running.size() < settings.parallel()) {
                String holder = UUID.randomUUID().toString();
                Optional<Import> next = imports.claim(kinds.keySet(), holder);
                if (next.isEmpty()) {
                    return;
                }
                begin(next.get(), holder);
            }
        } catch (RuntimeException e) {
            // the next tick tries again
            LOG.warn("cannot look for imports: {}", e.toString());
        }
    }

    private void begin(Import claimed, String holder) {
        boolean undoing = claimed.undoing() != null;
        Caller caller = undoing ? claimed.undoing().caller() : claimed.caller();
        UUID commandId = undoing ? UndoRun.commandId(claimed.id()) : claimed.id();
        Thread thread = Thread.ofVirtual().name("import-" + claimed.id()).unstarted(() -> {
            try {
                MDC.put("userId", caller.actor());
                MDC.put("commandId", commandId.toString());
                run(claimed, holder);
            } catch (RuntimeException | Error e) {
                LOG.error("import {} stopped, it is tried again", claimed.id(), e);
            } finally {
                running.remove(claimed.id());
            }
        });
        running.put(claimed.id(), new Running(holder, thread, new AtomicLong(System.nanoTime())));
        thread.start();
    }

    private void run(Import claimed, String holder) {
        Path file = null;
        try {
            file = TemporaryFiles.create("import");
            repeat(claimed, holder, file);
        } catch (Overtaken _) {
            LOG.info("import {} is run by another", claimed.id());
        } catch (InterruptedException _) {
            release(claimed, holder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    private void release(Import claimed, String holder) {
        // an interrupt must not stop this write, which lets another runner go on at once
        Thread.interrupted();
        try {
            imports.release(claimed.id(), holder);
        } catch (MongoException e) {
            LOG.info("import {} goes on when its lease is over: {}", claimed.id(), e.toString());
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot delete {}", file, e);
        }
    }

    /** Tries until the import ends: without limit after transient failures, {@value #TRIES} times after others. */
    private void repeat(Import claimed, String holder, Path file) throws Overtaken, InterruptedException {
        var failures = new Failures();
        boolean fetched = false;
        boolean ended = false;
        while (!ended) {
            try {
                if (claimed.undoing() != null) {
                    undoAll(claimed, holder);
                    return;
                }
                fetched = fetched || fetch(claimed, holder, file);
                if (fetched) {
                    decideAll(claimed, holder, file);
                }
                return;
            } catch (TableRefused refused) {
                // the file was readable when it was accepted, so the cause is a defect or the storage
                LOG.error("import {} cannot be read any more", claimed.id(), refused);
                ended = end(() ->
                        imports.failed(claimed.id(), holder, Instant.now(), refused.code(), refused.getMessage()));
            } catch (IOException | RuntimeException e) {
                if (stopping || Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                failures.add(claimed, chunkOf(claimed), e);
                ended = failures.permanent >= TRIES && end(() -> giveUp(claimed, holder));
                if (!ended) {
                    Thread.sleep(pause(failures.count));
                }
            }
        }
    }

    /** Failures of one chunk; another chunk starts to count anew. */
    private static final class Failures {
        private int chunk = -1;
        private int count;
        private int permanent;

        void add(Import claimed, int failed, Exception cause) {
            if (failed != chunk) {
                chunk = failed;
                count = 0;
                permanent = 0;
            }
            count++;
            if (isTransient(cause)) {
                LOG.warn("import {}, chunk {}: {}; tried again", claimed.id(), chunk, cause.toString());
            } else {
                LOG.error("import {}, chunk {}: try {} failed", claimed.id(), chunk, ++permanent, cause);
            }
        }
    }

    private void giveUp(Import claimed, String holder) {
        imports.failed(
                claimed.id(),
                holder,
                Instant.now(),
                "import-failed",
                "The import stopped at a fault of the system; rows that have a verdict keep it");
    }

    /** Returns whether the end of the import could be stored. */
    private static boolean end(Runnable writing) {
        try {
            writing.run();
            return true;
        } catch (MongoException e) {
            LOG.warn("cannot write the end of an import, tried again: {}", e.toString());
            return false;
        }
    }

    private int chunkOf(Import claimed) {
        try {
            return imports.find(claimed.kind(), claimed.id())
                    .map(stored -> stored.undoing() == null
                            ? stored.chunk()
                            : stored.undoing().chunk())
                    .orElse(-1);
        } catch (MongoException _) {
            // the database is away, so the chunk has not moved
            return -1;
        }
    }

    private Duration pause(int failures) {
        long longest = Math.min(settings.pause().toMillis() << Math.min(failures, 10), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
    }

    /** Returns whether a cause is transient: a part that is away, full or contended. */
    private static boolean isTransient(Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case EventTooLarge _ -> {
                    return false;
                }
                case MongoException _,
                        NotCaughtUp _,
                        Unavailable _,
                        Contended _,
                        LogException _,
                        IOException _,
                        TimeoutException _ -> {
                    return true;
                }
                case ProblemException rejected
                when rejected.status() == 503 -> {
                    return true;
                }
                default -> {
                    // look at the next cause
                }
            }
        }
        return false;
    }

    private boolean fetch(Import claimed, String holder, Path file) throws IOException {
        if (imports.fetch(claimed, file)) {
            return true;
        }
        imports.failed(claimed.id(), holder, Instant.now(), "file-gone", "The file is not kept any more");
        return false;
    }

    private void decideAll(Import claimed, String holder, Path file)
            throws Overtaken, IOException, InterruptedException {
        Import stored = imports.find(claimed.kind(), claimed.id()).orElseThrow(Overtaken::new);
        if (claimed.attempts() > ATTEMPTS) {
            giveUp(claimed, holder);
            return;
        }
        ImportKind kind = kinds.get(stored.kind());
        try (var run = new ImportRun(
                        stored.id(),
                        stored.caller(),
                        stored.mode(),
                        stored.dryRun(),
                        stored.startedAt(),
                        stored.contentHash());
                var chunks = new ChunkReader(file, kind.columns(), stored.mapping(), stored.chunkRows())) {
            for (Chunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                boolean counted = chunk.number() < stored.chunk();
                if (counted && !stored.dryRun()) {
                    continue;
                }
                // a restarted dry run decides its counted chunks once more, since its rehearsal was in memory only
                List<Verdict> verdicts = decide(kind, run.at(chunk.number()), chunk);
                if (counted) {
                    continue;
                }
                imports.store(stored, chunk.number(), verdicts, chunk.values());
                if (!imports.advance(stored, holder, chunk.number(), verdicts, run.position())) {
                    throw new Overtaken();
                }
                moved(stored.id());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        imports.ended(stored.id(), holder, State.DONE, Instant.now());
        LOG.info("import {} of {} is done", stored.id(), kind.path());
    }

    private void undoAll(Import claimed, String holder) throws Overtaken, InterruptedException {
        Import stored = imports.find(claimed.kind(), claimed.id()).orElseThrow(Overtaken::new);
        if (claimed.attempts() > ATTEMPTS) {
            giveUp(claimed, holder);
            return;
        }
        ImportKind kind = kinds.get(stored.kind());
        var position = new AtomicLong();
        for (int chunk = stored.undoing().chunk(); chunk < stored.chunk(); chunk++) {
            List<Verdict> verdicts = undo(kind, stored, chunk, position);
            if (!verdicts.isEmpty()) {
                imports.store(stored, chunk, verdicts);
            }
            if (!imports.advanceUndo(stored, holder, chunk, verdicts, position.get())) {
                throw new Overtaken();
            }
            moved(stored.id());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        imports.ended(stored.id(), holder, State.UNDONE, Instant.now());
        LOG.info("import {} of {} is undone", stored.id(), kind.path());
    }

    /** Returns the verdicts of all rows of the chunk; those of rows that stay have the reason. */
    private List<Verdict> undo(ImportKind kind, Import stored, int chunk, AtomicLong position) {
        Undoing undoing = stored.undoing();
        var run = new UndoRun(
                stored.id(),
                undoing.caller(),
                undoing.reason(),
                undoing.startedAt(),
                stored.contentHash(),
                chunk,
                position);
        List<Verdict> verdicts = imports.verdicts(stored, chunk);
        Map<Integer, Verdict> after = new TreeMap<>();
        verdicts.forEach(verdict -> after.put(
                verdict.row(), verdict.made() && verdict.id() == null ? verdict.staying(UndoRun.UNKNOWN) : verdict));
        List<Verdict> made = verdicts.stream()
                .filter(verdict -> verdict.made() && verdict.id() != null)
                .toList();
        if (!made.isEmpty()) {
            kind.undo(run, made).forEach(verdict -> after.put(verdict.row(), verdict));
        }
        return List.copyOf(after.values());
    }

    private static List<Verdict> decide(ImportKind kind, ImportRun run, Chunk chunk) {
        List<Verdict> verdicts = new ArrayList<>(chunk.faults());
        if (!chunk.rows().isEmpty()) {
            List<Verdict> decided = kind.decide(run, chunk.rows());
            if (decided.size() != chunk.rows().size()) {
                throw new IllegalStateException("%d rows of %s were given %d verdicts"
                        .formatted(chunk.rows().size(), kind.path(), decided.size()));
            }
            for (int i = 0; i < decided.size(); i++) {
                int row = chunk.rows().get(i).number();
                if (decided.get(i).row() != row) {
                    throw new IllegalStateException(
                            "row %d of %s was given the verdict of another".formatted(row, kind.path()));
                }
                verdicts.add(shortened(decided.get(i)));
            }
        }
        verdicts.sort(Comparator.comparingInt(Verdict::row));
        return verdicts;
    }

    private static Verdict shortened(Verdict verdict) {
        String message = verdict.message();
        return message == null || message.length() <= LONGEST_MESSAGE
                ? verdict
                : new Verdict(
                        verdict.row(),
                        verdict.outcome(),
                        verdict.id(),
                        verdict.code(),
                        verdict.field(),
                        message.substring(0, LONGEST_MESSAGE - 1) + "\u2026");
    }

    /** Stops the runs at their next chunk and waits some seconds for that. Other replicas go on with them. */
    @Override
    public void close() {
        stopping = true;
        clockwork.shutdown();
        List<Thread> threads = running.values().stream().map(Running::thread).toList();
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
