package incharge.acceptance;

import static incharge.acceptance.Workspace.assertRefused;
import static incharge.acceptance.Workspace.body;
import static incharge.acceptance.Workspace.unique;
import static incharge.acceptance.Workspace.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The numbers of new customers: from the start of a category on, each once, and never another for a customer. */
@ExtendWith(SharedSystem.class)
class NumbersTest {

    private static RunningSystem system;
    private static Workspace workspace;

    @BeforeAll
    static void start(RunningSystem shared) {
        system = shared;
        workspace = Workspace.of(Api.as("demo-admin", system));
    }

    /** A start with a thousand numbers that no other test uses. */
    private static int freeStart() {
        return ThreadLocalRandom.current().nextInt(10_000, 900_000) * 1000;
    }

    private static String series(int start) {
        return workspace.category(unique("Series"), "numberingStart", start);
    }

    private static JsonNode registered(String category) {
        return workspace
                .post("/api/customers", body("name", unique("Numbered"), "categoryId", category))
                .expect(201)
                .json();
    }

    private static int number(String category) {
        return Integer.parseInt(registered(category).get("number").asString());
    }

    private static int next(String category) {
        JsonNode next = workspace
                .get("/api/customers/next-number?category=" + category)
                .expect(200)
                .json();
        return Integer.parseInt(next.get("number").asString());
    }

    private static String numberOf(String customer) {
        return workspace
                .get("/api/customers/" + customer)
                .expect(200)
                .json()
                .get("number")
                .asString();
    }

    @Test
    void the_smallest_free_number_from_the_start_is_given() {
        int start = freeStart();
        String category = series(start);
        workspace.customer(unique("Typed"), "number", Integer.toString(start + 1));

        assertThat(number(category)).isEqualTo(start);
        assertThat(number(category)).isEqualTo(start + 2);
        assertThat(number(category)).isEqualTo(start + 3);
    }

    @Test
    void without_a_start_numbers_begin_at_one() {
        String next = workspace
                .get("/api/customers/next-number")
                .expect(200)
                .json()
                .get("number")
                .asString();
        JsonNode made = workspace
                .post("/api/customers", body("name", unique("Without a category")))
                .expect(201)
                .json();
        assertThat(made.get("number").asString()).isEqualTo(next);

        String category = workspace.category(unique("Without a start"));
        assertThat(number(category)).isGreaterThan(Integer.parseInt(next)).isLessThan(100_000);
    }

    @Test
    void two_series_that_meet_skip_the_numbers_of_each_other() {
        int start = freeStart();
        String lower = series(start);
        String upper = series(start + 2);

        List<Integer> given = new ArrayList<>();
        for (String category : List.of(upper, lower, lower, lower, upper, lower, upper)) {
            given.add(number(category));
        }

        assertThat(given).containsExactly(start + 2, start, start + 1, start + 3, start + 4, start + 5, start + 6);
    }

    @Test
    void two_categories_may_begin_at_the_same_number() {
        int start = freeStart();
        String first = series(start);
        String second = series(start);

        assertThat(List.of(number(first), number(second), number(first))).containsExactly(start, start + 1, start + 2);
    }

    @Test
    void a_number_that_a_customer_had_is_not_given_again() {
        int start = freeStart();
        String category = series(start);
        JsonNode customer = registered(category);
        workspace
                .patch("/api/customers/" + customer.get("id").asString(), body("number", "OWN-" + word()))
                .expect(200);
        String archived = registered(category).get("id").asString();
        workspace.post("/api/customers/" + archived + "/archive", "{}").expect(200);

        assertThat(number(category)).isEqualTo(start + 2);
    }

    @Test
    void the_next_number_is_kept_for_nobody() {
        int start = freeStart();
        String category = series(start);

        assertThat(next(category)).isEqualTo(start);
        assertThat(next(category)).isEqualTo(start);
        workspace.customer(unique("Typed"), "number", Integer.toString(start));
        assertThat(next(category)).isEqualTo(start + 1);
        assertThat(number(category)).isEqualTo(start + 1);
        assertThat(next(category)).isEqualTo(start + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "00%s", "%s/2026", "Åland %s", "0-%s.b", "1%s"})
    void any_text_may_be_typed(String pattern) {
        String number = pattern.formatted(word());
        String customer = workspace.customer(unique("Typed"), "number", number);

        assertThat(numberOf(customer)).isEqualTo(number);
        assertThat(workspace.all("/api/customers?q=" + number.replace(" ", "+").replace("Å", "%C3%85")))
                .hasSize(1);
        workspace
                .post("/api/customers", body("name", unique("Second"), "number", number.toUpperCase()))
                .expectProblem(409, "customer-number-taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2,3", "1000,1001,1002", "7,9,8"})
    void customers_may_be_numbered_as_one_likes(String numbers) {
        String prefix = word();
        for (String number : numbers.split(",")) {
            workspace.customer(unique("Typed"), "number", prefix + number);
        }

        assertThat(workspace.all("/api/customers?q=" + prefix)).hasSize(3);
    }

