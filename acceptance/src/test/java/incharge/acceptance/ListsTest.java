package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.id;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for all lists and commands: order by language, words of a search, long names, versions, files. */
@ExtendWith(SharedSystem.class)
class ListsTest {

    private static RunningSystem system;
    private static Workspace workspace;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** CLDR's order of letters after the same word. */
    @Nested
    class Order {

        private static final Map<String, String> ORDER = new TreeMap<>(Map.of(
                "en", "A Å Ä Æ O Ö Ø U Ü V W Y Z",
                "fi", "A O U V W Y Ü Z Å Ä Æ Ö Ø",
                "sv", "A O U V W Y Ü Z Å Ä Æ Ö Ø",
                "nb", "A O U V W Y Ü Z Æ Ä Ø Ö Å"));

        private static String customers;
        private static final List<String> TAGS = new ArrayList<>();
        private static String employees;
        private static String category;

        private static void make() {
            if (customers != null) {
                return;
            }
            customers = word();
            employees = word();
            List<String> ids = new ArrayList<>();
            for (String letter : "Ø Ü A Z Ä W Å Ö V U Æ O Y".split(" ")) {
                String customer = workspace.customer(customers + " " + letter);
                ids.add(customer);
                workspace.assign(customer, workspace.employee(employees + " " + letter));
                TAGS.add(workspace.tag(employees + " " + letter));
                workspace.category(employees + " " + letter);
            }
            category = workspace.category(unique("Letters"), "customerIds", ids);
        }

        static Stream<String> languages() {
            return ORDER.keySet().stream();
        }

        private static List<String> wanted(String language, String word) {
            return Stream.of(ORDER.get(language).split(" "))
                    .map(letter -> word + " " + letter)
                    .toList();
        }

        @ParameterizedTest
        @MethodSource("languages")
        void names_are_in_the_order_of_a_language(String language) {
            make();
            String lang = "&lang=" + language;

            assertThat(texts(workspace.all("/api/customers?sort=name&q=" + customers + lang), "/name"))
                    .isEqualTo(wanted(language, customers));
            assertThat(texts(workspace.all("/api/matrix?q=" + customers + lang), "/subject/name"))
                    .isEqualTo(wanted(language, customers));
            assertThat(texts(workspace.all("/api/categories/" + category + "/customers?sort=name" + lang), "/name"))
                    .isEqualTo(wanted(language, customers));
            assertThat(texts(workspace.all("/api/assignees?q=" + customers + lang), "/customer/name"))
                    .isEqualTo(wanted(language, customers));
            for (String list : List.of("/api/employees", "/api/categories", "/api/tags")) {
                assertThat(texts(workspace.all(list + "?q=" + employees + lang), "/name"))
                        .as(list)
                        .isEqualTo(wanted(language, employees));
            }
            assertThat(Sheet.ofCsv(workspace.get("/api/customers.csv?sort=name&q=" + customers + lang)).stream()
                            .skip(1)
                            .map(row -> row.stream()
                                    .filter(cell -> cell.startsWith(customers))
                                    .findFirst()
                                    .orElseThrow()))
                    .isEqualTo(wanted(language, customers));
            List<String> columns = texts(
                    workspace
                            .get("/api/matrix?limit=0&q=" + customers + lang)
                            .expect(200)
                            .json()
                            .get("columns"),
                    "/name");
            assertThat(columns.stream().filter(name -> name.startsWith(employees)))
                    .isEqualTo(wanted(language, employees));
        }

        @ParameterizedTest
        @MethodSource("languages")
        void the_header_counts_unless_the_parameter_is_given(String language) {
            make();
            String list = "/api/customers?sort=name&q=" + customers;

            assertThat(texts(workspace.all(list, "Accept-Language", language), "/name"))
                    .isEqualTo(wanted(language, customers));
            assertThat(texts(workspace.all(list + "&lang=" + language, "Accept-Language", "sv"), "/name"))
                    .isEqualTo(wanted(language, customers));
            assertThat(texts(workspace.all(list), "/name")).isEqualTo(wanted("en", customers));
        }

        @ParameterizedTest
        @MethodSource("languages")
        void pages_are_in_the_order_of_the_language(String language) {
            make();
            List<String> walked = new ArrayList<>();
            String path = "/api/customers?sort=name&limit=4&lang=" + language + "&q=" + customers;
            JsonNode page = workspace.get(path).expect(200).json();
            walked.addAll(texts(page.get("items"), "/name"));
            while (!page.get("next").isNull()) {
                page = workspace
                        .get(path + "&cursor=" + page.get("next").asString())
                        .expect(200)
                        .json();
                walked.addAll(texts(page.get("items"), "/name"));
            }
            assertThat(walked).isEqualTo(wanted(language, customers));
        }

