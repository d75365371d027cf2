package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.acceptance.Operations.Expected;
import incharge.acceptance.Operations.OperationCall;
import incharge.acceptance.Operations.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The proof that nobody sees or changes what is not his: every operation of the published document, as nobody and as
 * every demo client, about a customer that the seller may see and about one that is hidden from him.
 */
@ExtendWith(SharedSystem.class)
class AccessTest {

    private static final String NOBODY = "nobody";

    private static final Map<String, Map<String, String>> LEVELS = levels();

    private static final List<String> ORDER = List.of("none", "view", "edit", "admin");

    private static final Map<String, Api> CLIENTS = new LinkedHashMap<>();

    private static RunningSystem system;
    private static Operations operations;
    private static Target visible;
    private static Target hidden;

    /** The role table of the contract. */
    private static Map<String, Map<String, String>> levels() {
        Map<String, Map<String, String>> levels = new LinkedHashMap<>();
        levels.put(NOBODY, Map.of());
        levels.put("demo-admin", levels("admin", "admin", "admin", "admin"));
        levels.put("demo-editor", levels("edit", "edit", "edit", "view"));
        levels.put("demo-viewer", levels("view", "view", "view", "view"));
        levels.put("demo-seller", levels("edit", "edit", "view", "view"));
        levels.put("demo-employee", levels("none", "none", "none", "none"));
        return levels;
    }

