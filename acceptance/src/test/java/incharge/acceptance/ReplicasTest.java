package incharge.acceptance;

import static incharge.acceptance.Workspace.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import incharge.acceptance.ReplicatedSystem.Replica;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.BsonBinary;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Two replicas of every program side by side: what may happen to one of them, and what its users notice of it. Ten
 * programs beside the stores take minutes to start on a small machine, so only {@code -Pfaults} runs it.
 */
@EnabledIfSystemProperty(named = "incharge.faults", matches = "all", disabledReason = "it runs with -Pfaults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {
    /** The checkout of an earlier version, from which the upgrade begins. */
    private static final Optional<Path> BEFORE =
            Optional.ofNullable(System.getProperty("incharge.before")).map(Path::of);

    private static final List<String> TOPICS =
            List.of("incharge.customers", "incharge.responsibilities", "incharge.groupings");
    private static final Duration SOON = Duration.ofMinutes(3);

    private static ReplicatedSystem system;
    private static Api api;

    @BeforeAll
    static void start() throws Exception {
        system = ReplicatedSystem.prepared();
        system.programsFrom(BEFORE.orElseGet(RunningSystem::root));
        long seed = System.nanoTime();
        long began = System.nanoTime();
        system.startInAnyOrder(seed, Duration.ofMinutes(2));
        report("start in the order of seed %d: ready after %d s", seed, (System.nanoTime() - began) / 1_000_000_000);
        await().atMost(SOON).ignoreExceptions().until(() -> {
            api = Api.as("demo-admin", system.url());
            return api.get("/api/customers").status() == 200;
        });
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    private static void report(String format, Object... values) {
        System.out.println("ReplicasTest: " + format.formatted(values));
    }

    @Test
    @Order(1)
    void a_stop_fails_no_request_and_another_replica_goes_on() {
        replaceEach(RunningSystem.root(), 2);
    }

    /** Replaces replicas under load, as an upgrade does: the second of a program when the first is ready. */
    private static void replaceEach(Path home, int replicas) {
        String word = word();
        Api.Answer imported = upload(rows(word, 2_000));
        try (SteadyLoad load = SteadyLoad.start(api, word, 4);
                ChangeFeed live = ChangeFeed.open(api, "")) {
            live.first();
            for (int number = 0; number < replicas; number++) {
                for (String program : ReplicatedSystem.PROGRAMS) {
                    replace(system.of(program).get(number), home, load);
                }
                system.awaitReady();
            }
            await().atMost(Duration.ofMinutes(5)).until(() -> load.answered() >= 10_000);
            load.stop();

            report(
                    "%d commands and queries, %d failed, %d too early, the longest took %d ms",
                    load.answered(),
                    load.failures().size(),
                    load.late(),
                    load.longest().toMillis());
            assertThat(load.failures()).isEmpty();
            assertThat(api.finished(imported).json().get("created").asInt()).isEqualTo(2_000);
            assertEachIsListedOnce(load.customers());
        }
        assertPublishedInOrder();
    }

    private static void replace(Replica replica, Path home, SteadyLoad load) {
        int before = load.answered();
        Duration stopped = replica.stop();
        report("%s ended after %.1f s", replica, stopped.toMillis() / 1_000.0);
        assertThat(stopped).isLessThan(Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> load.answered() > before + 20);
        system.programFrom(home, replica, Map.of());
        replica.process().launch();
    }

    /** Of a later version, as a replica of this one meets them during an upgrade. */
    @Test
    @Order(2)
    void events_of_a_later_version_stop_nothing_but_commands_on_what_they_are_about() {
        var workspace = Workspace.of(api);
        String renamed = workspace.customer(Workspace.unique("Before"));
        String unknown = workspace.customer(Workspace.unique("Unknown"));
        MongoCollection<Document> log = log("incharge-customers");
        Document registered = log.find(Filters.eq("ev.subject", renamed)).first();
        appendAfter(
                log,
                registered,
                "CustomerRenamed",
                "{\"customerId\":\"" + renamed + "\",\"name\":\"Renamed " + word()
                        + "\",\"pronouns\":{\"used\":[\"they\"]}}");
        long last = appendAfter(
                log,
                log.find(Filters.eq("ev.subject", unknown)).first(),
                "CustomerTeleported",
                "{\"customerId\":\"" + unknown + "\"}");

        api.get("/api/customers?limit=1", "Min-Event-Position", "customers=" + last)
                .expect(200);
        assertThat(api.get("/api/customers/" + renamed)
                        .expect(200)
                        .json()
                        .get("name")
                        .asString())
                .startsWith("Renamed");
        workspace
                .patch("/api/customers/" + renamed, Workspace.body("name", Workspace.unique("After")))
                .expect(200);
        api.patch("/api/customers/" + unknown, Workspace.body("name", "Nobody")).expectProblem(500, "internal-error");
        assertThat(system.of("customer-service").stream()
                        .mapToDouble(ReplicasTest::failed)
                        .sum())
                .isEqualTo(1);
        assertPublishedInOrder();
    }

    private static double failed(Replica replica) {
        return replica.metric("http_server_requests_seconds_count{", "status=\"500\"");
    }

    private static MongoCollection<Document> log(String database) {
        return system.client()
                .getDatabase(database)
                .getCollection("log")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    /** Appends a commit of one event like another commit. Returns its position. */
    private static long appendAfter(MongoCollection<Document> log, Document like, String type, String payload) {
        Document last = log.find().sort(Sorts.descending("_id")).first();
        long position = last.getLong("_id") + last.getInteger("n");
        Document event = like.getList("ev", Document.class).getFirst();
        event.append("o", 0).append("id", new BsonBinary(UUID.randomUUID())).append("type", type);
        event.append("payload", payload.getBytes(UTF_8));
        like.append("_id", position)
                .append("c", new BsonBinary(UUID.randomUUID()))
                .append("time", last.get("time"));
        like.append("n", 1).append("ev", List.of(event));
        like.remove("idem");
        log.insertOne(like);
        return position;
    }

    @Test
    @Order(3)
    void a_suspended_replica_holds_up_nobody_and_adds_nothing_late() {
        Replica suspended = system.publishing("customer-service");
        Replica other = other(suspended);
        try (SteadyLoad load = SteadyLoad.start(api, word(), 4)) {
            await().atMost(SOON).until(() -> load.answered() > 20);
            ReplicatedSystem.signal("STOP", suspended.pid());
            try {
                await().atMost(SOON).until(other::publishes);
                // those of before may all wait for the suspended one
                load.add(4);
                int before = load.answered();
                await().atMost(SOON).until(() -> load.answered() > before + 50);
            } finally {
                ReplicatedSystem.signal("CONT", suspended.pid());
            }
            int before = load.answered();
            await().atMost(SOON).until(() -> load.answered() > before + 50);
            load.stop();

            report(
                    "suspended: %d commands and queries, %d failed, the longest took %d ms",
                    load.answered(), load.failures().size(), load.longest().toMillis());
            // what the suspended one was just answering waits for it; that and no more may be noticed
            assertThat(load.failures()).allMatch(failure -> failure.matches("(?s).*\"status\":50[34].*"));
            assertEachIsListedOnce(load.customers());
        }
        assertPublishedInOrder();
    }

    private static Replica other(Replica replica) {
        return system.of(replica.program).stream()
                .filter(each -> each != replica)
                .findFirst()
                .orElseThrow();
    }

    /** The replicas have clocks of their own, a quarter of an hour ahead and behind by turns. */
    @Test
    @Order(4)
    void relays_that_are_killed_and_clocks_that_jump_lose_nothing_and_keep_the_order() throws IOException {
        long seed = System.nanoTime();
        report("kills by chance of seed %d", seed);
        var random = new Random(seed);
        try (SteadyLoad load = SteadyLoad.start(api, word(), 4)) {
            for (int kill = 1; kill <= 20; kill++) {
                Replica killed = system.publishing("customer-service");
                int before = load.answered();
                await().atMost(SOON).until(() -> load.answered() > before + 10 + random.nextInt(30));
                killed.process().kill();
                int minutes = kill % 2 == 0 ? -15 : 15;
                setClock(killed, minutes);
                setClock(other(killed), -minutes);
                String file = clock(killed).toString();
                system.programFrom(RunningSystem.root(), killed, Map.of("INCHARGE_DEMO_CLOCK", file));
                killed.start();
            }
            for (Replica replica : system.of("customer-service")) {
                Files.delete(clock(replica));
            }
            int before = load.answered();
            await().atMost(SOON).until(() -> load.answered() > before + 50);
            load.stop();

            report(
                    "killed relays: %d commands and queries, %d without an answer",
                    load.answered(), load.failures().size());
            assertThat(load.failures()).noneMatch(failure -> failure.contains("\"status\":500"));
            assertEachIsListedOnce(load.customers());
        }
        assertPublishedInOrder();
    }

    private static Path clock(Replica replica) {
        return system.temporary().resolve(replica + ".clock");
    }

    /** Sets the clock of a replica in one step, also while it is read. */
    private static void setClock(Replica replica, int minutes) throws IOException {
        Path next = system.temporary().resolve("next.clock");
        Files.writeString(next, Instant.now().plus(Duration.ofMinutes(minutes)).toString());
        Files.move(next, clock(replica), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    @Order(5)
    void a_service_that_hangs_holds_up_only_its_own_requests() {
        String tag = Workspace.of(api).tag(Workspace.unique("Held"));
        List<CompletableFuture<Integer>> held;
        system.balancer("grouping-service").hang(true);
        try {
            held = IntStream.range(0, 100)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> api.get("/api/tags/" + tag).status(), Thread::startVirtualThread))
                    .toList();
            for (int i = 0; i < 20; i++) {
                Workspace.of(api).customer(Workspace.unique("Served"));
                api.get("/api/matrix?limit=5").expect(200);
            }
            assertThat(held).anyMatch(answer -> !answer.isDone());
        } finally {
            system.balancer("grouping-service").hang(false);
        }
        // on a busy machine a connection to the hanging service may not be open within 2 s
        assertThat(held).allMatch(answer -> answer.join() == 200 || answer.join() == 503);
    }

    @Test
    @Order(6)
    void without_kafka_commands_go_on_and_what_waited_is_published() {
        Replica publishing = system.publishing("customer-service");
        int waiting = 2_000;
        ReplicatedSystem.signal("STOP", system.kafka().pid());
        long resumed;
        try {
            for (int i = 0; i < waiting; i++) {
                api.post("/api/customers", Workspace.body("name", Workspace.unique("Waiting")))
                        .expect(201);
            }
            await().atMost(SOON)
                    .until(() -> system.of("customer-service").stream()
                                    .mapToDouble(ReplicasTest::lag)
                                    .sum()
                            >= waiting);
        } finally {
            ReplicatedSystem.signal("CONT", system.kafka().pid());
            resumed = System.nanoTime();
        }
        await().atMost(SOON).until(() -> lag(publishing) == 0);
        report(
                "%d events are published %d ms after the broker is back",
                waiting, (System.nanoTime() - resumed) / 1_000_000);
        assertPublishedInOrder();
    }

    private static double lag(Replica replica) {
        return replica.metric("incharge_relay_lag_events ", "");
    }

    @Test
    @Order(7)
    void a_full_disk_refuses_files_and_loses_nothing() throws IOException {
        assumeTrue(system.unmounted().isEmpty(), () -> system.unmounted().orElseThrow());
        String file = rows(word(), 5_000);
        Path filler = system.temporary().resolve("filler");
        fill(filler);
        try {
            Api.Answer refused = upload(file).expectProblem(503, "unavailable");
            assertThat(refused.json().get("detail").asString()).contains("disk");
            Workspace.of(api).customer(Workspace.unique("Unaffected"));
            api.get("/api/customers.csv").expect(200);
        } finally {
            Files.delete(filler);
        }
        assertThat(api.finished(upload(file)).json().get("created").asInt()).isEqualTo(5_000);
    }

    private static Api.Answer upload(String file) {
        return api.upload("customers", "", "rows.csv", file.getBytes(UTF_8), Map.of());
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Each write of the journal takes 50 ms longer. */
    @Test
    @Order(8)
    void a_slow_disk_slows_down_and_fails_nothing() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        Path printed = system.temporary().resolve("strace.txt");
        Process tracer = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=fdatasync,fsync",
                        "-e",
                        "inject=fdatasync,fsync:delay_enter=50000",
                        "-p",
                        Long.toString(system.mongo().pid()))
                .redirectError(printed.toFile())
                .start();
        try {
            await().atMost(SOON).until(() -> Files.size(printed) > 0 || !tracer.isAlive());
            String attached = Files.readString(printed);
            assumeTrue(attached.contains(" attached"), () -> "strace may not follow mongod: " + attached);
            underSlowDisk();
            assertThat(tracer.isAlive()).isTrue();
        } finally {
            tracer.destroy();
            tracer.waitFor();
        }
    }

    private static void underSlowDisk() {
        try (SteadyLoad load = SteadyLoad.start(api, word(), 4)) {
            await().atMost(SOON).until(() -> load.answered() >= 1_000);
            load.stop();

            report(
                    "slow disk: %d commands and queries, the longest took %d ms",
                    load.answered(), load.longest().toMillis());
            assertThat(load.failures()).isEmpty();
        }
    }

    @Test
    @Order(9)
    void checkpoints_and_leases_that_are_lost_change_no_view() {
        String customers = listed();
        for (String database : List.of(
                "incharge-customers", "incharge-responsibilities", "incharge-groupings", "incharge-reporting")) {
            system.client().getDatabase(database).getCollection("feeds").drop();
            system.client().getDatabase(database).getCollection("leases").drop();
        }
        List<Replica> readers = system.of("reporting-service");
        readers.forEach(Replica::stop);
        readers.forEach(replica -> replica.process().launch());
        readers.forEach(replica -> replica.process().awaitReady(Duration.ofMinutes(5)));
        String tag = Workspace.of(api).tag(Workspace.unique("Afterwards"));

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(listed()).isEqualTo(customers));
        await().atMost(SOON).untilAsserted(() -> api.get("/api/tags/" + tag).expect(200));
        assertPublishedInOrder();
    }

    /** Both versions run side by side on the way. */
    @Test
    @Order(10)
    void the_version_before_comes_back_over_the_data_of_this_one() {
        assumeTrue(BEFORE.isPresent(), "incharge.before names no checkout of an earlier version; .ci/before makes one");
        replaceEach(BEFORE.get(), 2);
    }

    private static String listed() {
        return api.all("/api/customers").toString();
    }

    private static String rows(String word, int count) {
        return "name\n"
                + IntStream.rangeClosed(1, count)
                        .mapToObj(i -> word + " imported " + i)
                        .collect(Collectors.joining("\n"));
    }

    private static void assertEachIsListedOnce(List<String> customers) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .untilAsserted(() -> {
                    List<String> listed = api.all("/api/customers").stream()
                            .map(customer -> customer.get("id").asString())
                            .toList();
                    assertThat(listed).doesNotHaveDuplicates().containsAll(customers);
                });
    }

    /** Each topic has every sequence, for the first time in its order, and the times of the commits never fall. */
    private static void assertPublishedInOrder() {
        for (String topic : TOPICS) {
            long next = 1;
            var ids = new HashSet<String>();
            Instant time = Instant.MIN;
            for (ConsumerRecord<String, String> record :
                    PublishedEvents.records(system.kafka().bootstrap(), topic, 0)) {
                Map<String, String> headers = PublishedEvents.headers(record);
                long sequence = Long.parseLong(headers.get("ce_sequence"));
                if (sequence < next) {
                    continue;
                }
                assertThat(sequence).as(topic).isEqualTo(next);
                assertThat(ids.add(headers.get("ce_id"))).as(topic).isTrue();
                Instant committed = Instant.parse(headers.get("ce_time"));
                assertThat(committed).as(topic + " " + sequence).isAfterOrEqualTo(time);
                time = committed;
                next++;
            }
        }
    }
}