    @Test
    void nothing_renumbers() {
        int start = freeStart();
        String category = series(start);
        String other = series(start + 500);
        String customer = registered(category).get("id").asString();
        String name = unique("Another start");

        workspace
                .put("/api/categories/" + category, body("name", name, "numberingStart", start + 100))
                .expect(200);
        assertThat(numberOf(customer)).isEqualTo(Integer.toString(start));
        assertThat(number(category)).isEqualTo(start + 100);

        workspace
                .post("/api/categories/" + other + "/customers", body("add", List.of(customer)))
                .expect(200);
        assertThat(numberOf(customer)).isEqualTo(Integer.toString(start));

        workspace.delete("/api/categories/" + other).expect(200);
        assertThat(numberOf(customer)).isEqualTo(Integer.toString(start));
        assertThat(workspace.all("/api/customers?q=" + start)).hasSize(1);
    }

    @Test
    void sixty_four_registrations_at_once_get_sixty_four_numbers() throws Exception {
        int start = freeStart();
        String lower = series(start);
        String upper = series(start + 20);
        workspace.get("/api/customers/next-number?category=" + upper).expect(200);
        List<Integer> given = new ArrayList<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            List<Future<Api.Answer>> answers = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> workspace
                            .api()
                            .post(
                                    "/api/customers",
                                    body("name", unique("Side by side"), "categoryId", i % 2 == 0 ? lower : upper))))
                    .toList();
            for (Future<Api.Answer> answer : answers) {
                given.add(Integer.parseInt(
                        answer.get().expect(201).json().get("number").asString()));
            }
        }

        assertThat(given).doesNotHaveDuplicates().hasSize(64);
        // the lower series fills its twenty numbers, and both go on in what follows
        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(start, start + 64).boxed().toList());
    }

    @Test
    void typed_numbers_at_once_with_given_ones_stay_distinct() throws Exception {
        int start = freeStart();
        String category = series(start);
        workspace.get("/api/customers/next-number?category=" + category).expect(200);
        List<Integer> given = new ArrayList<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<Api.Answer>> answers = IntStream.range(0, 32)
                    .mapToObj(i -> threads.submit(() -> workspace
                            .api()
                            .post(
                                    "/api/customers",
                                    i % 2 == 0
                                            ? body("name", unique("Typed"), "number", Integer.toString(start + i))
                                            : body("name", unique("Given"), "categoryId", category))))
                    .toList();
            for (int i = 0; i < 32; i++) {
                Api.Answer answer = answers.get(i).get();
                if (i % 2 == 0 && answer.status() == 409) {
                    answer.expectProblem(409, "customer-number-taken");
                } else {
                    given.add(Integer.parseInt(
                            answer.expect(201).json().get("number").asString()));
                }
            }
        }

        assertThat(given).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(16);
        assertThat(next(category)).isNotIn(given);
    }

    @Test
    void what_the_undo_of_an_import_gives_back_is_free_again() {
        int start = freeStart();
        String name = unique("Imported series");
        String category = workspace.category(name, "numberingStart", start);
        Api.Answer done = workspace.imported(
                "customers",
                "",
                "name,category\n" + unique("First") + "," + name + "\n" + unique("Second") + "," + name + "\n");
        assertThat(done.json().get("created").asInt()).isEqualTo(2);
        assertThat(next(category)).isEqualTo(start + 2);

        String undo = "/api/customers/imports/" + done.json().get("importId").asString() + "/undo";
        JsonNode undone = workspace.post(undo, "{}").expect(200).json();
        assertThat(undone.get("state").asString()).isEqualTo("undone");

        assertThat(next(category)).isEqualTo(start);
        assertThat(List.of(number(category), number(category))).containsExactly(start, start + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?category=first", "?colour=red", "?category="})
    void a_question_for_the_next_number_at_fault_is_a_400(String query) {
        assertRefused(workspace.get("/api/customers/next-number" + query), 400, "", "");
    }

    @Test
    void a_hidden_category_has_the_next_number_of_an_unknown_one() {
        Workspace seller = workspace.as(Api.as("demo-seller", system));
        int start = freeStart();
        String other = workspace.employee(unique("Other seller"), "seller", true);
        String closed = workspace.category(unique("Closed"), "numberingStart", start, "sellerIds", List.of(other));

        Api.Answer hidden = seller.get("/api/customers/next-number?category=" + closed);
        Api.Answer unknown = seller.get("/api/customers/next-number?category=" + UUID.randomUUID());

        assertThat(hidden.status()).isEqualTo(unknown.status());
        assertThat(hidden.text()).doesNotContain(Integer.toString(start));
        assertThat(next(closed)).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1000000000000", "\"12\"", "1.5", "true"})
    void a_start_that_is_no_number_is_refused(String start) {
        String word = word();
        int status = workspace
                .post("/api/categories", "{\"name\":\"Bad start " + word + "\",\"numberingStart\":" + start + "}")
                .status();

        assertThat(status).isIn(400, 422);
        assertThat(workspace.all("/api/categories?q=" + word)).isEmpty();
    }
}
