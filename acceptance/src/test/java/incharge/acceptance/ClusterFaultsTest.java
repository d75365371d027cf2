package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import incharge.acceptance.RegisteringClients.Registered;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ClusterMember;
import incharge.local.RealCluster;
import incharge.local.RealParts;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ConditionFactory;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Members of the replica set and brokers fail under load: every acknowledged command is in the log once, on its topic
 * in the log's order, and in the views. Short with {@code -Pcontainers}; {@code -Pfaults} beside it lets faults last.
 */
class ClusterFaultsTest {
    private static final String TOPIC = "incharge.customers";
    private static final boolean LONG = "all".equals(System.getProperty("incharge.faults"));
    private static final int ROUNDS = LONG ? 20 : 3;
    /** Commands that are acknowledged before a fault, and during it or after it. */
    private static final int SOME = LONG ? 250 : 60;
    /** How long a fault lasts at least. */
    private static final Duration LASTING = LONG ? Duration.ofSeconds(60) : Duration.ZERO;

    private static final ApiClient HTTP = new ApiClient();

    private static RealCluster cluster;
    private static RunningSystem system;
    /** What the clients of earlier tests noted. */
    private static final Queue<Registered> EARLIER = new ConcurrentLinkedQueue<>();

    /** Why these tests cannot run; each is counted as skipped, which a class that is skipped as a whole is not. */
    private static Optional<String> lacking;

    private Api api;
    private RegisteringClients clients;

    private record LogEvent(String id, String type, String subject) {}