        @Test
        void a_cursor_is_bound_to_its_language() {
            make();
            String path = "/api/customers?sort=name&limit=4&q=" + customers;
            String cursor = workspace
                    .get(path + "&lang=sv")
                    .expect(200)
                    .json()
                    .get("next")
                    .asString();

            assertRefused(workspace.get(path + "&lang=nb&cursor=" + cursor), 400, "", "");
        }

        @ParameterizedTest
        @ValueSource(strings = {"customers", "matrix", "assignees", "employees", "categories", "tags", "customers.csv"})
        void another_language_is_a_400(String list) {
            assertRefused(workspace.get("/api/" + list + "?lang=de"), 400, "", "");
            assertRefused(workspace.get("/api/" + list + "?lang="), 400, "", "");
        }

        @ParameterizedTest
        @MethodSource("languages")
        void numbers_inside_names_count_by_value(String language) {
            String mark = word();
            for (String name : List.of("Shop 10", "Shop 2", "Shop 1", "Shop 100", "Shop 20 b", "Shop 20 a")) {
                workspace.customer(mark + " " + name);
            }

            assertThat(texts(workspace.all("/api/customers?sort=name&lang=" + language + "&q=" + mark), "/name"))
                    .extracting(name -> name.substring(mark.length() + 1))
                    .containsExactly("Shop 1", "Shop 2", "Shop 10", "Shop 20 a", "Shop 20 b", "Shop 100");
        }

        @Test
        void a_renamed_customer_changes_its_place_in_every_language() {
            String mark = word();
            String moving = workspace.customer(mark + " A");
            workspace.customer(mark + " M");
            String query = "/api/customers?sort=name&q=" + mark + "&lang=";
            for (String language : ORDER.keySet()) {
                assertThat(workspace.all(query + language).getFirst().get("id").asString())
                        .isEqualTo(moving);
            }

            workspace
                    .patch("/api/customers/" + moving, body("name", mark + " Å"))
                    .expect(200);

            for (String language : ORDER.keySet()) {
                List<String> names = texts(workspace.all(query + language), "/name");
                assertThat(names.getLast()).isEqualTo(mark + (language.equals("en") ? " M" : " Å"));
            }
        }
    }

    @Nested
    class Words {

        @ParameterizedTest
        @CsvSource({
            "Alpha Zebra, zebra alpha",
            "Alpha Zebra, ZEB alp",
            "Sørensen Straße, strasse sorensen",
            "Łódź Æsir, lodz aesir",
        })
        void each_word_is_found_in_any_order(String name, String q) {
            String mark = word();
            String customer = workspace.customer(name + " " + mark);
            String project = workspace.project(customer, name + " " + mark);
            String employee = workspace.employee(name + " " + mark);
            workspace.assign(customer, employee);
            String category = workspace.category(name + " " + mark);
            String tag = workspace.tag(name + " " + mark);
            Map<String, String> wanted = Map.of(
                    "customers",
                    customer,
                    "projects",
                    project,
                    "employees",
                    employee,
                    "categories",
                    category,
                    "tags",
                    tag);

            wanted.forEach((list, id) -> {
                assertThat(texts(workspace.all("/api/" + list + "?q=" + encoded(q + " " + mark)), "/id"))
                        .as(list)
                        .containsExactly(id);
                assertThat(workspace.all("/api/" + list + "?q=" + encoded(q + " " + mark + " nothing" + mark)))
                        .as(list)
                        .isEmpty();
            });
            assertThat(workspace.all("/api/matrix?q=" + encoded(mark + " " + q)))
                    .hasSize(1);
            assertThat(workspace.all("/api/assignees?q=" + encoded(mark + " " + q)))
                    .hasSize(1);
        }

        @Test
        void words_may_be_of_different_fields() {
            String mark = word();
            String number = "WORDS-" + word();
            String customer = workspace.customer("Field " + mark, "number", number);

            assertThat(texts(workspace.all("/api/customers?q=" + number + "+" + mark), "/id"))
                    .containsExactly(customer);
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @ValueSource(strings = {"customers", "employees", "teams", "roles", "categories", "tags", "projects"})
        void a_name_has_at_most_300_characters(String kind) {
            String word = word();
            String longest = word + "x".repeat(300 - word.length());
            Function<String, String> fields = switch (kind) {
                case "roles" -> name -> body("name", name, "kind", "customer");
                case "projects" -> {
                    String customer = workspace.customer(unique("Subject"));
                    yield name -> body("name", name, "customerId", customer);
                }
                default -> name -> body("name", name);
            };

            Api.Answer made = workspace.post("/api/" + kind, fields.apply(longest));
            String id = id(made);
            assertThat(made.json().get("name").asString()).hasSize(300);
            assertThat(workspace.all("/api/" + kind + "?q=" + word)).hasSize(1);

            assertRefused(workspace.post("/api/" + kind, fields.apply(longest + "y")), 422, "", "name");
            assertThat(workspace.all("/api/" + kind + "?q=" + word)).hasSize(1);
            assertThat(workspace
                            .get("/api/" + kind + "/" + id)
                            .json()
                            .get("name")
                            .asString())
                    .isEqualTo(longest);
        }
    }

