package incharge.eventstore.log;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.BsonDocument;

/** Records the answers to callers and compares them with the stored documents, which it reads by itself. */
final class Ledger {
    private record Answer(Commit commit, Condition condition, Appended appended, RuntimeException failure) {}

    private record Found(long first, List<Mark> marks) {
        long last() {
            return first + marks.size() - 1;
        }
    }

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();

    /** Appends and notes the answer; whether it was acknowledged. */
    boolean append(EventLog log, Commit commit, Condition condition) {
        try {
            answers.add(new Answer(commit, condition, Sample.append(log, commit, condition), null));
            return true;
        } catch (LogException failure) {
            answers.add(new Answer(commit, condition, null, failure));
            return false;
        }
    }

    /** Notes that the log raised the alarm by itself. */
    void broken(LogBroken alarm) {
        alarms.add(alarm.getMessage());
    }

    /** Whether the log raised the alarm by itself. */
    boolean alarmed() {
        return !alarms.isEmpty();
    }

    long acknowledged() {
        return answers.stream().filter(answer -> answer.appended != null).count();
    }

    long failed(Class<? extends LogException> how) {
        return answers.stream().filter(answer -> how.isInstance(answer.failure)).count();
    }

    /** The differences between the log and the answers to callers; empty if there are none. */
    List<String> faults(MongoDatabase database) {
        var faults = new ArrayList<>(alarms);
        var commits = new ArrayList<Found>();
        var places = new HashMap<UUID, Found>();
        read(database, commits, places, faults);
        for (Answer answer : answers) {
            check(answer, places.get(answer.commit.id()), commits, faults);
        }
        return faults;
    }

    private static void read(
            MongoDatabase database, List<Found> commits, Map<UUID, Found> places, List<String> faults) {
        var collections = LogCollections.open(database);
        var parts = new Parts(collections);
        var ids = new HashSet<UUID>();
        long expected = 1;
        for (BsonDocument document : collections.log().find().sort(Sorts.ascending("_id"))) {
            long first = Documents.first(document);
            if (first != expected) {
                faults.add("after " + (expected - 1) + " comes " + first);
            }
            var found = new Found(first, marks(document, parts, faults));
            commits.add(found);
            places.put(Documents.id(document), found);
            if (!ids.add(Documents.id(document))) {
                faults.add("twice in the log: the commit at " + first);
            }
            expected = found.last() + 1;
        }
    }

    private static List<Mark> marks(BsonDocument document, Parts parts, List<String> faults) {
        try {
            return Documents.large(document)
                    ? parts.marks(document)
                    : Documents.events(document).stream().map(Documents::mark).toList();
        } catch (LogBroken broken) {
            // a header that outlived its parts: what the control loses need not be a whole commit
            faults.add(broken.getMessage());
            return List.of();
        }
    }

    private static void check(Answer answer, Found found, List<Found> commits, List<String> faults) {
        if (answer.appended != null && found == null) {
            faults.add("acknowledged at " + answer.appended.first() + " and lost");
        } else if (answer.appended != null
                && (found.first != answer.appended.first() || found.last() != answer.appended.last())) {
            faults.add("acknowledged at " + answer.appended.first() + " and lies at " + found.first);
        } else if (answer.failure != null && !(answer.failure instanceof AppendUnknown) && found != null) {
            faults.add("refused and lies at " + found.first);
        }
        if (found != null && overlooked(answer.condition, found, commits)) {
            faults.add("accepted at " + found.first + " against its condition");
        }
    }

    private static boolean overlooked(Condition condition, Found found, List<Found> commits) {
        return commits.stream()
                .filter(other -> other.last() > condition.marker() && other.last() < found.first)
                .flatMap(other -> other.marks.stream())
                .anyMatch(mark -> condition.criteria().matches(mark.type(), mark.tags()));
    }
}
