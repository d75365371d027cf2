package incharge.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.http.testing.TestClient.Answer;
import incharge.http.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of new customers, by the series of their categories. */
class NumberingTest extends ServiceTest {

    private static final String ADMIN = TestTokens.bearer("demo-admin");

    /** Each test has a range of numbers of its own, since all of them use one service. */
    private static final AtomicInteger RANGES = new AtomicInteger(500);

    private final int start = RANGES.incrementAndGet() * 1_000_000;

    private UUID series(int first, UUID... sellers) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        GROUPINGS.publish("CategoryCreated", id, """
                {"categoryId":"%s","name":"%s","numberingStart":%d,"sellerIds":%s}""".formatted(id, fresh("Series"), first, ids(sellers)));
        awaitConsumed();
        return id;
    }

    private Answer register(UUID category, String more) {
        return api.post("/api/customers", "{\"name\":\"Numbered\",\"categoryId\":\"%s\"%s}".formatted(category, more));
    }

    private int registeredIn(UUID category) {
        return Integer.parseInt(register(category, "").expect(201).text("number"));
    }

    private String next(Object category) {
        return api.get("/api/customers/next-number?category=" + category)
                .expect(200)
                .text("number");
    }

    @Test
    void customers_of_a_category_get_the_numbers_from_its_start_on() {
        UUID category = series(start);

        assertThat(List.of(registeredIn(category), registeredIn(category), registeredIn(category)))
                .containsExactly(start, start + 1, start + 2);
        String put = api.send(
                        "PUT",
                        "/api/customers/" + UUID.randomUUID(),
                        "{\"name\":\"Put\",\"categoryId\":\"" + category + "\"}")
                .expect(201)
                .text("number");
        assertThat(put).isEqualTo("" + (start + 3));
    }

    @Test
    void where_two_series_meet_each_skips_what_the_other_took() {
        UUID lower = series(start);
        UUID upper = series(start + 2);

        assertThat(List.of(registeredIn(upper), registeredIn(lower), registeredIn(lower), registeredIn(lower)))
                .containsExactly(start + 2, start, start + 1, start + 3);
        assertThat(registeredIn(upper)).isEqualTo(start + 4);
    }

    @Test
    void a_series_goes_on_beyond_nine_digits() {
        UUID last = series(999_999_999);

        assertThat(registeredIn(last)).isEqualTo(999_999_999);
        assertThat(registeredIn(last)).isEqualTo(1_000_000_000);
        assertThat(next(last)).isEqualTo("1000000001");
    }

    @Test
    void a_series_may_start_at_zero() {
        UUID zero = series(0);

        assertThat(registeredIn(zero)).isZero();
        assertThat(registeredIn(zero)).isPositive();
    }

    @Test
    void typed_numbers_are_skipped_whatever_they_look_like() {
        UUID category = series(start);
        register(category, ",\"number\":\"%d\"".formatted(start)).expect(201);
        register(category, ",\"number\":\"  %d \"".formatted(start + 1)).expect(201);
        String wide = ("" + (start + 2))
                .chars()
                .mapToObj(digit -> "" + (char) (digit - '0' + '\uff10'))
                .reduce("", String::concat);
        register(category, ",\"number\":\"%s\"".formatted(wide)).expect(201);
        register(category, ",\"number\":\"0%d\"".formatted(start + 3)).expect(201);
        register(category, ",\"number\":\"N-%d\"".formatted(start + 3)).expect(201);

        assertThat(next(category)).isEqualTo("" + (start + 3));
        assertThat(registeredIn(category)).isEqualTo(start + 3);
    }

    @Test
    void a_number_that_a_customer_had_is_not_proposed_again_but_may_be_typed() {
        UUID category = series(start);
        Answer renumbered = register(category, "").expect(201);
        api.send("PATCH", "/api/customers/" + renumbered.text("id"), "{\"number\":\"%s\"}".formatted(fresh("R")))
                .expect(200);

        assertThat(next(category)).isEqualTo("" + (start + 1));
        assertThat(registeredIn(category)).isEqualTo(start + 1);
        register(category, ",\"number\":\"%d\"".formatted(start)).expect(201);
    }

    @Test
    void an_archived_customer_keeps_its_number() {
        UUID category = series(start);
        String id = register(category, "").expect(201).text("id");
        api.post("/api/customers/" + id + "/archive", null).expect(200);

        assertThat(registeredIn(category)).isEqualTo(start + 1);
        register(category, ",\"number\":\"%d\"".formatted(start)).expectProblem(409, "customer-number-taken");
    }

    @Test
    void what_an_undo_gives_back_is_free_again() {
        UUID category = series(start);
        String at =
                importedAt(ADMIN, "/api/customers/imports", "name,number\nA,%d\nB,%d\n".formatted(start, start + 1));
        assertThat(next(category)).isEqualTo("" + (start + 2));
        api.post(at + "/undo", null).expect(200);

        assertThat(next(category)).isEqualTo("" + start);
        assertThat(List.of(registeredIn(category), registeredIn(category), registeredIn(category)))
                .containsExactly(start, start + 1, start + 2);
    }

    @Test
    void rows_of_an_import_get_numbers_by_the_category_that_they_name() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String name = fresh("Series");
        GROUPINGS.publish("CategoryCreated", id, """
                {"categoryId":"%s","name":"%s","numberingStart":%d,"sellerIds":[]}""".formatted(id, name, start));
        awaitConsumed();
        registeredIn(id);

        String at = importedAt(ADMIN, "/api/customers/imports", """
                name,number,category
                A,,%1$s
                B,%2$d,%1$s
                C,,%1$s
                """.formatted(name, start + 2));

        assertThat(texts(at + "/rows", "id").stream().map(this::number))
                .containsExactly("" + (start + 1), "" + (start + 2), "" + (start + 3));
    }

    @Test
    void nothing_renumbers() {
        UUID category = series(start);
        Answer customer = register(category, "").expect(201);
        UUID other = series(start + 100);
        GROUPINGS.publish("CategoryChanged", category, """
                {"categoryId":"%s","name":"%s","numberingStart":%d,"sellerIds":[]}""".formatted(category, fresh("Series"), start + 50));
        categorise(customer.text("id"), other);
        awaitConsumed();

        assertThat(number(customer.text("id"))).isEqualTo("" + start);
        assertThat(registeredIn(category)).isEqualTo(start + 50);
        GROUPINGS.publish("CategoryDeleted", category, """
                {"categoryId":"%s","name":"gone"}""".formatted(category));
        awaitConsumed();
        assertThat(number(customer.text("id"))).isEqualTo("" + start);
    }

    @Test
    void a_thousand_registrations_at_once_get_the_first_thousand_numbers() throws Exception {
        UUID lower = series(start);
        UUID upper = series(start + 300);
        // every tenth is refused and leaves no gap
        String taken = fresh("Taken");
        register(lower, ",\"number\":\"%s\"".formatted(taken)).expect(201);
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            List<Future<Answer>> made = threads.invokeAll(IntStream.range(0, 1_100)
                    .mapToObj(i -> (Callable<Answer>) () -> i % 11 == 0
                            ? register(lower, ",\"number\":\"%s\"".formatted(taken))
                            : register(i % 2 == 0 ? lower : upper, ""))
                    .toList());

            List<Integer> numbers = made.stream()
                    .map(Future::resultNow)
                    .filter(answer -> answer.status() == 201)
                    .map(answer -> Integer.valueOf(answer.text("number")))
                    .sorted()
                    .toList();
            assertThat(numbers).hasSize(1_000).doesNotHaveDuplicates();
            // each series is without a gap up to its last number
            assertThat(numbers.stream().filter(number -> number < start + 300))
                    .containsExactlyElementsOf(
                            IntStream.range(start, start + 300).boxed().toList());
            assertThat(numbers.stream().filter(number -> number >= start + 300))
                    .containsExactlyElementsOf(
                            IntStream.range(start + 300, start + 1_000).boxed().toList());
        }
    }

    @Test
    void the_next_number_is_named_and_kept_for_nobody() {
        UUID category = series(start);

        assertThat(next(category)).isEqualTo("" + start);
        assertThat(next(category)).isEqualTo("" + start);
        assertThat(registeredIn(category)).isEqualTo(start);
        assertThat(next(category)).isEqualTo("" + (start + 1));

        String without = api.get("/api/customers/next-number").expect(200).text("number");
        assertThat(next("none")).isEqualTo(without);
        assertThat(api.post("/api/customers", "{\"name\":\"Next\"}").expect(201).text("number"))
                .isEqualTo(without);
    }

    @Test
    void the_next_number_of_a_hidden_category_is_that_of_an_unknown_one() {
        UUID employee = employee("demo-seller", true);
        UUID hidden = series(start, employee(fresh("E"), true));
        UUID unknown = UUID.randomUUID();
        try {
            Answer toHidden = api.as("demo-seller").get("/api/customers/next-number?category=" + hidden);
            Answer toUnknown = api.as("demo-seller").get("/api/customers/next-number?category=" + unknown);

            assertThat(toHidden.expectProblem(422, "category-unknown").fields()).containsExactly("category");
            assertThat(toHidden.text("detail").replace(hidden.toString(), unknown.toString()))
                    .isEqualTo(toUnknown.expectProblem(422, "category-unknown").text("detail"));
        } finally {
            RESPONSIBILITIES.publish("EmployeeChanged", employee, """
                    {"employeeId":"%s","externalId":"demo-seller","name":"Anna","seller":false,"active":true}""".formatted(employee));
            awaitConsumed();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "category=, 400, value-empty",
        "category=x, 400, id-invalid",
        "category=none&category=none, 400, repeated-parameter",
        "category=NONE, 400, id-invalid",
        "categoryId=none, 400, unknown-parameter",
        "category=0190a5da-c967-74bb-bcce-00000000000, 400, id-invalid",
    })
    void a_malformed_question_for_the_next_number_is_refused(String query, int status, String code) {
        api.get("/api/customers/next-number?" + query).expectProblem(status, code);
    }

    @Test
    void the_next_number_needs_view_of_customers() {
        api.as("demo-employee").get("/api/customers/next-number").expect(403);
        api.as("demo-viewer").get("/api/customers/next-number").expect(200);
    }
}