    @Nested
    class Versions {

        @ParameterizedTest
        @ValueSource(strings = {"customers", "employees", "teams", "roles", "categories", "tags", "accounts"})
        void a_change_of_another_version_is_refused(String kind) {
            String path = "/api/" + kind + "/"
                    + switch (kind) {
                        case "roles" -> workspace.role(unique("Versioned"));
                        case "accounts" ->
                            workspace.made("/api/accounts", "kind", "target", "number", word(), "name", "Versioned");
                        default -> workspace.made("/api/" + kind, "name", unique("Versioned"));
                    };
            String tag = workspace.get(path).expect(200).header("ETag");
            String body = body("name", unique("Changed"));
            boolean put = List.of("categories", "tags").contains(kind);

            for (String other : List.of("\"0\"", "\"anything\"", "\"no\", \"neither\"", "W/\"x\"")) {
                change(put, path, body, other).expect(412);
            }
            for (String none : List.of("none", "\"open", "1042")) {
                change(put, path, body, none).expect(400);
            }
            assertThat(workspace.get(path).header("ETag")).isEqualTo(tag);
            change(put, path, body, "\"anything\", " + tag).expect(200);
            assertThat(workspace.get(path).header("ETag")).isNotEqualTo(tag);
            change(put, path, body("name", unique("Again")), "*").expect(200);
            change(put, path, body("name", unique("Too late")), tag).expect(412);
        }

        private Api.Answer change(boolean put, String path, String body, String version) {
            return put
                    ? workspace.put(path, body, "If-Match", version)
                    : workspace.patch(path, body, "If-Match", version);
        }
    }

    @Nested
    class Downloads {

        @ParameterizedTest
        @ValueSource(strings = {"customers", "assignees", "history", "matrix"})
        void csv_begins_with_the_mark_unless_it_is_refused(String list) {
            String customer = workspace.customer(unique("Ångström"));
            workspace.assign(customer, workspace.employee(unique("Person")));
            String query = "?customer=" + customer;

            List<List<String>> marked = Sheet.ofCsv(workspace.get("/api/" + list + ".csv" + query));
            String unmarked = workspace
                    .get("/api/" + list + ".csv" + query + "&bom=false")
                    .expect(200)
                    .text();

            assertThat(Sheet.ofUnmarkedCsv(unmarked)).isEqualTo(marked);
            assertThat(Sheet.ofCsv(workspace.get("/api/" + list + ".csv" + query + "&bom=true")))
                    .isEqualTo(marked);
            assertThat(unmarked).contains("Ångström");
            assertRefused(workspace.get("/api/" + list + ".csv" + query + "&bom=perhaps"), 400, "", "");
        }

        @Test
        void the_heads_of_assignees_are_the_words_of_the_page() {
            String path = "/api/assignees.csv?employee=" + workspace.employee(unique("Person"));

            assertThat(Sheet.ofCsv(workspace.get(path)).getFirst())
                    .containsExactly(
                            "Customer name",
                            "Customer group",
                            "Person in charge",
                            "E-mail",
                            "Seller information",
                            "Interval",
                            "Customer role");
            assertThat(Sheet.ofCsv(workspace.get(path + "&lang=fi")).getFirst())
                    .hasSize(7)
                    .doesNotContain("Customer name");
        }
    }

