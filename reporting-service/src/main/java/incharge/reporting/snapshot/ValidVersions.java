package incharge.reporting.snapshot;

import incharge.feed.KeysUnavailable;
import incharge.reporting.versions.Entry.Version;
import incharge.reporting.versions.Source;
import incharge.reporting.versions.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** The versions valid at some positions, read by a thread for each source while the caller takes them in. */
record ValidVersions(Sources sources, Map<Source, Integer> generations, Positions positions) {

    /** The versions that a thread hands over at once. */
    private static final int STEP = 1_000;

    /** The steps that wait for the caller at most. */
    private static final int WAITING = 8;

    /**
     * What a thread hands over; at its end no versions.
     *
     * @param failure why it ended, or null
     */
    private record Step(List<Version> versions, Throwable failure) {}

    /**
     * Hands over each version on this thread, those of different sources in any order.
     *
     * @param memory which the versions must not fill
     */
    void forEach(SnapshotMemory memory, Consumer<Version> consumer) {
        var steps = new ArrayBlockingQueue<Step>(WAITING);
        var readers = new ArrayList<Thread>();
        try {
            for (Source source : Source.values()) {
                readers.add(Thread.ofPlatform()
                        .daemon()
                        .name("past-" + source.shortName())
                        .start(() -> read(source, steps)));
            }
            int left = readers.size();
            while (left > 0) {
                Step step = steps.take();
                if (step.failure() instanceof OutOfMemoryError failure) {
                    throw failure;
                }
                if (step.failure() instanceof KeysUnavailable failure) {
                    throw failure;
                }
                if (step.failure() != null) {
                    throw new IllegalStateException("the versions cannot be read", step.failure());
                }
                memory.requireRoom();
                step.versions().forEach(consumer);
                left -= step.versions().isEmpty() ? 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            readers.forEach(Thread::interrupt);
        }
    }

    private void read(Source source, BlockingQueue<Step> steps) {
        Throwable failure = null;
        try {
            var step = new ArrayList<Version>(STEP);
            sources.versions(source, generations.get(source)).forEachValidAt(positions.of(source), version -> {
                step.add(version);
                if (step.size() == STEP) {
                    put(steps, new Step(List.copyOf(step), null));
                    step.clear();
                }
            });
            if (!step.isEmpty()) {
                put(steps, new Step(step, null));
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        put(steps, new Step(List.of(), failure));
    }

    private static void put(BlockingQueue<Step> steps, Step step) {
        try {
            steps.put(step);
        } catch (InterruptedException _) {
            // nobody takes any more; the next call ends the thread in the same way
            Thread.currentThread().interrupt();
        }
    }
}