    private static Map<String, String> levels(
            String customers, String responsibilities, String groups, String reports) {
        return Map.of(
                "customers", customers, "responsibilities", responsibilities, "groups", groups, "reports", reports);
    }

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        for (String client : LEVELS.keySet()) {
            CLIENTS.put(client, client.equals(NOBODY) ? Api.asNobody(system) : Api.as(client, system));
        }
        operations = new Operations(CLIENTS.get("demo-admin"));
        visible = operations.visible();
        hidden = operations.hidden();
    }

    @Test
    void every_operation_of_the_document_has_an_expectation_and_the_document_names_the_same_needs() {
        Map<String, Set<String>> documented = new TreeMap<>();
        Map<String, Set<String>> expected = new TreeMap<>();
        JsonNode document =
                CLIENTS.get(NOBODY).get("/api/openapi.json").expect(200).json();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> !operation.getKey().equals("parameters"))
                        .forEach(operation -> documented.put(
                                operation.getKey().toUpperCase() + " " + path.getKey(),
                                needs(document, operation.getValue()))));
        operations
                .all()
                .forEach(operation -> expected.put(
                        operation.name(),
                        operation.needs().stream()
                                .map(need -> alternatives(Stream.of(need.split("\\|"))))
                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(documented).isEqualTo(expected);
    }

    /** The levels that the document requires; {@code open} if it requires none. */
    private static Set<String> needs(JsonNode document, JsonNode operation) {
        JsonNode security = operation.has("security") ? operation.get("security") : document.get("security");
        List<List<String>> alternatives = new ArrayList<>();
        for (JsonNode way : security) {
            if (way.has("bearer")) {
                List<String> together = new ArrayList<>();
                way.get("bearer").forEach(need -> together.add(need.asString()));
                alternatives.add(together);
            }
        }
        return switch (alternatives.size()) {
            case 0 -> Set.of("open");
            case 1 -> new TreeSet<>(alternatives.getFirst());
            default -> Set.of(alternatives(alternatives.stream().map(each -> String.join("+", each))));
        };
    }

    /** Alternatives in an order that does not depend on who names them. */
    private static String alternatives(Stream<String> needs) {
        return needs.sorted().collect(Collectors.joining("|"));
    }

    @TestFactory
    Stream<DynamicTest> every_client_gets_exactly_what_his_levels_say() {
        return operations.all().stream()
                .flatMap(operation -> LEVELS.keySet().stream()
                        .map(client -> DynamicTest.dynamicTest(
                                operation.name() + " as " + client, () -> tryIt(operation, client))));
    }

    private static void tryIt(Expected operation, String client) {
        // who may not do it changes nothing, so one customer is enough for all of those
        Target target = operation.changesCustomer() && mayDo(operation, client) ? operations.visible() : visible;
        OperationCall call = operation.about(target, CLIENTS.get(client));
        Api.Answer answer = operation.sentBy(CLIENTS.get(client), call);

        if (operation.open()) {
            answer.expect(operation.success());
        } else if (client.equals(NOBODY)) {
            answer.expect(401);
            assertThat(answer.json().get("code").asString()).isEqualTo("unauthenticated");
        } else if (!mayDo(operation, client)) {
            answer.expectProblem(403, "level-missing");
            operation.nothingChanged(CLIENTS.get("demo-admin"), call);
        } else {
            answer.expect(operation.success());
        }
    }

    private static boolean mayDo(Expected operation, String client) {
        return operation.needs().stream()
                .allMatch(need -> Stream.of(need.split("\\|")).anyMatch(one -> {
                    String[] sides = one.split(":");
                    return ORDER.indexOf(LEVELS.get(client).getOrDefault(sides[0], "none")) >= ORDER.indexOf(sides[1]);
                }));
    }

    /** A request of the seller about a hidden customer has the answer of a customer that does not exist. */
    @TestFactory
    Stream<DynamicTest> a_hidden_customer_does_not_exist_for_the_seller() {
        return operations.all().stream()
                .filter(operation -> !operation.open())
                .map(operation -> DynamicTest.dynamicTest(operation.name(), () -> {
                    Api seller = CLIENTS.get("demo-seller");
                    OperationCall call = operation.about(hidden, seller);
                    Api.Answer answer = operation.sentBy(seller, call);

                    assertThat(operations.textOf(answer)).doesNotContainIgnoringCase(Operations.HIDDEN);
                    if (operation.aboutCustomer()) {
                        OperationCall unknown = operation.about(Target.unknown(), seller);
                        assertThat(comparable(answer, call))
                                .isEqualTo(comparable(operation.sentBy(seller, unknown), unknown));
                        operation.nothingChanged(CLIENTS.get("demo-admin"), call);
                    }
                }));
    }

    /** The named seller and every employee who is no seller see it. */
    @Test
    void the_hidden_customer_is_there_for_the_others() {
        for (String client : List.of("demo-admin", "demo-editor", "demo-viewer")) {
            assertThat(CLIENTS.get(client)
                            .get("/api/customers/" + hidden.customer())
                            .expect(200)
                            .text())
                    .contains(Operations.HIDDEN);
        }
    }

    @Test
    void a_seller_counts_only_what_he_sees() {
        Api seller = CLIENTS.get("demo-seller");
        Api admin = CLIENTS.get("demo-admin");

        assertThat(seller.all("/api/customers?q=" + Operations.HIDDEN)).isEmpty();
        assertThat(admin.all("/api/customers?q=" + Operations.HIDDEN)).isNotEmpty();
        assertThat(seller.all("/api/categories"))
                .noneMatch(category -> category.get("id").asString().equals(hidden.category()));
        assertThat(countOf(admin, "/api/categories", hidden.category())).isPositive();
        assertThat(columns(seller, hidden.employee())).isLessThan(columns(admin, hidden.employee()));
        assertThat(seller.all("/api/assignees?employee=" + hidden.employee()))
                .noneMatch(row -> row.toString().contains(Operations.HIDDEN));
        assertThat(seller.get("/api/search?q=" + Operations.HIDDEN)
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(responsibilities(seller)).isLessThan(responsibilities(admin));
    }

    private static int responsibilities(Api api) {
        return api.get("/api/matrix?limit=0&employee=" + hidden.employee())
                .expect(200)
                .json()
                .at("/counts/responsibilities")
                .asInt();
    }

    private static int countOf(Api api, String list, String id) {
        return api.all(list).stream()
                .filter(item -> item.get("id").asString().equals(id))
                .findFirst()
                .orElseThrow()
                .get("customerCount")
                .asInt();
    }

    private static int columns(Api api, String employee) {
        for (JsonNode column : api.get("/api/matrix?limit=1").expect(200).json().get("columns")) {
            if (column.get("employeeId").asString().equals(employee)) {
                return column.get("count").asInt();
            }
        }
        return 0;
    }

    @Test
    void a_change_of_sellers_counts_at_once() {
        Api seller = CLIENTS.get("demo-seller");
        Api admin = CLIENTS.get("demo-admin");
        Target target = operations.visible();
        String category = "/api/categories/" + target.category();
        String name = admin.get(category).expect(200).json().get("name").asString();
        seller.get("/api/customers/" + target.customer()).expect(200);

        String closed = admin.put(category, named(name, "\"" + UUID.randomUUID() + "\""))
                .expect(422)
                .text();
        assertThat(closed).contains("sellerIds");
        String other = admin.post("/api/employees", "{\"name\":\"Another seller\",\"seller\":true}")
                .expect(201)
                .json()
                .get("id")
                .asString();
        String position = admin.put(category, named(name, "\"" + other + "\""))
                .expect(200)
                .header("Event-Position");
        try {
            assertThat(seller.all("/api/customers?category=" + target.category(), "Min-Event-Position", position))
                    .isEmpty();
            await().until(() ->
                    seller.get("/api/customers/" + target.customer()).status() == 404);
        } finally {
            admin.put(category, named(name, "")).expect(200);
        }
        await().until(() -> seller.get("/api/customers/" + target.customer()).status() == 200);
    }

    private static String named(String name, String seller) {
        return "{\"name\":\"" + name + "\",\"sellerIds\":[" + seller + "]}";
    }

    /** Imports 10,000 customers of one category and waits until the last one has it. */
    private static JsonNode oneOfTenThousand(Api admin) {
        var file = new StringBuilder("number,name,category\n");
        IntStream.rangeClosed(1, 10_000).forEach(i -> file.append("SKEW-%1$d,Skewed %1$d,Skewed\n".formatted(i)));
        JsonNode done =
                admin.importText("customers", "", file.toString()).expect(200).json();
        assertThat(done.get("created").asInt()).isEqualTo(10_000);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> admin.get("/api/customers?q=SKEW-10000")
                                .expect(200)
                                .json()
                                .get("items")
                                .path(0),
                        item -> item.path("category").isObject());
    }

    /** The change is one event, whatever the number of customers: nobody waits for it, and nobody is refused. */
    @Test
    void a_change_of_sellers_of_ten_thousand_customers_disturbs_nobody() throws Exception {
        Api seller = CLIENTS.get("demo-seller");
        Api admin = CLIENTS.get("demo-admin");
        JsonNode one = oneOfTenThousand(admin);
        String customer = "/api/customers/" + one.get("id").asString();
        String category = one.get("category").get("id").asString();
        String list = "/api/customers?limit=1&category=" + category;
        await().atMost(Duration.ofSeconds(60)).until(() -> total(seller, list) == 10_000);
        String other = admin.post("/api/employees", "{\"name\":\"Skewed seller\",\"seller\":true}")
                .expect(201)
                .json()
                .get("id")
                .asString();

        List<Long> calm = new ArrayList<>();
        IntStream.range(0, 50).forEach(_ -> calm.add(millisOfChange(admin)));
        List<Long> beside = new ArrayList<>();
        List<Long> effect = new ArrayList<>();
        var over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer = threads.submit(() -> {
                while (!over.get()) {
                    beside.add(millisOfChange(admin));
                }
            });
            try {
                for (String named : List.of("\"" + other + "\"", "", "\"" + other + "\"", "")) {
                    long began = System.nanoTime();
                    admin.put("/api/categories/" + category, named("Skewed", named))
                            .expect(200);
                    int wanted = named.isEmpty() ? 10_000 : 0;
                    await().pollInterval(Duration.ofMillis(10)).until(() -> total(seller, list) == wanted);
                    await().pollInterval(Duration.ofMillis(10))
                            .until(() -> seller.get(customer).status() == (named.isEmpty() ? 200 : 404));
                    effect.add((System.nanoTime() - began) / 1_000_000);
                }
            } finally {
                over.set(true);
            }
            writer.get();
        }
        System.out.printf(
                "Sellers of 10,000 customers changed: seen after %s ms; others' changes meanwhile: %s ms, before: %s ms%n",
                effect, quantiles(beside), quantiles(calm));
    }

    private static int total(Api api, String list) {
        return api.get(list).expect(200).json().get("total").asInt();
    }

    private static long millisOfChange(Api api) {
        long began = System.nanoTime();
        api.patch("/api/customers/" + visible.customer(), "{\"phone\":\"%d\"}".formatted(began))
                .expect(200);
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static String quantiles(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return "n %d, p50 %d, p99 %d"
                .formatted(sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() * 99 / 100));
    }

    @Test
    void who_is_no_longer_active_is_nobody_whatever_his_token_says() {
        Api editor = CLIENTS.get("demo-editor");
        Api admin = CLIENTS.get("demo-admin");
        String employee = "/api/employees/"
                + editor.get("/api/session")
                        .expect(200)
                        .json()
                        .get("employee")
                        .get("id")
                        .asString();
        List<String> everywhere = List.of(
                "/api/session",
                "/api/customers",
                "/api/customers/" + visible.customer(),
                "/api/roles",
                "/api/categories/" + visible.category());

        admin.patch(employee, "{\"active\":false}").expect(200);
        try {
            for (String path : everywhere) {
                await(path).untilAsserted(() -> editor.get(path).expectProblem(401, "employee-inactive"));
            }
        } finally {
            admin.patch(employee, "{\"active\":true}").expect(200);
        }
        for (String path : everywhere) {
            await(path).until(() -> editor.get(path).status() == 200);
        }
    }

    @Test
    void thousands_of_guessed_ids_find_nothing() {
        int guesses = "all".equals(System.getProperty("incharge.faults")) ? 10_000 : 2_000;
        Api seller = CLIENTS.get("demo-seller");
        UUID known = UUID.fromString(hidden.customer());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = IntStream.rangeClosed(1, guesses)
                    .mapToObj(i -> new UUID(
                            known.getMostSignificantBits() + (i % 2 == 0 ? i : -i),
                            known.getLeastSignificantBits() + i / 2))
                    .map(guessed -> threads.submit(
                            () -> seller.get("/api/customers/" + guessed).status()))
                    .toList();

            assertThat(answers).extracting(Future::get).containsOnly(404);
        }
    }

    /** Status and body but for what differs from request to request. */
    private static String comparable(Api.Answer answer, OperationCall call) {
        String text = operations.textOf(answer);
        if (text.startsWith("{")) {
            ObjectNode body = (ObjectNode) new ObjectMapper().readTree(text);
            List.of("instance", "traceId", "batchId", "importId", "startedAt", "finishedAt")
                    .forEach(body::remove);
            text = body.toString();
        }
        for (String id : call.about().ids()) {
            text = text.replace(id, "(id)");
        }
        return answer.status() + " " + text;
    }
}
