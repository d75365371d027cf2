package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.FreePorts;
import incharge.local.RealMongo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the operations guide says about losing everything: MongoDB and Kafka are gone, a backup is there. */
class RestoreTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Map<String, String> DATABASES = Map.of(
            "customers", "incharge-customers",
            "responsibilities", "incharge-responsibilities",
            "groupings", "incharge-groupings");

    private static final String MASTER_KEY = "secrets/master-key";

    @TempDir
    private Path backups;

    @Test
    void after_everything_is_lost_a_backup_brings_back_every_view() throws Exception {
        int port = FreePorts.choose();
        Instant past;
        Map<String, String> before;
        String position;
        Path lost = RunningSystem.directory();
        byte[] masterKey;
        try (RunningSystem system = RunningSystem.start(lost, port, false)) {
            Api api = Api.as("demo-admin", system);
            past = somethingOfEverything(Workspace.of(api));
            before = settled(api, past);
            position = position(api);
            assertThat(before).hasSizeGreaterThan(150);

            String uri = system.addresses().get("INCHARGE_MONGODB_URI");
            assertThat(run("backup", "quiet", uri)).contains("Backed up to").endsWith("exit 0");
            assertThat(run("backup", "keys", uri, "--keys"))
                    .contains("Backed up to")
                    .endsWith("exit 0");
            isForNobodyElse("quiet");
            isForNobodyElse("keys");
            holdEveryDatabase(uri);
            masterKey = Files.readAllBytes(lost.resolve(MASTER_KEY));
            isConsistentUnderWrites(api, uri);
        }

        Path data = RunningSystem.directory();
        keep(masterKey, data);
        try (RealMongo mongo = RealMongo.start(data.resolve("mongo"), 0)) {
            assertThat(run("restore", "quiet", mongo.uri()))
                    .contains("Restored")
                    .endsWith("exit 0");
            assertThat(run("restore", "quiet", mongo.uri()))
                    .contains("is not empty", "incharge-customers")
                    .endsWith("exit 1");
            assertThat(run("restore", "keys", mongo.uri(), "--keys"))
                    .contains("Restored")
                    .endsWith("exit 0");
        }
        try (RunningSystem system = RunningSystem.start(data, port, false)) {
            Api api = Api.as("demo-admin", system);
            await().atMost(PATIENCE)
                    .until(() -> api.get("/api/matrix?limit=1", "Min-Event-Position", position)
                                    .status()
                            == 200);
            assertThat(ServedViews.differences(before, ServedViews.of(api, past.toString())))
                    .isEmpty();
            whatIsWrittenNowIsSeenByAll(Workspace.of(api));
        }
    }

    /** The backup of the data has the person as before, but the keys of now have no key for the person any more. */
    @Test
    void a_person_who_was_erased_after_the_backup_stays_erased() throws Exception {
        int port = FreePorts.choose();
        Path lost = RunningSystem.directory();
        byte[] masterKey;
        String erased;
        String other;
        try (RunningSystem system = RunningSystem.start(lost, port, false)) {
            Workspace workspace = Workspace.of(Api.as("demo-admin", system));
            erased = workspace.employee("Erased After Backup");
            other = workspace.employee("Still Here");
            String uri = system.addresses().get("INCHARGE_MONGODB_URI");
            assertThat(run("backup", "data", uri)).endsWith("exit 0");
            workspace.patch("/api/employees/" + erased, "{\"active\":false}").expect(200);
            erase(workspace, erased);
            assertThat(run("backup", "keys", uri, "--keys")).endsWith("exit 0");
            masterKey = Files.readAllBytes(lost.resolve(MASTER_KEY));
        }

        Path data = RunningSystem.directory();
        keep(masterKey, data);
        try (RealMongo mongo = RealMongo.start(data.resolve("mongo"), 0)) {
            assertThat(run("restore", "keys", mongo.uri(), "--keys")).endsWith("exit 0");
            assertThat(run("restore", "data", mongo.uri())).endsWith("exit 0");
        }
        try (RunningSystem system = RunningSystem.start(data, port, false)) {
            Workspace workspace = Workspace.of(Api.as("demo-admin", system));
            assertThat(name(workspace, erased)).isNull();
            assertThat(name(workspace, other)).isEqualTo("Still Here");
            erase(workspace, erased);
        }
    }

    private static void erase(Workspace workspace, String employee) {
        workspace
                .post("/api/employees/" + employee + "/erase", Workspace.body("reason", "Asked for it"))
                .expect(204);
    }

    /** Returns the employee's name, null if the employee is erased. */
    private static String name(Workspace workspace, String employee) {
        JsonNode answer =
                workspace.get("/api/employees/" + employee).expect(200).json();
        assertThat(answer.get("name").isNull()).isEqualTo(answer.path("erased").asBoolean(false));
        return answer.get("name").asString(null);
    }

    private static void keep(byte[] masterKey, Path data) throws IOException {
        Files.createDirectory(data.resolve(MASTER_KEY).getParent());
        Files.write(data.resolve(MASTER_KEY), masterKey);
    }

    /** Makes something of each kind in two steps, and returns the time between them. */
    private static Instant somethingOfEverything(Workspace workspace) {
        workspace.imported("employees", "", "externalId,name,team\ne-1,Anna,North\ne-2,Bo,South\n");
        String rows = IntStream.rangeClosed(1, 60)
                .mapToObj(i -> "R-%d,Restored %d,Group %d,Even;Odd\n".formatted(i, i, i % 3))
                .collect(Collectors.joining());
        workspace.imported("customers", "", "number,name,category,tags\n" + rows);
        workspace.imported("projects", "", "customerNumber,name\nR-1,Bridge\nR-2,Tunnel\n");
        workspace.imported("responsibilities", "", "customerNumber,employeeId\nR-1,e-1\nR-2,e-2\nR-3,e-1\n");
        String role = workspace.role("Accountant");
        String customer = workspace.customer("Of the first step");
        String employee = workspace.employee("Cilla");
        workspace.assign(customer, employee, "roleId", role);
        Instant between = Instant.parse(workspace
                .all("/api/history?subject=" + customer)
                .getFirst()
                .get("at")
                .asString());
        workspace.changed(List.of(Workspace.change("remove", customer, employee, "roleId", role)));
        workspace.assign(
                workspace.customer("Of the second step", "categoryId", firstCategory(workspace.api())), employee);
        Api api = workspace.api();
        api.post("/api/views", Workspace.body("name", "Kept", "page", "matrix", "query", "?team=1"))
                .expect(201);
        api.patch("/api/session/preferences", "{\"theme\":\"dark\"}").expect(200);
        return between;
    }

    /** What is served when every service has answered to the events of the others: none came while it was read. */
    private static Map<String, String> settled(Api api, Instant past) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            String reached = position(api);
                            Map<String, String> views = ServedViews.of(api, past.toString());
                            return reached.equals(position(api)) ? views : Map.<String, String>of();
                        },
                        views -> !views.isEmpty());
    }

    private static String position(Api api) {
        return api.get("/api/matrix?limit=1").expect(200).header("Event-Position");
    }

    private static String firstCategory(Api api) {
        return api.all("/api/categories").getFirst().get("id").asString();
    }

    private void isForNobodyElse(String backup) throws IOException {
        try (Stream<Path> written = Files.walk(backups.resolve(backup))) {
            assertThat(written.toList())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .endsWith("------"));
        }
    }

    /** A database that is new here and in no backup would be lost. The keys of persons are in none but their own. */
    private void holdEveryDatabase(String uri) throws IOException {
        Set<String> lasting = new HashSet<>();
        try (MongoClient client = MongoClients.create(uri)) {
            client.listDatabaseNames().into(lasting);
        }
        lasting.removeAll(Set.of("admin", "config", "local", "incharge-reporting"));
        Set<String> keys =
                lasting.stream().filter(database -> database.endsWith("-keys")).collect(Collectors.toSet());
        assertThat(keys).contains("incharge-responsibilities-keys");
        assertThat(databases("keys")).isEqualTo(keys);
        lasting.removeAll(keys);
        assertThat(databases("quiet")).isEqualTo(lasting);
    }

    private Set<String> databases(String backup) throws IOException {
        try (Stream<Path> written = Files.list(backups.resolve(backup))) {
            return written.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    /** While commands go on, each log is copied up to some position, and nothing is copied that refers beyond it. */
    private void isConsistentUnderWrites(Api api, String uri) throws Exception {
        Workspace workspace = Workspace.of(api);
        String category = firstCategory(api);
        String employee = workspace.employee("Busy");
        var written = new AtomicInteger();
        var stopped = new AtomicBoolean();
        var writer = Thread.ofVirtual().unstarted(() -> {
            while (!stopped.get()) {
                String customer = Workspace.id(api.post(
                        "/api/customers", Workspace.body("name", Workspace.unique("Busy"), "categoryId", category)));
                api.post(
                                "/api/responsibilities",
                                Workspace.body("changes", List.of(Workspace.change("assign", customer, employee))))
                        .expect(200);
                written.incrementAndGet();
            }
        });
        writer.start();
        await().atMost(PATIENCE).until(() -> written.get() > 5);
        int first = written.get();
        assertThat(run("backup", "busy", uri)).endsWith("exit 0");
        await().atMost(PATIENCE).until(() -> written.get() > first + 5);
        stopped.set(true);
        writer.join();
        assertThat(run("backup", "later", uri)).endsWith("exit 0");

        Map<String, CopiedLog> logs = new TreeMap<>();
        DATABASES.forEach((topic, database) -> logs.put(topic, CopiedLog.of(backups.resolve("busy"), database)));
        logs.forEach((topic, log) -> {
            CopiedLog later = CopiedLog.of(backups.resolve("later"), DATABASES.get(topic));
            assertThat(log.head()).isLessThan(later.head());
            assertThat(later.documents()).startsWith(log.documents());
            assertThat(logs.get("customers").subjects()).containsAll(log.customers());
            log.consumed()
                    .forEach((consumed, sequence) -> assertThat(sequence)
                            .as(topic + " of " + consumed)
                            .isPositive()
                            .isLessThanOrEqualTo(logs.get(consumed.substring("incharge.".length()))
                                    .head()));
        });
        assertThat(logs.get("responsibilities").customers()).hasSizeGreaterThan(5);
    }

    /** Every service goes on with the events of the others. */
    private static void whatIsWrittenNowIsSeenByAll(Workspace workspace) {
        String customer = workspace.customer("After the restore", "categoryId", firstCategory(workspace.api()));
        String employee = workspace.employee("Newcomer");
        workspace.assign(customer, employee);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workspace
                                .get("/api/matrix?customer=" + customer)
                                .expect(200)
                                .text())
                        .contains("After the restore", "Newcomer"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workspace
                                .get("/api/categories/" + firstCategory(workspace.api())
                                        + "/customers?q=After%20the%20restore")
                                .expect(200)
                                .json()
                                .get("total")
                                .asInt())
                        .isEqualTo(1));
    }

    /** Runs deploy/backup or deploy/restore and returns what it printed, and its status. */
    private String run(String script, String directory, String uri, String... options) throws Exception {
        var command = new ArrayList<String>(List.of("deploy/" + script));
        command.addAll(List.of(options));
        command.add(backups.resolve(directory).toString());
        var builder = new ProcessBuilder(command)
                .directory(RunningSystem.root().toFile())
                .redirectErrorStream(true);
        builder.environment().put("INCHARGE_MONGODB_URI", uri);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String ended = printed + "exit " + process.waitFor();
        System.out.println(ended);
        return ended;
    }
}
