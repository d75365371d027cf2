package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Condition;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Criterion;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.NewEvent;
import incharge.local.RealParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Measures commits of one event through the log, each under a condition of its own, against insertOne of a document of
 * the same content through the bare driver: same server, same write concern, no second index, no order, no condition.
 */
final class AppendBenchmark {
    private static final String TABLE = "Append";
    private static final Map<Integer, Double> AIMS = Map.of(16, 1.5, 64, 4.0);
    private static final byte[] PAYLOAD = """
            {"subject":{"type":"customer","id":"0190b2a4-0000-7000-8000-000000000001"},\
            "customerId":"0190b2a4-0000-7000-8000-000000000001","employeeId":"0190b2a4-0000-7000-8000-000000000002",\
            "roleId":"0190b2a4-0000-7000-8000-000000000003","from":"2026-01-01"}""".getBytes(UTF_8);

    private AppendBenchmark() {}

    /** One write of a thread; it is given a number that no other write has. */
    interface Write {
        void at(long number);
    }

    static void run(Options options, Report report) {
        Report.progress("append");
        MongoDatabase database = RealParts.freshDatabase();
        MongoCollection<BsonDocument> plain = database.getCollection("plain", BsonDocument.class)
                .withCodecRegistry(MongoClientSettings.getDefaultCodecRegistry())
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        try (var log = EventLog.open(database)) {
            Write raw = number -> plain.insertOne(document(number));
            Write append =
                    number -> log.append(commit(number), condition(number)).join();
            var warmUp = Duration.ofSeconds(2);
            round(16, warmUp, raw);
            round(16, warmUp, append);
            for (int threads : List.of(1, 16, 64)) {
                List<Clients.Round> raws = new ArrayList<>();
                List<Clients.Round> appends = new ArrayList<>();
                for (int i = 0; i < options.rounds(); i++) {
                    raws.add(round(threads, options.round().dividedBy(2), raw));
                    appends.add(round(threads, options.round().dividedBy(2), append));
                }
                report(report, threads, Clients.median(raws), Clients.median(appends));
            }
        }
    }

    private static void report(Report report, int threads, Clients.Round raw, Clients.Round append) {
        double ratio = append.rate() / raw.rate();
        String what = threads == 1 ? "1 thread" : threads + " threads";
        String figure = Report.perSecond(append.rate());
        String baseline = "insertOne " + Report.perSecond(raw.rate());
        Double aim = AIMS.get(threads);
        if (aim == null) {
            report.add(TABLE, what, figure, baseline, ratio);
        } else {
            report.add(TABLE, what, figure, baseline, ratio, "at least " + aim, ratio >= aim);
        }
        report.add(
                TABLE,
                what + ", p99",
                Report.millis(append.samples().p99()),
                Report.millis(raw.samples().p99()),
                append.samples().p99() / raw.samples().p99());
    }

    private static final AtomicLong NUMBER = new AtomicLong();

    /** Repeats the write on each thread for that time. */
    static Clients.Round round(int threads, Duration time, Write write) {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        List<Samples> measured = Clients.together(threads, _ -> {
            var samples = new Samples();
            for (long now = System.nanoTime(); now < end; ) {
                write.at(NUMBER.incrementAndGet());
                long after = System.nanoTime();
                samples.add(after - now);
                now = after;
            }
            return samples;
        });
        return new Clients.Round(Samples.all(measured), Duration.ofNanos(System.nanoTime() - began));
    }

    private static String tag(long number) {
        return "responsibility:0190b2a4-0000-7000-8000-%012x".formatted(number);
    }

    private static Condition condition(long number) {
        return new Condition(0, Criteria.of(Criterion.tags(tag(number))));
    }

    private static Commit commit(long number) {
        var event = new NewEvent(
                UUID.randomUUID(),
                "ResponsibilityAssigned",
                1,
                "0190b2a4-0000-7000-8000-000000000001",
                PAYLOAD,
                Set.of(tag(number), "assignee:0190b2a4-0000-7000-8000-000000000002"),
                null);
        var cause = new Cause("benchmark", UUID.randomUUID().toString(), null);
        return new Commit(UUID.randomUUID(), cause, List.of(event), null, null, null);
    }

    /** What the log's document of such a commit holds. */
    private static BsonDocument document(long number) {
        var tags = new BsonArray(
                List.of(new BsonString(tag(number)), new BsonString("assignee:0190b2a4-0000-7000-8000-000000000002")));
        BsonDocument event = new BsonDocument("id", new BsonBinary(UUID.randomUUID()))
                .append("type", new BsonString("ResponsibilityAssigned"))
                .append("subject", new BsonString("0190b2a4-0000-7000-8000-000000000001"))
                .append("payload", new BsonBinary(PAYLOAD))
                .append("tags", tags);
        return new BsonDocument("_id", new BsonInt64(number))
                .append("n", new BsonInt64(1))
                .append("c", new BsonBinary(UUID.randomUUID()))
                .append("actor", new BsonString("benchmark"))
                .append("command", new BsonString(UUID.randomUUID().toString()))
                .append("g", tags)
                .append("ev", new BsonArray(List.of(event)));
    }
}