    @BeforeAll
    static void start() {
        lacking = RealParts.withoutContainers();
        if (lacking.isPresent()) {
            System.err.println("ClusterFaultsTest is skipped: it " + lacking.get() + ".");
            return;
        }
        cluster = RealCluster.start();
        system = RunningSystem.start(cluster.environment());
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void load() {
        lacking.ifPresent(Assumptions::abort);
        api = Api.as("demo-admin", system);
        clients = RegisteringClients.start(api);
        awaitMore();
    }

    @AfterEach
    void end() {
        if (lacking.isEmpty()) {
            cluster.heal();
            clients.end();
            clients.close();
            EARLIER.addAll(clients.registered());
        }
    }

    @Test
    void a_killed_primary() {
        for (int round = 0; round < ROUNDS; round++) {
            cluster.primary().kill();
            awaitMore();
            cluster.heal();
        }
        verify("primary killed " + ROUNDS + " times");
    }

    @Test
    void a_paused_primary() {
        for (int round = 0; round < ROUNDS; round++) {
            cluster.primary().pause();
            awaitMore();
            cluster.heal();
        }
        verify("primary paused " + ROUNDS + " times");
    }

    @Test
    void a_rolling_restart_of_the_databases() {
        for (ClusterMember member : cluster.databases()) {
            member.stop(Duration.ofSeconds(60));
            awaitMore();
            cluster.heal();
        }
        verify("each member of the replica set restarted");
    }

    @Test
    void all_databases_killed_at_once() {
        int rounds = LONG ? 5 : 1;
        for (int round = 0; round < rounds; round++) {
            cluster.databases().forEach(ClusterMember::kill);
            awaitRefused();
            cluster.heal();
            awaitMore();
        }
        verify("all members of the replica set killed " + rounds + " times");
    }

    /** The control: what was not acknowledged by a majority is rolled back, so the fault is a real one. */
    @Test
    void a_primary_cut_off_from_the_majority() {
        ClusterMember old = cluster.primary();
        MongoCollection<Document> control =
                cluster.client(old).getDatabase("control").getCollection("control");
        old.cutOffFromMembers();
        control.withWriteConcern(WriteConcern.W1).insertOne(new Document("_id", 1));
        await("another primary").atMost(Duration.ofMinutes(2)).until(() -> cluster.primary() != old);
        awaitMore();
        cluster.heal();
        assertThat(cluster.client(cluster.primary())
                        .getDatabase("control")
                        .getCollection("control")
                        .countDocuments(Filters.eq("_id", 1)))
                .isZero();
        verify("primary cut off from the majority");
    }

    @Test
    void full_disks_of_the_databases() {
        fill(cluster.primary());
        awaitMore();
        fill(cluster.primary());
        awaitRefused();
        cluster.heal();
        awaitMore();
        verify("disks of two members of the replica set full");
    }

    @Test
    void a_killed_leader_of_the_brokers() {
        Duration longest = Duration.ZERO;
        for (int round = 0; round < ROUNDS; round++) {
            leader().kill();
            long killed = System.nanoTime();
            awaitVisible(awaitMore());
            Duration stall = Duration.ofNanos(System.nanoTime() - killed);
            longest = stall.compareTo(longest) > 0 ? stall : longest;
            cluster.heal();
            awaitInSync();
        }
        assertThat(clients.failed()).isEmpty();
        verify("leader killed " + ROUNDS + " times, published again after " + seconds(longest) + " at most");
    }

    enum Outage {
        TWO_BROKERS_KILLED {
            @Override
            void begin() {
                cluster.brokers().subList(0, 2).forEach(ClusterMember::kill);
            }
        },
        ALL_BROKERS_KILLED {
            @Override
            void begin() {
                cluster.brokers().forEach(ClusterMember::kill);
            }
        },
        ALL_BROKERS_PAUSED {
            @Override
            void begin() {
                cluster.brokers().forEach(ClusterMember::pause);
            }
        },
        DISKS_OF_TWO_BROKERS_FULL {
            @Override
            void begin() {
                cluster.brokers().subList(0, 2).forEach(ClusterFaultsTest::fill);
            }
        };

        abstract void begin();
    }

    @ParameterizedTest
    @EnumSource
    void an_outage_of_kafka(Outage outage) {
        outage.begin();
        awaitMore();
        await("a growing lag").atMost(Duration.ofMinutes(2)).until(() -> lag() >= SOME);
        double backlog = lag();
        long healed = System.nanoTime();
        cluster.heal();
        assertThat(clients.failed()).isEmpty();
        clients.end();
        eventually().until(() -> lag() == 0);
        verify(outage + ", backlog of " + (long) backlog + " events published after "
                + seconds(Duration.ofNanos(System.nanoTime() - healed)));
    }

    /** Ends the load and compares what the clients noted with the log, the topic and the views. */
    private void verify(String fault) {
        clients.end();
        assertThat(clients.failed().keySet()).as("statuses of failed requests").isSubsetOf(Set.of(0, 503));
        List<LogEvent> log = log();
        Map<String, Long> positions = new java.util.HashMap<>();
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).type().equals("CustomerRegistered")) {
                stored.add(log.get(i).subject());
                positions.put(log.get(i).subject(), i + 1L);
            }
        }
        List<Registered> all =
                Stream.concat(EARLIER.stream(), clients.registered().stream()).toList();
        List<String> acknowledged = all.stream().map(Registered::id).toList();
        assertThat(stored).as("customers in the log").doesNotHaveDuplicates();
        assertThat(stored).as("customers in the log").containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(all)
                .allSatisfy(customer -> assertThat(
                                log.get((int) customer.position() - 1).subject())
                        .as("event at the position of the answer")
                        .isEqualTo(customer.id()));
        int duplicates = comparePublished(log);
        List<String> shown = eventually()
                .until(
                        () -> Workspace.texts(
                                api.all("/api/customers", "Min-Event-Position", "customers=" + log.size()), "/id"),
                        _ -> true);
        assertThat(shown).as("customers in the views").containsExactlyInAnyOrderElementsOf(acknowledged);
        System.out.printf(
                "%s: %d commands acknowledged, 0 lost, 0 doubled; longest gap %s, failed requests by status %s, %d records published twice%n",
                fault, clients.acknowledged(), seconds(clients.longestGap()), clients.failed(), duplicates);
    }

    /** The events of the log by position; a gap fails. */
    private static List<LogEvent> log() {
        List<LogEvent> events = new ArrayList<>();
        for (BsonDocument commit : cluster.client(cluster.primary())
                .getDatabase("incharge-customers")
                .getCollection("log", BsonDocument.class)
                .find()
                .sort(Sorts.ascending("_id"))) {
            assertThat(commit.getNumber("_id").longValue()).as("position").isEqualTo(events.size() + 1L);
            for (BsonValue each : commit.getArray("ev")) {
                BsonDocument event = each.asDocument();
                events.add(new LogEvent(
                        event.getBinary("id").asUuid().toString(),
                        event.getString("type").getValue(),
                        event.getString("subject").getValue()));
            }
        }
        return events;
    }

    /** Compares the topic with the log. Returns how many records are there for the second time. */
    private static int comparePublished(List<LogEvent> log) {
        eventually().until(() -> lag() == 0);
        List<String> published = new ArrayList<>();
        int duplicates = 0;
        for (ConsumerRecord<String, String> record : PublishedEvents.records(system, TOPIC, log.size())) {
            Map<String, String> headers = PublishedEvents.headers(record);
            long sequence = Long.parseLong(headers.get("ce_sequence"));
            assertThat(sequence).as("sequence on the topic").isLessThanOrEqualTo(published.size() + 1L);
            if (sequence == published.size() + 1L) {
                published.add(headers.get("ce_id"));
            } else {
                duplicates++;
            }
        }
        assertThat(published).isEqualTo(log.stream().map(LogEvent::id).toList());
        return duplicates;
    }

    /** Waits for some more acknowledged commands, and until the fault has lasted. Returns the last position. */
    private long awaitMore() {
        int enough = clients.acknowledged() + SOME;
        long until = System.nanoTime() + LASTING.toNanos();
        eventually().until(() -> clients.acknowledged() >= enough && System.nanoTime() - until >= 0);
        return clients.registered().stream()
                .mapToLong(Registered::position)
                .max()
                .orElseThrow();
    }

    private void awaitRefused() {
        int refused = clients.failed().getOrDefault(503, 0);
        eventually().until(() -> clients.failed().getOrDefault(503, 0) > refused);
    }

    private void awaitVisible(long position) {
        eventually()
                .until(() -> api.get("/api/customers?limit=1", "Min-Event-Position", "customers=" + position)
                                .status()
                        == 200);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class);
    }

    private static void fill(ClusterMember member) {
        await(member + " ends on a full disk").atMost(Duration.ofMinutes(3)).until(() -> {
            cluster.fillDisk(member);
            return !member.running();
        });
    }

    private static double lag() {
        String metrics = HTTP.send(Request.to(system.addresses().get("INCHARGE_METRICS_CUSTOMER_SERVICE")))
                .text();
        return MetricsTest.value(metrics, "incharge_relay_lag_events");
    }

    private static ClusterMember leader() {
        return cluster.brokers().get(partition().leader().id() - 1);
    }

    private static void awaitInSync() {
        eventually().until(() -> partition().isr().size() == cluster.brokers().size());
    }

    private static org.apache.kafka.common.TopicPartitionInfo partition() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            return admin.describeTopics(List.of(TOPIC))
                    .allTopicNames()
                    .get()
                    .get(TOPIC)
                    .partitions()
                    .getFirst();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String seconds(Duration time) {
        return String.format(java.util.Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }
}