    @Nested
    class Retries {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/api/accounts   | \"kind\":\"target\",\"name\":\"Once\",\"number\":",
                    "/api/categories | \"numberingStart\":1000,\"name\":",
                    "/api/tags       | \"group\":\"Once\",\"name\":",
                    "/api/views      | \"page\":\"matrix\",\"query\":\"?q=x\",\"name\":",
                })
        void a_command_that_is_sent_again_has_one_effect(String path, String fields) {
            String body = "{" + fields + "\"" + unique("Once") + "\"}";
            String[] key = {"Idempotency-Key", word()};

            Api.Answer first = workspace.post(path, body, key).expect(201);
            Api.Answer second = workspace.post(path, body, key).expect(201);

            assertThat(second.json()).isEqualTo(first.json());
            workspace
                    .post(path, "{" + fields + "\"" + unique("Twice") + "\"}", key)
                    .expectProblem(422, "idempotency-key-reused");
            assertThat(workspace.all(path).toString()).doesNotContain("Twice");
        }
    }

    /** The overview names those responsible. */
    @Nested
    class Responsible {

        @Test
        void at_most_five_are_named_and_all_are_counted() {
            String customer = workspace.customer(unique("Served"));
            String role = workspace.role(unique("Role"));
            List<String> employees = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                employees.add(workspace.employee(unique("Person")));
                if (i == 0) {
                    workspace.assign(customer, employees.getFirst(), "roleId", role);
                    JsonNode row = row(customer);
                    assertThat(row.get("responsibleCount").asInt()).isEqualTo(1);
                    assertThat(row.at("/responsible/0/id").asString()).isEqualTo(employees.getFirst());
                    assertThat(row.at("/responsible/0/name").asString()).startsWith("Person ");
                    assertThat(row.at("/responsible/0/roleId").asString()).isEqualTo(role);
                } else {
                    workspace.assign(customer, employees.get(i));
                }
            }

            JsonNode row = row(customer);

            assertThat(row.get("responsibleCount").asInt()).isEqualTo(7);
            assertThat(row.get("responsible")).hasSize(5);
            assertThat(employees).containsAll(texts(row.get("responsible"), "/id"));
            assertThat(row(workspace.customer(unique("Served by nobody"))).get("responsible"))
                    .isEmpty();
        }

        private JsonNode row(String customer) {
            return workspace.all("/api/customers?customer=" + customer).getFirst();
        }
    }

    /** The document lists the problems that each operation can answer. */
    @Nested
    class Codes {

        private final JsonNode paths =
                workspace.api().get("/api/openapi.json").expect(200).json().get("paths");

        private List<String> codes(String method, String path) {
            JsonNode codes = paths.path(path).path(method).path("x-codes");
            return codes.valueStream().map(JsonNode::asString).toList();
        }

        @Test
        void each_operation_of_the_api_lists_its_codes() {
            paths.properties().stream()
                    .filter(path -> path.getKey().startsWith("/api/"))
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation -> operation.getValue().has("operationId"))
                            .forEach(operation -> {
                                JsonNode codes = operation.getValue().path("x-codes");
                                String name = operation.getKey() + " " + path.getKey();
                                assertThat(codes.isArray()).as(name).isTrue();
                                List<String> texts = codes.valueStream()
                                        .map(JsonNode::asString)
                                        .toList();
                                assertThat(texts).as(name).doesNotHaveDuplicates();
                                assertThat(texts).as(name).allMatch(code -> code.matches("[a-z][a-z0-9-]*"));
                                if (operation.getValue().path("responses").has("401")) {
                                    assertThat(texts).as(name).contains("unauthenticated");
                                }
                            }));
        }

        @Test
        void the_document_of_events_names_those_of_the_workspace() {
            assertThat(workspace.api().get("/api/asyncapi.json").expect(200).text())
                    .contains("SettingsChanged", "AccountAdded", "AccountRenamed", "AccountDeleted", "movedTo");
        }

        @ParameterizedTest
        @CsvSource({
            "patch, /api/settings, customers-uncategorised",
            "patch, /api/settings, level-missing",
            "post, /api/customers, customer-number-taken",
            "post, /api/customers, category-required",
            "put, /api/customers/{id}, category-required",
            "post, /api/categories, category-name-taken",
            "post, /api/categories, accounts-not-in-use",
            "put, /api/categories/{id}, changed-since-preview",
            "delete, /api/categories/{id}, target-category-required",
            "delete, /api/categories/{id}, last-category",
            "post, /api/categories/{id}/restore, category-name-taken",
            "post, /api/tags/{id}/restore, tag-name-taken",
            "post, /api/categories/{id}/customers, category-required",
            "delete, /api/accounts/{id}, in-use",
            "get, /api/matrix, roles-not-in-use",
            "get, /api/matrix.xlsx, too-many-columns",
            "post, /api/responsibilities, roles-not-in-use",
            "post, /api/responsibilities, changed-since-preview",
            "patch, /api/views/{id}, not-own",
            "delete, /api/views/{id}, not-own",
        })
        void a_code_of_the_contract_is_listed(String method, String path, String code) {
            assertThat(codes(method, path)).contains(code);
        }
    }
}
