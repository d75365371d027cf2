package incharge.eventstore.log;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Makes events and commits for tests. */
final class Sample {
    static final Cause ANNA = new Cause("anna", "command-1", null);

    private Sample() {}

    static NewEvent event(String type, String... tags) {
        return new NewEvent(
                UuidCreator.getTimeOrderedEpoch(),
                type,
                1,
                "subject",
                ("{\"of\":\"" + type + "\"}").getBytes(StandardCharsets.UTF_8),
                Set.of(tags),
                null);
    }

    static List<NewEvent> events(int count, String... tags) {
        return IntStream.range(0, count).mapToObj(_ -> event("Happened", tags)).toList();
    }

    static Commit commit(NewEvent... events) {
        return commit(List.of(events));
    }

    static Commit commit(List<NewEvent> events) {
        return new Commit(UuidCreator.getTimeOrderedEpoch(), ANNA, events, null, new int[0], null);
    }

    static Commit withKey(String key, NewEvent... events) {
        return new Commit(
                UUID.randomUUID(), ANNA, List.of(events), new Idempotency(key, "hash"), new int[] {1, 0, -1}, null);
    }

    static Condition noneAbove(long marker, String... tagsEachAlone) {
        return new Condition(marker, tagged(tagsEachAlone));
    }

    private static Criteria tagged(String... tagsEachAlone) {
        return new Criteria(Stream.of(tagsEachAlone).map(Criterion::tags).collect(Collectors.toSet()));
    }

    static Appended append(EventLog log, Commit commit) {
        return append(log, commit, Condition.none());
    }

    /** Waits for the append; a failure of it is thrown as it is. */
    static Appended append(EventLog log, Commit commit, Condition condition) {
        try {
            return log.append(commit, condition).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer to an append", e);
        }
    }

    static List<Recorded> all(Iterable<Recorded> events) {
        return StreamSupport.stream(events.spliterator(), false).toList();
    }

    static List<Long> positions(Iterable<Recorded> events) {
        return all(events).stream().map(Recorded::position).toList();
    }

    static Sourced source(EventLog log, String... tagsEachAlone) {
        return log.source(tagged(tagsEachAlone));
    }
}
