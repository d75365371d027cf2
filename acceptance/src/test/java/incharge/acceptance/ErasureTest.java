package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The proof that a person can be erased from a log that never changes: no file of MongoDB, of Kafka or of a program has
 * the person's texts in clear, neither before nor after, and every view shows them before and none after.
 *
 * <p>One place has them by name: an import, whose file and rows its service keeps until a person in it is erased. What
 * is deleted there stays for a while in the free space of MongoDB's file, its oplog and its journal.
 */
class ErasureTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OPLOG = "local.oplog.rs";
    private static final String JOURNAL = "data/journal/";
    /** The import with samples of its columns, its file, and what MongoDB keeps of their former content. */
    private static final Set<String> IMPORT = Set.of(
            "incharge-responsibilities.imports",
            "incharge-responsibilities.imports.files",
            "incharge-responsibilities.imports.rows",
            "config.image_collection",
            "data/WiredTigerHS.wt",
            OPLOG);

    private static final String KEY_TOPIC = "kafka/data/" + KeyTopic.NAME + "-0/";
    private static final String EDITOR = "demo-editor";
    private static final String EMPLOYEES = "/api/employees";
    private static final String CUSTOMERS = "/api/customers";
    private static final String DATABASE = "incharge-responsibilities";
    private static final String IMPORTS = "/api/employees/imports/";

    @TempDir
    private Path backups;

    private InspectedSystem system;
    private Api api;
    private Workspace workspace;

    private String company;
    private String customer;
    private String formerName;
    private Person added;
    private Person imported;
    private final String importKey = UUID.randomUUID().toString();
    private String importId;
    private Person customerPerson;
    private Person staying;
    private List<Person> erased;
    private List<String> erasedTexts;
    /** When the name of the added employee was the former one, and a position before it changed. */
    private String past;

    private String begun;

    /**
     * Someone with texts that occur nowhere else.
     *
     * @param path where the persons of this kind are
     */
    private record Person(String path, String id, List<String> texts) {
        String at() {
            return path + "/" + id;
        }

        String name() {
            return texts.getFirst();
        }
    }

    @BeforeEach
    void start() throws Exception {
        use(InspectedSystem.start());
    }

    private void use(InspectedSystem started) {
        system = started;
        api = Api.as("demo-admin", system.running());
        workspace = Workspace.of(api);
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void an_erased_person_is_in_no_file_and_in_no_view() throws Exception {
        addPersons();
        Map<String, String> before = settled();
        assertShown(before);
        assertFiles();
        assertThat(system.holding(DATABASE, imported.texts())).containsExactlyInAnyOrder("imports", "imports.files");
        assertThat(packedRows()).isEqualTo(1);
        List<byte[]> keys =
                erased.stream().map(person -> system.keys().key(person.id())).toList();
        assertThat(system.search().keys(keys))
                .hasSameSizeAs(erased)
                .allSatisfy(places -> assertThat(places).isNotEmpty().allMatch(place -> place.startsWith(KEY_TOPIC)));
        backup();
        String backedUp = workspace.position();

        erased.forEach(this::erase);
        awaitDone();
        assertNothingKept();
        Map<String, String> after = settled();
        assertThat(erasedTexts)
                .allSatisfy(text -> assertThat(showing(after, text)).isEmpty());
        assertThat(staying.texts())
                .allSatisfy(text -> assertThat(showing(after, text)).isEqualTo(showing(before, text)));
        assertNotShown();
        awaitCompaction(keys);
        assertFiles();
        assertBuiltAnewTheSame();

        restoreDataOfBefore(backedUp);
        assertErased(pages(added, customer));
        assertErased(pages(customerPerson));
        assertThat(staying.texts())
                .allSatisfy(text -> assertThat(api.get("/api/employees").text()).contains(text));
        // the data of before have the import too
        assertThat(read(List.of(IMPORTS + importId + "/rows")))
                .allSatisfy((_, page) -> assertThat(page).contains(imported.texts()));
        erased.forEach(this::eraseAgain);
        awaitDone();
        assertNothingKept();
    }

    private void addPersons() {
        company = Workspace.word();
        customer = workspace.customer("Company " + company);
        formerName = Workspace.word();
        added = added();
        imported = imported();
        customerPerson = customerPerson();
        staying = staying();
        for (Person person : List.of(added, imported, staying)) {
            workspace.assign(customer, person.id());
        }
        workspace.assign(customerPerson.id(), staying.id());
        past = workspace
                .all("/api/history?customer=" + customer)
                .getFirst()
                .get("at")
                .asString();
        begun = position();
        workspace.patch(added.at(), Workspace.body("name", added.name())).expect(200);
        Workspace editor = workspace.as(Api.as(EDITOR, system.running()));
        editor.assign(customerPerson.id(), added.id());
        editor.made("/api/views", "name", "Shared", "page", "matrix", "query", "", "shared", true);
        erased = List.of(added, imported, customerPerson);
        erasedTexts = Stream.concat(Stream.of(formerName), erased.stream().flatMap(person -> person.texts().stream()))
                .toList();
    }

    /** Takes the external id of the editor, and so is shown by name as the actor of commands. */
    private Person added() {
        String holder = workspace
                .all("/api/employees?externalId=" + EDITOR)
                .getFirst()
                .get("id")
                .asString();
        workspace.patch("/api/employees/" + holder, "{\"externalId\":null}").expect(200);
        String phone = "0" + System.nanoTime();
        var person = List.of(Workspace.word(), Workspace.word(), phone, Workspace.word(), Workspace.word());
        String id = workspace.employee(
                formerName,
                "externalId",
                EDITOR,
                "email",
                person.get(1) + "@example.com",
                "phone",
                phone,
                "title",
                person.get(3),
                "seller",
                true,
                "sellerInfo",
                person.get(4));
        return new Person(EMPLOYEES, id, person);
    }

    private Person imported() {
        String name = Workspace.word();
        String email = Workspace.word();
        imported = new Person(EMPLOYEES, "", List.of(name, email));
        importId = workspace.imported(uploaded()).json().get("importId").asString();
        String id = workspace
                .all("/api/employees?externalId=I-1")
                .getFirst()
                .get("id")
                .asString();
        return new Person(EMPLOYEES, id, List.of(name, email));
    }

    /**
     * A row creates the person and another is refused, and the file has the person's name; the request can be repeated.
     */
    private Api.Answer uploaded() {
        String name = imported.texts().get(0);
        String email = imported.texts().get(1);
        String csv =
                "externalId,name,email\nI-1,%s,%s@example.com\nI-2,,%s@example.com\n".formatted(name, email, email);
        return api.upload("employees", "", name + ".csv", csv.getBytes(UTF_8), Map.of(), "Idempotency-Key", importKey)
                .expect(202);
    }

    /** The texts of rows are compressed, so that no search finds them. */
    private long packedRows() {
        return system.client()
                .getDatabase(DATABASE)
                .getCollection("imports.rows")
                .countDocuments(new Document("_id.import", importId).append("values", new Document("$exists", true)));
    }

    /** Nothing that a database has now and nothing that is answered about the import has a text of the persons. */
    private void assertNothingKept() {
        assertThat(system.client().listDatabaseNames())
                .contains(DATABASE)
                .filteredOn(database -> database.startsWith("incharge-"))
                .allSatisfy(database -> assertThat(system.holding(database, erasedTexts))
                        .as(database)
                        .isEmpty());
        assertThat(packedRows()).isZero();
        assertThat(read(List.of(IMPORTS + importId, IMPORTS + importId + "/rows", IMPORTS + importId + "/rows.csv")))
                .allSatisfy((_, page) -> assertThat(page).doesNotContain(erasedTexts));
        assertThat(uploaded().text()).contains(importId).doesNotContain(erasedTexts);
    }

    private Person customerPerson() {
        String phone = "0" + System.nanoTime();
        var texts = List.of(Workspace.word(), Workspace.word(), phone, Workspace.word(), Workspace.word());
        String id = workspace.customer(
                texts.getFirst(),
                "kind",
                "person",
                "email",
                texts.get(1) + "@example.com",
                "phone",
                phone,
                "address",
                Workspace.fields("street", texts.get(3) + " 1", "city", texts.get(4)));
        return new Person(CUSTOMERS, id, texts);
    }

    private Person staying() {
        String name = Workspace.word();
        String title = Workspace.word();
        return new Person(EMPLOYEES, workspace.employee(name, "title", title), List.of(name, title));
    }

    /** Pages that show the person as a customer. */
    private static List<String> pages(Person person) {
        return List.of(
                person.at(),
                "/api/customers?customer=" + person.id(),
                "/api/customers.csv?customer=" + person.id(),
                "/api/customers.xlsx?customer=" + person.id(),
                "/api/matrix?customer=" + person.id(),
                "/api/assignees?customer=" + person.id(),
                "/api/history?customer=" + person.id());
    }

    /** Pages that show the employee as one of a customer. */
    private static List<String> pages(Person person, String customer) {
        return Stream.concat(
                        Stream.of(
                                person.at(),
                                "/api/employees?externalId=" + EDITOR,
                                "/api/views",
                                "/api/responsibilities/batches?actor=" + EDITOR),
                        Stream.of("matrix", "assignees", "history")
                                .flatMap(view -> Stream.of("", ".csv", ".xlsx")
                                        .map(form -> "/api/" + view + form + "?customer=" + customer)))
                .toList();
    }

    /** Pages that show a past in which the person had another name. */
    private List<String> pastPages() {
        return Stream.of(
                        "/api/employees?externalId=" + EDITOR,
                        "/api/matrix?customer=" + customer,
                        "/api/matrix.xlsx?customer=" + customer,
                        "/api/assignees?customer=" + customer,
                        "/api/assignees.csv?customer=" + customer,
                        "/api/history?customer=" + customer)
                .map(page -> page + "&asOf=" + past)
                .toList();
    }

    private void assertShown(Map<String, String> views) {
        assertThat(erasedTexts)
                .allSatisfy(text -> assertThat(showing(views, text)).isNotEmpty());
        assertThat(read(pages(added, customer)))
                .allSatisfy((_, page) -> assertThat(page).contains(added.name()));
        assertThat(read(pages(customerPerson)))
                .allSatisfy((_, page) -> assertThat(page).contains(customerPerson.name()));
        assertThat(read(List.of(IMPORTS + importId + "/rows")))
                .allSatisfy((_, page) -> assertThat(page).contains(imported.texts()));
        assertThat(uploaded().text()).contains(importId).contains(imported.name());
        assertThat(read(pastPages())).allSatisfy((_, page) -> assertThat(page).contains(formerName));
        assertThat(liveChanges()).contains(added.name());
        assertThat(erased).allSatisfy(person -> assertThat(found(person)).hasSize(1));
    }

    private void assertNotShown() {
        assertErased(pages(added, customer));
        assertErased(pages(customerPerson));
        assertErased(pastPages());
        assertThat(liveChanges()).contains("\"erased\":true").doesNotContain(erasedTexts);
        assertThat(erased).allSatisfy(person -> assertThat(found(person)).isEmpty());
        assertThat(storedKey(added)).containsOnlyKeys("_id", "erasedAt");
    }

    private JsonNode found(Person person) {
        return workspace
                .get("/api/search?q=" + person.name())
                .expect(200)
                .json()
                .get("items");
    }

    private Map<String, String> read(List<String> paths) {
        Map<String, String> pages = new TreeMap<>();
        for (String path : paths) {
            Api.Answer answer = workspace.get(path).expect(200);
            pages.put(path, path.contains(".xlsx") ? Sheet.ofXlsx(answer).toString() : answer.text());
        }
        return pages;
    }

    private void assertErased(List<String> paths) {
        assertThat(read(paths))
                .allSatisfy((path, page) -> assertThat(page)
                        .as(path)
                        .contains(path.contains(".xlsx") || path.contains(".csv") ? "Erased person" : "\"erased\":true")
                        .doesNotContain(erasedTexts));
    }

    /** Everything that is served, after all events of all services. */
    private Map<String, String> settled() {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            String reached = position();
                            Map<String, String> views = ServedViews.of(api, past);
                            return reached.equals(position()) ? views : Map.<String, String>of();
                        },
                        views -> !views.isEmpty());
    }

    /** The live changes since the beginning, up to one that is made for it. */
    private String liveChanges() {
        String last = workspace.customer("Last");
        try (var feed = ChangeFeed.open(api, "?lastEventId=" + URLEncoder.encode(begun, UTF_8))) {
            feed.awaitChange(change -> change.at("/subject/id").asString("").equals(last));
            return feed.events().toString();
        }
    }

    private String position() {
        return workspace.get("/api/matrix?limit=1").expect(200).header("Event-Position");
    }

    private static Set<String> showing(Map<String, String> views, String text) {
        Set<String> paths = new TreeSet<>();
        views.forEach((path, view) -> {
            if (view.contains(text)) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** A text of a company is found in the files, so a text of a person would be. */
    private void assertFiles() {
        FileSearch search = system.search();
        assertPlaces(search);
        system.mongo().close();
        assertPlaces(search);
        system.mongo().restart();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> workspace
                                .post("/api/tags", Workspace.body("name", Workspace.unique("Again")))
                                .status()
                        == 201);
        assertPlaces(system.search());
    }

    private void assertPlaces(FileSearch search) {
        Set<String> places = search.texts(List.of(company)).get(company);
        assertThat(places).contains("incharge-customers.log", OPLOG);
        assertThat(places).anyMatch(place -> place.startsWith("incharge-reporting.versions."));
        assertThat(places).anyMatch(place -> place.startsWith("kafka/data/incharge.customers-0/"));
        search.texts(erasedTexts).forEach((text, found) -> {
            if (imported.texts().contains(text)) {
                assertThat(found).as(text).allMatch(ErasureTest::isOfImport);
            } else {
                assertThat(found).as(text).isEmpty();
            }
        });
    }

    private static boolean isOfImport(String place) {
        return IMPORT.contains(place) || place.startsWith(JOURNAL);
    }

    private Document storedKey(Person person) {
        return system.client()
                .getDatabase(DATABASE + "-keys")
                .getCollection("keys")
                .find(new Document("_id", person.id()))
                .first();
    }

    private void erase(Person person) {
        if (person.path().equals(EMPLOYEES)) {
            workspace.patch(person.at(), "{\"active\":false}").expect(200);
        }
        eraseAgain(person);
    }

    private void eraseAgain(Person person) {
        workspace.post(person.at() + "/erase", "{\"reason\":\"Asked for it\"}").expect(204);
    }

    /** Every service records in its log that it has deleted what it kept of a person. */
    private void awaitDone() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> erasures = workspace.all("/api/erasures");
            assertThat(Workspace.texts(erasures, "/personId"))
                    .containsExactlyInAnyOrderElementsOf(
                            erased.stream().map(Person::id).toList());
            assertThat(erasures).allMatch(erasure -> erasure.get("done").asBoolean());
        });
    }

    /** Kafka closes a segment when a later record comes, and then compacts it. */
    private void awaitCompaction(List<byte[]> keys) {
        system.keys().compactAtOnce();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            workspace.employee("Later");
            return system.search().keys(keys).stream().allMatch(Set::isEmpty);
        });
    }

    /** The views come from Kafka alone, read by a process that has never had the keys. */
    private void assertBuiltAnewTheSame() {
        assertThat(HealthTest.verified(api).get("state").asString()).isEqualTo("equal");
        Map<String, String> served = settled();
        long former = system.running().part("reporting-service").pid();
        system.running().kill("reporting-service");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> system.running().part("reporting-service").pid() != former
                        && api.get("/api/matrix?limit=1").status() == 200);
        HealthTest.LOGS.forEach(log -> HealthTest.rebuild(api, log));
        assertThat(ServedViews.differences(served, settled())).isEmpty();
    }

    private void backup() throws Exception {
        assertThat(RestoreTest.run(
                        "backup", backups.resolve("data"), system.mongo().uri()))
                .contains("Backed up to");
    }

    /** Restores the data as they were before the erasure, beside the keys as they are after it. */
    private void restoreDataOfBefore(String position) throws Exception {
        use(system.restored(uri -> assertThat(RestoreTest.run("restore", backups.resolve("data"), uri))
                .contains("Restored")));
        await().atMost(PATIENCE)
                .until(() -> api.get("/api/matrix?limit=1", "Min-Event-Position", position)
                                .status()
                        == 200);
    }
}
