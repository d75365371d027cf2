package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.id;
import static incharge.acceptance.Workspace.texts;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.contracts.Contract;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Categories and tags, their members, and how what was done with them is taken back. */
@ExtendWith(SharedSystem.class)
class GroupsTest {

    private static RunningSystem system;
    private static Workspace workspace;
    private static Workspace seller;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
        seller = workspace.as(Api.as("demo-seller", system));
    }

    private static String path(String kind, String id) {
        return "/api/" + kind + "/" + id;
    }

    private static List<String> membersOf(String kind, String id) {
        return texts(workspace.all(path(kind, id) + "/customers"), "/id");
    }

    private static List<String> inCategory(String category) {
        return membersOf("categories", category);
    }

    private static JsonNode row(String customer) {
        return workspace
                .all("/api/customers?customer=" + customer + "&archived=true")
                .getFirst();
    }

    private static String categoryOf(String customer) {
        return row(customer).path("category").path("id").asString("");
    }

    private static List<String> tagsOf(String customer) {
        return texts(row(customer).get("tags"), "/id");
    }

    private static JsonNode added(String kind, String id, List<String> customers) {
        return workspace
                .post(path(kind, id) + "/customers", body("add", customers))
                .expect(200)
                .json();
    }

    private static JsonNode deleted(String path) {
        return workspace.delete(path).expect(200).json();
    }

    private static JsonNode restored(String kind, String id) {
        return workspace.post(path(kind, id) + "/restore", "{}").expect(200).json();
    }

    private static JsonNode undone(JsonNode answer) {
        return workspace
                .post("/api/groupings/batches/" + answer.get("batchId").asString() + "/undo", null)
                .expect(200)
                .json();
    }

    @Nested
    class Members {

        @Test
        void a_preview_names_the_moves_and_changes_nothing() {
            String mark = word();
            List<String> customers = workspace.customers(mark, 3);
            String from = workspace.category(unique("From"), "customerIds", customers.subList(0, 2));
            String fromName =
                    workspace.get(path("categories", from)).json().get("name").asString();
            String to = workspace.category(unique("To"), "customerIds", customers.subList(2, 3));

            String version = workspace.get(path("categories", to)).header("ETag");
            String name =
                    workspace.get(path("categories", to)).json().get("name").asString();
            for (Api.Answer preview : List.of(
                    workspace.post(path("categories", to) + "/customers", body("add", customers, "preview", true)),
                    workspace.put(
                            path("categories", to), body("name", name, "addCustomerIds", customers, "preview", true)),
                    workspace.put(
                            path("categories", to), body("name", name, "customerIds", customers, "preview", true)))) {
                JsonNode answer = preview.expect(200).json();
                assertThat(answer.get("affected").asInt()).isEqualTo(2);
                assertThat(answer.get("movedCount").asInt()).isEqualTo(2);
                assertThat(texts(answer.get("moved"), "/customerId"))
                        .containsExactlyInAnyOrderElementsOf(customers.subList(0, 2));
                assertThat(texts(answer.get("moved"), "/name")).allMatch(each -> each.startsWith(mark));
                assertThat(texts(answer.get("moved"), "/from/id")).containsOnly(from);
                assertThat(texts(answer.get("moved"), "/from/name")).containsOnly(fromName);
                assertThat(answer.get("basedOn").asString()).isNotBlank();
            }
            assertThat(workspace.get(path("categories", to)).header("ETag")).isEqualTo(version);
            assertThat(inCategory(from)).hasSize(2);
        }

        @Test
        void a_preview_of_a_new_category_makes_none() {
            List<String> customers = workspace.customers(word(), 2);
            String from = workspace.category(unique("From"), "customerIds", customers);
            String word = word();
            String body = body("name", "New " + word, "customerIds", customers, "preview", true);

            Api.Answer preview = workspace.post("/api/categories", body);

            assertThat(preview.status()).isBetween(200, 299);
            assertThat(preview.json().get("affected").asInt()).isEqualTo(2);
            assertThat(preview.json().get("movedCount").asInt()).isEqualTo(2);
            assertThat(workspace.all("/api/categories?q=" + word)).isEmpty();
            assertThat(inCategory(from)).hasSize(2);

            JsonNode made = workspace
                    .post(
                            "/api/categories",
                            body(
                                    "name",
                                    "New " + word,
                                    "customerIds",
                                    customers,
                                    "basedOn",
                                    preview.json().get("basedOn").asString()))
                    .expect(201)
                    .json();
            assertThat(made.get("movedCount").asInt()).isEqualTo(2);
            assertThat(inCategory(made.get("id").asString())).containsExactlyInAnyOrderElementsOf(customers);
            assertThat(inCategory(from)).isEmpty();
        }

        @Test
        void what_changed_since_the_preview_is_not_overwritten() {
            List<String> customers = workspace.customers(word(), 2);
            String from = workspace.category(unique("From"), "customerIds", customers);
            String to = workspace.category(unique("To"));
            String elsewhere = workspace.category(unique("Elsewhere"));
            String name = unique("To");
            String members = path("categories", to) + "/customers";
            String based = workspace
                    .post(members, body("add", customers, "preview", true))
                    .expect(200)
                    .json()
                    .get("basedOn")
                    .asString();
            String basedPut = workspace
                    .put(path("categories", to), body("name", name, "addCustomerIds", customers, "preview", true))
                    .expect(200)
                    .json()
                    .get("basedOn")
                    .asString();
            String basedDelete = workspace
                    .delete(path("categories", from) + "?preview=true")
                    .expect(200)
                    .json()
                    .get("basedOn")
                    .asString();
            added("categories", elsewhere, customers.subList(0, 1));

            workspace
                    .post(members, body("add", customers, "basedOn", based))
                    .expectProblem(409, "changed-since-preview");
            workspace
                    .put(path("categories", to), body("name", name, "addCustomerIds", customers, "basedOn", basedPut))
                    .expectProblem(409, "changed-since-preview");
            workspace
                    .delete(path("categories", from) + "?basedOn=" + URLEncoder.encode(basedDelete, UTF_8))
                    .expectProblem(409, "changed-since-preview");

            assertThat(inCategory(to)).isEmpty();
            assertThat(inCategory(from)).containsExactly(customers.get(1));
            assertThat(inCategory(elsewhere)).containsExactly(customers.get(0));
            String again = workspace
                    .post(members, body("add", customers, "preview", true))
                    .expect(200)
                    .json()
                    .get("basedOn")
                    .asString();
            workspace.post(members, body("add", customers, "basedOn", again)).expect(200);
            assertThat(inCategory(to)).containsExactlyInAnyOrderElementsOf(customers);
        }

        @Test
        void what_others_change_elsewhere_does_not_disturb() {
            List<String> customers = workspace.customers(word(), 2);
            String to = workspace.category(unique("To"));
            String members = path("categories", to) + "/customers";
            String based = workspace
                    .post(members, body("add", customers, "preview", true))
                    .expect(200)
                    .json()
                    .get("basedOn")
                    .asString();
            String stranger = workspace.customer(unique("Stranger"));
            workspace.category(unique("Elsewhere"), "customerIds", List.of(stranger));

            workspace.post(members, body("add", customers, "basedOn", based)).expect(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"categories", "tags"})
        void a_put_adds_and_removes_beside_the_fields(String kind) {
            List<String> customers = workspace.customers(word(), 4);
            String name = unique("Changed");
            String group = workspace.made("/api/" + kind, "name", name, "customerIds", customers.subList(0, 2));

            JsonNode answer = workspace
                    .put(
                            path(kind, group),
                            body(
                                    "name",
                                    name + " again",
                                    "addCustomerIds",
                                    customers.subList(1, 4),
                                    "removeCustomerIds",
                                    customers.subList(0, 1)))
                    .expect(200)
                    .json();

            assertThat(answer.get("name").asString()).isEqualTo(name + " again");
            assertThat(answer.get("affected").asInt()).isEqualTo(3);
            assertThat(answer.get("batchId").asString()).isNotBlank();
            assertThat(answer.has("customerIds")).isFalse();
            assertThat(membersOf(kind, group)).containsExactlyInAnyOrderElementsOf(customers.subList(1, 4));

            workspace.put(path(kind, group), body("name", name)).expect(200);
            assertThat(membersOf(kind, group)).hasSize(3);
        }

        @ParameterizedTest
        @ValueSource(strings = {"categories", "tags"})
        void members_are_replaced_or_added_never_both(String kind) {
            List<String> customers = workspace.customers(word(), 2);
            String group = workspace.made("/api/" + kind, "name", unique("Kept"), "customerIds", customers);
            String version = workspace.get(path(kind, group)).header("ETag");

            for (String more : List.of("addCustomerIds", "removeCustomerIds")) {
                String body = body("name", unique("Both"), "customerIds", List.of(), more, customers);
                assertRefused(workspace.put(path(kind, group), body), 400, "", "");
            }

            assertThat(workspace.get(path(kind, group)).header("ETag")).isEqualTo(version);
            assertThat(membersOf(kind, group)).hasSize(2);
        }

        @Test
        void a_customer_is_in_one_category_and_says_where_it_comes_from() {
            String customer = workspace.customer(unique("Mover"));
            String first = workspace.category(unique("First"), "customerIds", List.of(customer));
            String second = workspace.category(unique("Second"));

            JsonNode answer = added("categories", second, List.of(customer));

            assertThat(answer.at("/changes/0/outcome").asString()).isEqualTo("moved");
            assertThat(answer.at("/changes/0/movedFrom/id").asString()).isEqualTo(first);
            assertThat(answer.at("/moved/0/from/id").asString()).isEqualTo(first);
            assertThat(inCategory(first)).isEmpty();
            assertThat(inCategory(second)).containsExactly(customer);
        }

        @Test
        void at_most_a_hundred_moves_are_named() {
            String mark = word();
            workspace.imported(
                    "customers",
                    "",
                    "name\n"
                            + String.join(
                                    "\n",
                                    IntStream.rangeClosed(1, 120)
                                            .mapToObj(i -> mark + " " + i)
                                            .toList()));
            List<String> customers = texts(workspace.all("/api/customers?q=" + mark), "/id");
            String from = workspace.category(unique("From"), "customerIds", customers);
            String to = workspace.category(unique("To"));

            JsonNode answer = added("categories", to, customers);

            assertThat(answer.get("affected").asInt()).isEqualTo(120);
            assertThat(answer.get("movedCount").asInt()).isEqualTo(120);
            assertThat(answer.get("moved")).hasSize(100);
            assertThat(inCategory(from)).isEmpty();
            assertThat(undone(answer).get("conflicts")).isEmpty();
            assertThat(inCategory(from)).hasSize(120);
        }

        @Test
        void a_tag_moves_nobody() {
            List<String> customers = workspace.customers(word(), 2);
            String first = workspace.tag(unique("First"), "customerIds", customers);
            String second = workspace.tag(unique("Second"));

            JsonNode answer = added("tags", second, customers);

            assertThat(answer.get("affected").asInt()).isEqualTo(2);
            assertThat(answer.get("movedCount").asInt()).isZero();
            assertThat(answer.get("moved")).isEmpty();
            assertThat(tagsOf(customers.getFirst())).containsExactlyInAnyOrder(first, second);
        }
    }

    @Nested
    class Deletions {

        @Test
        void the_customers_of_a_deleted_category_are_uncategorised() {
            List<String> customers = workspace.customers(word(), 2);
            String category = workspace.category(unique("Gone"), "customerIds", customers);

            JsonNode preview = deleted(path("categories", category) + "?preview=true");
            assertThat(preview.get("affected").asInt()).isEqualTo(2);
            assertThat(preview.get("basedOn").asString()).isNotBlank();
            assertThat(inCategory(category)).hasSize(2);

            JsonNode answer = deleted(path("categories", category));
            assertThat(answer.get("affected").asInt()).isEqualTo(2);
            assertThat(answer.get("batchId").asString()).isNotBlank();
            for (String customer : customers) {
                assertThat(categoryOf(customer)).isEmpty();
            }
            for (String suffix : List.of("", "/customers", "/customers.xlsx")) {
                workspace.get(path("categories", category) + suffix).expect(404);
            }
            workspace.delete(path("categories", category)).expect(404);
        }

        @Test
        void two_categories_are_merged_by_deleting_one_into_the_other() {
            String mark = word();
            List<String> customers = workspace.customers(mark, 3);
            String source = workspace.category(unique("Source"), "customerIds", customers.subList(0, 2));
            String target = workspace.category(unique("Target"), "customerIds", customers.subList(2, 3));

            JsonNode preview = deleted(path("categories", source) + "?preview=true&to=" + target);
            assertThat(preview.get("affected").asInt()).isEqualTo(2);
            assertThat(texts(preview.get("moved"), "/customerId"))
                    .containsExactlyInAnyOrderElementsOf(customers.subList(0, 2));
            assertThat(texts(preview.get("moved"), "/from/id")).containsOnly(source);
            assertThat(inCategory(source)).hasSize(2);

            JsonNode answer = deleted(path("categories", source) + "?to=" + target);
            assertThat(answer.get("affected").asInt()).isEqualTo(2);
            assertThat(inCategory(target)).containsExactlyInAnyOrderElementsOf(customers);

            JsonNode back = restored("categories", source);
            assertThat(back.get("id").asString()).isEqualTo(source);
            assertThat(back.get("kept")).isEmpty();
            assertThat(inCategory(source)).containsExactlyInAnyOrderElementsOf(customers.subList(0, 2));
            assertThat(inCategory(target)).containsExactly(customers.get(2));
        }

        @Test
        void a_restored_category_has_its_fields_and_those_who_did_not_move_since() {
            List<String> customers = workspace.customers(word(), 3);
            String employee =
                    seller.get("/api/session").json().at("/employee/id").asString();
            String name = unique("Comes back");
            String category = workspace.category(
                    name,
                    "numberingStart",
                    77_000,
                    "accounts",
                    Workspace.fields("ledger", "4300"),
                    "sellerIds",
                    List.of(employee),
                    "customerIds",
                    customers);
            JsonNode before = workspace.get(path("categories", category)).json();
            String elsewhere = workspace.category(unique("Elsewhere"));
            deleted(path("categories", category));
            added("categories", elsewhere, customers.subList(0, 1));

            JsonNode back = restored("categories", category);

            assertThat(texts(back.get("kept"), "/customerId")).containsExactly(customers.getFirst());
            assertThat(texts(back.get("kept"), "/name").getFirst()).isNotBlank();
            JsonNode after =
                    workspace.get(path("categories", category)).expect(200).json();
            for (String field : List.of("id", "name", "numberingStart", "accounts", "sellerIds")) {
                assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
            }
            assertThat(inCategory(category)).containsExactlyInAnyOrderElementsOf(customers.subList(1, 3));
            assertThat(inCategory(elsewhere)).containsExactly(customers.getFirst());
        }

        @Test
        void a_tag_that_is_deleted_with_a_target_gives_it_and_takes_it_back() {
            List<String> customers = workspace.customers(word(), 3);
            String target = workspace.tag(unique("Target"), "customerIds", customers.subList(0, 1));
            String source = workspace.tag(unique("Source"), "customerIds", customers.subList(0, 2));

            deleted(path("tags", source) + "?to=" + target);
            assertThat(membersOf("tags", target)).containsExactlyInAnyOrderElementsOf(customers.subList(0, 2));
            workspace.get(path("tags", source)).expect(404);

            restored("tags", source);
            assertThat(membersOf("tags", source)).containsExactlyInAnyOrderElementsOf(customers.subList(0, 2));
            assertThat(membersOf("tags", target))
                    .as("those who had the target before keep it")
                    .containsExactly(customers.getFirst());
        }

        @Test
        void a_restored_tag_has_its_fields_and_customers() {
            List<String> customers = workspace.customers(word(), 2);
            String tag = workspace.tag(
                    unique("Comes back"), "description", "Met at the fair", "group", "Fairs", "customerIds", customers);
            JsonNode before = workspace.get(path("tags", tag)).json();
            deleted(path("tags", tag));
            assertThat(tagsOf(customers.getFirst())).isEmpty();

            restored("tags", tag);

            assertThat(workspace.get(path("tags", tag)).expect(200).json()).isEqualTo(before);
            assertThat(membersOf("tags", tag)).containsExactlyInAnyOrderElementsOf(customers);
        }

        @Test
        void a_name_that_was_taken_since_is_not_taken_back() {
            String category = unique("Taken");
            String tag = unique("Taken");
            String oldCategory = workspace.category(category);
            String oldTag = workspace.tag(tag);
            deleted(path("categories", oldCategory));
            deleted(path("tags", oldTag));
            workspace.category(category.toUpperCase());
            workspace.tag(tag.toUpperCase());

            workspace
                    .post(path("categories", oldCategory) + "/restore", "{}")
                    .expectProblem(409, "category-name-taken");
            workspace.post(path("tags", oldTag) + "/restore", "{}").expectProblem(409, "tag-name-taken");
            workspace.get(path("categories", oldCategory)).expect(404);
            workspace.get(path("tags", oldTag)).expect(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {"categories", "tags"})
        void a_target_that_is_none_is_refused(String kind) {
            List<String> customers = workspace.customers(word(), 1);
            String group = workspace.made("/api/" + kind, "name", unique("Stays"), "customerIds", customers);
            String gone = workspace.made("/api/" + kind, "name", unique("Gone"));
            deleted(path(kind, gone));

            for (String to : List.of(UUID.randomUUID().toString(), gone, group)) {
                assertThat(workspace.delete(path(kind, group) + "?to=" + to).status())
                        .as(to)
                        .isBetween(400, 422);
            }
            for (String query : List.of("?to=nowhere", "?preview=perhaps", "?colour=red", "?preview=true&preview=x")) {
                assertRefused(workspace.delete(path(kind, group) + query), 400, "", "");
            }

            assertThat(membersOf(kind, group)).containsExactlyElementsOf(customers);
            workspace
                    .post(path(kind, UUID.randomUUID().toString()) + "/restore", "{}")
                    .expect(404);
        }

        @Test
        void a_deletion_during_additions_leaves_nobody_in_what_is_gone() throws Exception {
            String target = workspace.category(unique("Target"));
            for (int round = 0; round < 10; round++) {
                List<String> customers = workspace.customers(word(), 4);
                String category = workspace.category(unique("Raced"), "customerIds", customers.subList(0, 1));
                String deletion = path("categories", category) + (round % 2 == 0 ? "?to=" + target : "");
                try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                    List<Future<Api.Answer>> answers = new ArrayList<>();
                    for (String customer : customers.subList(1, 4)) {
                        answers.add(threads.submit(() -> workspace.post(
                                path("categories", category) + "/customers", body("add", List.of(customer)))));
                    }
                    workspace.delete(deletion).expect(200);
                    for (Future<Api.Answer> answer : answers) {
                        assertThat(answer.get().status()).isIn(200, 404);
                    }
                }
                for (String customer : customers) {
                    assertThat(categoryOf(customer)).isIn("", target).isNotEqualTo(category);
                }
                if (round % 2 == 0) {
                    assertThat(categoryOf(customers.getFirst())).isEqualTo(target);
                }
            }
        }
    }

    @Nested
    class Undoing {

        @Test
        void additions_are_taken_back_but_for_who_moved_since() {
            List<String> customers = workspace.customers(word(), 3);
            String before = workspace.category(unique("Before"), "customerIds", customers.subList(0, 2));
            String after = workspace.category(unique("After"));
            String later = workspace.category(unique("Later"));
            JsonNode batch = added("categories", after, customers);
            added("categories", later, customers.subList(0, 1));

            JsonNode undone = undone(batch);

            assertThat(inCategory(later)).containsExactly(customers.getFirst());
            assertThat(inCategory(before)).containsExactly(customers.get(1));
            assertThat(inCategory(after)).isEmpty();
            assertThat(categoryOf(customers.get(2))).isEmpty();
            assertThat(undone.get("conflicts")).hasSize(1);
            assertThat(undone.get("conflicts").get(0).toString()).contains(customers.getFirst());
        }

        @Test
        void members_that_a_put_changed_come_back() {
            List<String> customers = workspace.customers(word(), 3);
            String name = unique("Put");
            String tag = workspace.tag(name, "customerIds", customers.subList(0, 2));
            JsonNode batch = workspace
                    .put(path("tags", tag), body("name", name, "customerIds", customers.subList(2, 3)))
                    .expect(200)
                    .json();

            undone(batch);

            assertThat(membersOf("tags", tag)).containsExactlyInAnyOrderElementsOf(customers.subList(0, 2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"categories", "tags"})
        void a_deletion_is_taken_back(String kind) {
            List<String> customers = workspace.customers(word(), 2);
            String group = workspace.made("/api/" + kind, "name", unique("Deleted"), "customerIds", customers);
            JsonNode batch = deleted(path(kind, group));

            undone(batch);

            workspace.get(path(kind, group)).expect(200);
            assertThat(membersOf(kind, group)).containsExactlyInAnyOrderElementsOf(customers);
        }

        @Test
        void an_undo_is_taken_back_too() {
            String customer = workspace.customer(unique("There and back"));
            String tag = workspace.tag(unique("Undone"));
            JsonNode undo = undone(added("tags", tag, List.of(customer)));
            assertThat(tagsOf(customer)).isEmpty();

            undone(undo);

            assertThat(tagsOf(customer)).containsExactly(tag);
        }

        @Test
        void an_unknown_batch_is_not_found() {
            workspace
                    .post("/api/groupings/batches/" + UUID.randomUUID() + "/undo", null)
                    .expect(404);
            assertThat(workspace.post("/api/groupings/batches/last/undo", null).status())
                    .isIn(400, 404);
        }
    }

    @Nested
    class Uncategorised {

        @Test
        void none_is_a_filter_everywhere() {
            String mark = word();
            List<String> customers = workspace.customers(mark, 3);
            String employee = workspace.employee(unique("Person"));
            customers.forEach(customer -> workspace.assign(customer, employee));
            String category = workspace.category(unique("Some"), "customerIds", customers.subList(0, 1));
            String tag = workspace.tag(unique("All"), "customerIds", customers);
            List<String> without = customers.subList(1, 3);
            String query = "?category=none&q=" + mark;

            assertThat(texts(workspace.all("/api/customers" + query), "/id"))
                    .containsExactlyInAnyOrderElementsOf(without);
            assertThat(texts(workspace.all("/api/matrix" + query), "/subject/id"))
                    .containsExactlyInAnyOrderElementsOf(without);
            assertThat(texts(workspace.all("/api/assignees" + query), "/customer/id"))
                    .containsExactlyInAnyOrderElementsOf(without);
            assertThat(texts(workspace.all(path("tags", tag) + "/customers?category=none"), "/id"))
                    .containsExactlyInAnyOrderElementsOf(without);
            for (String list : List.of("/api/customers", "/api/matrix", "/api/assignees")) {
                assertThat(Sheet.ofXlsx(workspace.get(list + ".xlsx" + query))).hasSize(3);
                assertThat(Sheet.ofCsv(workspace.get(list + ".csv" + query))).hasSize(3);
                assertThat(workspace.all(list + query + "&category=" + category))
                        .hasSize(3);
                assertThat(workspace.all(list + query + "&tag=" + tag)).hasSize(2);
                assertThat(workspace.all(list + query + "&tag=" + UUID.randomUUID()))
                        .isEmpty();
            }
        }

        @Test
        void the_list_counts_them() {
            int before = uncategorised();
            String customer = workspace.customer(unique("Counted"));
            assertThat(uncategorised()).isEqualTo(before + 1);
            assertThat(none().get("customerCount").asInt()).isEqualTo(before + 1);

            workspace.category(unique("Takes it"), "customerIds", List.of(customer));

            assertThat(uncategorised()).isEqualTo(before);
            assertThat(none().get("customerCount").asInt()).isEqualTo(before);
        }

        private int uncategorised() {
            return workspace
                    .get("/api/categories?limit=1")
                    .expect(200)
                    .json()
                    .get("uncategorisedCount")
                    .asInt();
        }

        /** The first of the picker. */
        private JsonNode none() {
            JsonNode first = workspace.get("/api/groupings").expect(200).json().at("/items/0");
            assertThat(first.get("type").asString()).isEqualTo("category");
            assertThat(first.get("id").asString()).isEqualTo("none");
            return first;
        }
    }

    @Nested
    class Picking {

        @Test
        void one_picker_has_categories_and_tags() {
            String mark = word();
            List<String> customers = workspace.customers(word(), 3);
            String category = workspace.category("Category " + mark, "customerIds", customers.subList(0, 2));
            String tag = workspace.tag("Tag " + mark, "group", "Segment " + mark, "customerIds", customers);
            String plain = workspace.tag("Plain " + mark);

            List<JsonNode> found = workspace.all("/api/groupings?q=" + mark).stream()
                    .filter(item -> !item.get("id").asString().equals("none"))
                    .toList();

            assertThat(found)
                    .extracting(item -> item.get("type").asString() + " "
                            + item.get("id").asString() + " "
                            + item.get("customerCount").asInt() + " "
                            + item.path("group").asString(""))
                    .containsExactlyInAnyOrder(
                            "category " + category + " 2 ",
                            "tag " + tag + " 3 Segment " + mark,
                            "tag " + plain + " 0 ");
            assertThat(found.getFirst().get("name").asString()).endsWith(mark);
            assertThat(texts(workspace.all("/api/groupings"), "/id")).contains(category, tag, plain);
        }

        @Test
        void a_tag_may_belong_to_a_group() {
            String name = unique("Segment");
            String tag = workspace.tag(name, "group", "Industry");
            assertThat(workspace.get(path("tags", tag)).json().get("group").asString())
                    .isEqualTo("Industry");
            assertThat(workspace.listed("/api/tags", tag).get("group").asString())
                    .isEqualTo("Industry");

            workspace
                    .put(path("tags", tag), body("name", name, "group", "Size"))
                    .expect(200);
            assertThat(workspace.get(path("tags", tag)).json().get("group").asString())
                    .isEqualTo("Size");

            workspace.put(path("tags", tag), body("name", name, "group", null)).expect(200);
            assertThat(workspace.get(path("tags", tag)).json().path("group").asString(""))
                    .isEmpty();
            String long301 = body("name", unique("Long"), "group", "x".repeat(301));
            assertRefused(workspace.post("/api/tags", long301), 422, "", "group");
        }

        @Test
        void category_and_tag_filter_together() {
            String mark = word();
            List<String> customers = workspace.customers(mark, 4);
            String category = workspace.category(unique("Both"), "customerIds", customers.subList(0, 2));
            String tag = workspace.tag(unique("Both"), "customerIds", customers.subList(1, 3));
            String query = "?category=" + category + "&tag=" + tag;

            assertThat(texts(workspace.all("/api/customers" + query), "/id")).containsExactly(customers.get(1));
            assertThat(texts(workspace.all("/api/matrix" + query), "/subject/id"))
                    .containsExactly(customers.get(1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"?limit=0", "?limit=501", "?colour=red", "?cursor=Zm9yZ2Vk", "?asOf=2999-01-01T00:00:00Z"})
        void a_query_at_fault_is_a_400(String query) {
            assertRefused(workspace.get("/api/groupings" + query), 400, "", "");
        }
    }

    @Nested
    class Downloads {

        @ParameterizedTest
        @ValueSource(strings = {"categories", "tags"})
        void the_customers_are_a_sheet(String kind) {
            String mark = word();
            List<String> customers = workspace.customers(mark, 3);
            String group = workspace.made("/api/" + kind, "name", unique("Sheet"), "customerIds", customers);
            String list = path(kind, group) + "/customers";
            List<String> names = texts(workspace.all(list), "/name");

            List<List<String>> xlsx = Sheet.ofXlsx(workspace.get(list + ".xlsx"));
            List<List<String>> csv = Sheet.ofCsv(workspace.get(list + ".csv"));
            Api.Answer unmarked = workspace.get(list + ".csv?bom=false").expect(200);

            assertThat(names).hasSize(3);
            assertThat(xlsx).hasSize(4);
            for (int row = 0; row < 3; row++) {
                assertThat(xlsx.get(row + 1)).contains(names.get(row));
                assertThat(csv.get(row + 1)).contains(names.get(row));
            }
            assertThat(csv.getFirst()).isEqualTo(xlsx.getFirst());
            assertThat(Sheet.ofUnmarkedCsv(unmarked.text())).isEqualTo(csv);
            assertThat(unmarked.header("Content-Disposition")).startsWith("attachment");
            assertThat(workspace.get(list + ".xlsx?lang=fi").expect(200).bytes())
                    .isNotEmpty();
            assertThat(Sheet.ofCsv(workspace.get(list + ".csv?lang=fi")).getFirst())
                    .isEqualTo(Sheet.ofCsv(workspace.get(list + ".csv", "Accept-Language", "fi"))
                            .getFirst())
                    .isNotEqualTo(csv.getFirst());
        }
    }

    @Nested
    class Published {

        private List<ConsumerRecord<String, String>> events(Api.Answer answer) {
            long position = Long.parseLong(answer.header("Event-Position").split("=")[1]);
            List<ConsumerRecord<String, String>> all = PublishedEvents.records(system, "incharge.groupings", position);
            String command =
                    PublishedEvents.headers(all.get((int) position - 1)).get("ce_commandid");
            return all.stream()
                    .filter(each -> command.equals(PublishedEvents.headers(each).get("ce_commandid")))
                    .toList();
        }

        @Test
        void a_deletion_with_a_target_publishes_each_move_before_it() {
            List<String> customers = workspace.customers(word(), 2);
            String target = workspace.category(unique("Target"));
            String source = workspace.category(unique("Source"), "customerIds", customers);
            Api.Answer answer = workspace
                    .delete(path("categories", source) + "?to=" + target)
                    .expect(200);

            List<ConsumerRecord<String, String>> events = events(answer);

            assertThat(events)
                    .extracting(PublishedEvents::type)
                    .containsExactly("CustomerCategorised.v1", "CustomerCategorised.v1", "CategoryDeleted.v1");
            assertThat(events.getLast().value()).contains("\"movedTo\":\"" + target + "\"");
            assertThat(events.getLast().key()).isEqualTo(source);
            Contract contract = Contract.of("incharge.groupings");
            assertThat(events)
                    .allSatisfy(record -> assertThat(contract.violations(PublishedEvents.type(record), record.value()))
                            .isEmpty());
        }

        @Test
        void a_restoration_creates_the_same_id_again() {
            List<String> customers = workspace.customers(word(), 1);
            String tag = workspace.tag(unique("Restored"), "group", "Industry", "customerIds", customers);
            deleted(path("tags", tag));

            List<ConsumerRecord<String, String>> events =
                    events(workspace.post(path("tags", tag) + "/restore", "{}").expect(200));

            assertThat(events).extracting(PublishedEvents::type).containsExactly("TagCreated.v1", "CustomerTagged.v1");
            assertThat(events.getFirst().key()).isEqualTo(tag);
            assertThat(events.getFirst().value()).contains("\"group\":\"Industry\"");
        }

        @Test
        void the_accounts_of_a_category_are_changed() {
            String name = unique("Changed");
            String category = workspace.category(name, "accounts", Workspace.fields("ledger", "4300"));
            Object accounts = Workspace.fields("ledger", "4310", "debtorControl", "1100");

            Api.Answer changed = workspace.put(path("categories", category), body("name", name, "accounts", accounts));

            assertThat(changed.expect(200).json().at("/accounts/ledger").asString())
                    .isEqualTo("4310");
            JsonNode listed = workspace.listed("/api/categories", category);
            assertThat(listed.at("/accounts/ledger").asString()).isEqualTo("4310");
            assertThat(listed.at("/accounts/debtorControl").asString()).isEqualTo("1100");
            assertThat(events(changed)).extracting(PublishedEvents::type).contains("CategoryChanged.v1");
        }
    }

    @Nested
    class Past {

        @Test
        void members_are_as_they_were_known() {
            String customer = workspace.customer(unique("Wanderer"));
            String first = workspace.category(unique("First"));
            added("categories", first, List.of(customer));
            String then = lastChange(customer);
            String second = workspace.category(unique("Second"));
            added("categories", second, List.of(customer));
            String later = lastChange(customer);
            String name = unique("First renamed");
            workspace.put(path("categories", first), body("name", name)).expect(200);

            assertThat(texts(workspace.all(path("categories", first) + "/customers?asOf=" + then), "/id"))
                    .containsExactly(customer);
            assertThat(workspace.all(path("categories", first) + "/customers?asOf=" + later))
                    .isEmpty();
            assertThat(texts(workspace.all("/api/customers?category=" + first + "&asOf=" + then), "/id"))
                    .containsExactly(customer);
            JsonNode past = workspace
                    .all("/api/customers?customer=" + customer + "&asOf=" + then)
                    .getFirst();
            assertThat(past.at("/category/id").asString()).isEqualTo(first);
            assertThat(workspace
                            .listed("/api/categories?asOf=" + then, first)
                            .get("customerCount")
                            .asInt())
                    .isEqualTo(1);
            assertThat(workspace
                            .listed("/api/categories?asOf=" + later, first)
                            .get("name")
                            .asString())
                    .isNotEqualTo(name);
            assertThat(workspace.listed("/api/categories?asOf=" + then, second)).isNull();
            assertThat(texts(workspace.all("/api/groupings?asOf=" + then), "/id"))
                    .contains(first)
                    .doesNotContain(second);
        }

        /** The time of the last change that the history of a customer has. */
        private String lastChange(String customer) {
            return workspace
                    .all("/api/history?customer=" + customer)
                    .getFirst()
                    .get("at")
                    .asString();
        }

        @Test
        void the_history_has_each_membership() {
            String customer = workspace.customer(unique("Wanderer"));
            String first = workspace.category(unique("First"), "customerIds", List.of(customer));
            String second = workspace.category(unique("Second"));
            added("categories", second, List.of(customer));
            deleted(path("categories", second));

            List<JsonNode> history = workspace.all("/api/history?customer=" + customer);

            List<JsonNode> moves = history.stream()
                    .filter(row -> row.get("type").asString().equals("CustomerCategorised"))
                    .toList();
            assertThat(texts(moves, "/details/category/id")).containsExactly(second, first);
            assertThat(moves.getFirst().at("/details/movedFrom/id").asString()).isEqualTo(first);
            assertThat(moves)
                    .allSatisfy(
                            row -> assertThat(row.at("/customer/id").asString()).isEqualTo(customer));
        }

        @Test
        void a_deleted_category_is_in_the_past() {
            List<String> customers = workspace.customers(word(), 1);
            String category = workspace.category(unique("Was there"), "customerIds", customers);
            String then = lastChange(customers.getFirst());
            deleted(path("categories", category));

            assertThat(texts(workspace.all(path("categories", category) + "/customers?asOf=" + then), "/id"))
                    .containsExactlyElementsOf(customers);
            assertThat(workspace.listed("/api/categories?asOf=" + then, category))
                    .isNotNull();
            assertThat(workspace.listed("/api/categories", category)).isNull();
        }
    }

    /** A category that names another seller, with a customer of it, does not exist for the seller. */
    @Nested
    class Closed {

        private final String mark = word();
        private final String other = workspace.employee(unique("Other seller"), "seller", true);
        private final List<String> customers = workspace.customers(mark, 2);
        private final String closed = workspace.category(
                "Closed " + mark, "sellerIds", List.of(other), "customerIds", customers.subList(0, 1));
        private final String open = workspace.category("Open " + mark, "customerIds", customers.subList(1, 2));
        private final String tag = workspace.tag("Tag " + mark, "customerIds", customers);

        @Test
        void it_is_in_no_list() {
            assertThat(texts(workspace.all("/api/categories?q=" + mark), "/id")).contains(closed, open);
            assertThat(texts(seller.all("/api/categories?q=" + mark), "/id")).containsExactly(open);
            assertThat(texts(seller.all("/api/categories"), "/id"))
                    .contains(open)
                    .doesNotContain(closed);
            assertThat(texts(seller.all("/api/groupings?q=" + mark), "/id"))
                    .contains(open, tag)
                    .doesNotContain(closed);
            assertThat(texts(
                            seller.get("/api/search?kind=category&q=" + mark)
                                    .expect(200)
                                    .json()
                                    .get("items"),
                            "/id"))
                    .containsExactly(open);
            assertThat(seller.all("/api/history?subject=" + closed)).isEmpty();
            assertThat(seller.all("/api/history?customer=" + customers.getFirst()))
                    .isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"'', GET", "/customers, GET", "/customers.xlsx, GET", "/customers.csv, GET"})
        void its_path_is_that_of_an_unknown_one(String suffix, String method) {
            Api api = seller.api();
            String unknown = UUID.randomUUID().toString();

            Api.Answer hidden = api.send(method, path("categories", closed) + suffix, null, null);
            Api.Answer nothing = api.send(method, path("categories", unknown) + suffix, null, null);

            hidden.expect(404);
            assertThat(hidden.json().get("code")).isEqualTo(nothing.json().get("code"));
            assertThat(hidden.json().get("detail").asString().replace(closed, unknown))
                    .isEqualTo(nothing.json().get("detail").asString());
        }

        @Test
        void it_is_no_filter() {
            for (String list : List.of("/api/customers", "/api/matrix", "/api/assignees")) {
                assertThat(seller.all(list + "?category=" + closed)).isEmpty();
            }
            assertThat(texts(seller.all("/api/customers?q=" + mark), "/id")).containsExactly(customers.get(1));
        }

        @Test
        void counts_leave_its_customers_out() {
            assertThat(seller.listed("/api/tags", tag).get("customerCount").asInt())
                    .isEqualTo(1);
            assertThat(workspace.listed("/api/tags", tag).get("customerCount").asInt())
                    .isEqualTo(2);
            assertThat(countInPicker(seller)).isEqualTo(1);
            assertThat(countInPicker(workspace)).isEqualTo(2);
            assertThat(seller.all(path("tags", tag) + "/customers")).hasSize(1);
            JsonNode matrix =
                    seller.get("/api/matrix?limit=0&q=" + mark).expect(200).json();
            assertThat(matrix.at("/counts/customers").asInt()).isEqualTo(1);
            assertThat(matrix.get("total").asInt()).isEqualTo(1);
            assertThat(Sheet.ofXlsx(seller.get(path("tags", tag) + "/customers.xlsx")))
                    .hasSize(2);
        }

        private int countInPicker(Workspace client) {
            return client.all("/api/groupings?q=" + mark).stream()
                    .filter(item -> item.get("id").asString().equals(tag))
                    .findFirst()
                    .orElseThrow()
                    .get("customerCount")
                    .asInt();
        }

        @Test
        void who_left_it_does_not_name_it() {
            String mover = workspace.customer("Mover " + mark);
            added("categories", closed, List.of(mover));
            String then = workspace
                    .all("/api/history?customer=" + mover)
                    .getFirst()
                    .get("at")
                    .asString();
            added("categories", open, List.of(mover));
            String name = "Closed " + mark;

            assertThat(texts(seller.all("/api/customers?q=" + mark), "/id")).contains(mover);
            for (String path : List.of(
                    "/api/history?customer=" + mover,
                    "/api/history?subject=" + open,
                    "/api/history.csv?customer=" + mover,
                    "/api/customers?customer=" + mover + "&asOf=" + then,
                    "/api/matrix?customer=" + mover + "&asOf=" + then,
                    "/api/assignees?customer=" + mover + "&asOf=" + then,
                    "/api/categories?asOf=" + then,
                    "/api/groupings?asOf=" + then + "&q=" + mark)) {
                assertThat(seller.get(path).expect(200).text())
                        .as(path)
                        .doesNotContain(closed)
                        .doesNotContain(name);
            }
            assertThat(workspace.get("/api/history?customer=" + mover).text()).contains(closed);
        }

        @Test
        void a_seller_cannot_put_a_customer_into_it() {
            String body = body("name", unique("Into the closed"), "categoryId", closed);
            String unknown = body(
                    "name", unique("Into none"), "categoryId", UUID.randomUUID().toString());

            Api.Answer hidden = seller.post("/api/customers", body).expect(422);
            Api.Answer nothing = seller.post("/api/customers", unknown).expect(422);

            assertThat(hidden.json().get("code")).isEqualTo(nothing.json().get("code"));
            assertThat(workspace.all(path("categories", closed) + "/customers")).hasSize(1);
        }
    }

    @Nested
    class BadInput {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "-",
                value = {
                    "{\"name\":                                       | 400 | -",
                    "{\"name\":\"A\",\"colour\":1}                    | 400 | -",
                    "{\"name\":\"A\",\"preview\":\"yes\"}             | 400 | -",
                    "{\"name\":\"A\",\"basedOn\":7}                   | 400 | -",
                    "{\"name\":\"A\",\"customerIds\":\"all\"}         | 400 | -",
                    "{\"name\":\"A\",\"name\":\"B\"}                  | 400 | -",
                    "{}                                               | 422 | name",
                    "{\"name\":\" \"}                                 | 422 | name",
                    "{\"name\":\"A\",\"customerIds\":[\"01890a5d-ac96-774b-bcce-b302099a8057\"]} | 422 | customerIds",
                })
        void a_group_at_fault_is_neither_made_nor_changed(String body, int status, String field) {
            for (String kind : List.of("categories", "tags")) {
                String group = workspace.made("/api/" + kind, "name", unique("Sound"));
                String version = workspace.get(path(kind, group)).header("ETag");
                int before = workspace.all("/api/" + kind).size();

                assertRefused(workspace.post("/api/" + kind, body), status, "", field == null ? "" : field);
                assertRefused(workspace.put(path(kind, group), body), status, "", field == null ? "" : field);

                assertThat(workspace.all("/api/" + kind)).hasSize(before);
                assertThat(workspace.get(path(kind, group)).header("ETag")).isEqualTo(version);
            }
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"addCustomerIds\":[\"01890a5d-ac96-774b-bcce-b302099a8057\"]}    | 422 | addCustomerIds",
                    "{\"addCustomerIds\":[7]}                                           | 400 | ''",
                })
        void unknown_members_are_refused(String members, int status, String field) {
            for (String kind : List.of("categories", "tags")) {
                String name = unique("Sound");
                String group = workspace.made("/api/" + kind, "name", name);
                String version = workspace.get(path(kind, group)).header("ETag");

                String body = "{\"name\":\"" + name + "\"," + members.substring(1);
                assertRefused(workspace.put(path(kind, group), body), status, "", field);

                assertThat(workspace.get(path(kind, group)).header("ETag")).isEqualTo(version);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"{\"add\":\"all\"}", "{\"add\":[1]}", "{\"plus\":[]}", "[]", "{\"add\":[],\"preview\":1}"})
        void members_at_fault_are_refused(String body) {
            for (String kind : List.of("categories", "tags")) {
                String group = workspace.made("/api/" + kind, "name", unique("Sound"));

                assertRefused(workspace.post(path(kind, group) + "/customers", body), 400, "", "");
                assertThat(membersOf(kind, group)).isEmpty();
            }
        }

        @Test
        void a_name_is_unique_without_regard_to_case() {
            String name = unique("Only one");
            id(workspace.post("/api/categories", body("name", name)));
            id(workspace.post("/api/tags", body("name", name)));

            workspace
                    .post("/api/categories", body("name", name.toUpperCase()))
                    .expectProblem(409, "category-name-taken");
            workspace.post("/api/tags", body("name", name.toUpperCase())).expectProblem(409, "tag-name-taken");
        }
    }
}
