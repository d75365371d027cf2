package incharge.grouping;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import incharge.http.testing.TestClient;
import incharge.http.testing.TestClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** Customers that are hidden from a seller stay where they are, whatever that seller does with categories and tags. */
class VisibilityTest extends ServiceTest {

    private static final String CATEGORIES = "/api/categories";
    private static final String TAGS = "/api/tags";

    private static UUID seller;
    private static UUID other;

    /** A seller who may edit groups. */
    private TestClient restricted;

    private String theirs;
    private UUID hidden;
    private UUID seen;

    @Autowired
    private MongoDatabase database;

    @BeforeAll
    static void sellers() {
        seller = employee("demo-editor", true);
        other = employee(fresh("E"), true);
    }

    @BeforeEach
    void customers() {
        restricted = api.as("demo-editor");
        hidden = customer();
        seen = customer();
        theirs = create(CATEGORIES, "sellerIds", ids(other), hidden);
        create(CATEGORIES, "sellerIds", ids(seller), seen);
        String tag = create(TAGS, "reason", "\"new\"");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(restricted
                                .post(tag + "/customers", "{\"add\":" + ids(hidden, UUID.randomUUID()) + "}")
                                .expect(422)
                                .fields())
                        .hasSize(2));
    }

    private String create(String collection, String field, String value, UUID... customers) {
        return api.post(
                        collection,
                        "{\"name\":\"%s\",\"%s\":%s,\"customerIds\":%s}"
                                .formatted(fresh("Grouping"), field, value, ids(customers)))
                .expect(201)
                .header("Location");
    }

    private static List<String> outcomes(Answer members) {
        return StreamSupport.stream(members.expect(200).body().get("changes").spliterator(), false)
                .map(change -> change.get("outcome").asString())
                .toList();
    }

    private static String comparable(Answer problem, UUID id) {
        ObjectNode body = (ObjectNode) problem.body().deepCopy();
        body.remove(List.of("instance", "traceId"));
        return body.toString().replace(id.toString(), "ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void a_hidden_customer_is_refused_like_one_that_does_not_exist(String collection) {
        String path = create(collection, "reason", "\"new\"");
        UUID nobody = UUID.randomUUID();
        String add = "{\"add\":%s}";
        String make = "{\"name\":\"" + fresh("Mine") + "\",\"customerIds\":%s}";
        long before = store.log().head();

        Answer refused = restricted
                .post(path + "/customers", add.formatted(ids(seen, hidden)))
                .expect(422);
        Answer unknown = restricted
                .post(path + "/customers", add.formatted(ids(seen, nobody)))
                .expect(422);
        assertThat(refused.fields()).containsExactly("add[1]");
        assertThat(comparable(refused, hidden)).isEqualTo(comparable(unknown, nobody));
        for (String method : List.of("POST", "PUT")) {
            String at = method.equals("POST") ? collection : path;
            Answer alsoRefused =
                    restricted.send(method, at, make.formatted(ids(hidden))).expect(422);
            Answer alsoUnknown =
                    restricted.send(method, at, make.formatted(ids(nobody))).expect(422);
            assertThat(comparable(alsoRefused, hidden)).isEqualTo(comparable(alsoUnknown, nobody));
        }
        assertThat(store.log().head()).isEqualTo(before);

        assertThat(outcomes(restricted.post(path + "/customers", add.formatted(ids(seen)))))
                .doesNotContain("unchanged");
        assertThat(outcomes(api.post(path + "/customers", add.formatted(ids(hidden)))))
                .doesNotContain("unchanged");
    }

    @Test
    void the_version_is_compared_also_if_only_a_hidden_customer_is_named() {
        String tag = create(TAGS, "reason", "\"new\"", hidden);
        String remove = "{\"remove\":" + ids(hidden) + "}";
        String now = api.get(tag).header("ETag");

        restricted.post(tag + "/customers", remove, "If-Match", "\"0\"").expect(412);
        assertThat(outcomes(restricted.post(tag + "/customers", remove, "If-Match", now)))
                .containsExactly("unchanged");
    }

    @Test
    void a_hidden_customer_does_not_lose_a_tag() {
        String tag = create(TAGS, "reason", "\"new\"", hidden);
        long before = store.log().head();

        Answer removed =
                restricted.post(tag + "/customers", "{\"remove\":" + ids(hidden, UUID.randomUUID(), hidden) + "}");

        assertThat(outcomes(removed)).containsExactly("unchanged", "unchanged");
        assertThat(store.log().head()).isEqualTo(before);
        assertThat(outcomes(api.post(tag + "/customers", "{\"remove\":" + ids(hidden) + "}")))
                .containsExactly("removed");
    }

    @Test
    void a_category_that_names_other_sellers_does_not_exist_for_a_seller() {
        String nowhere = CATEGORIES + "/" + UUID.randomUUID();
        String open = create(CATEGORIES, "reason", "\"new\"");
        String rename = "{\"name\":\"" + fresh("Mine") + "\"}";
        long before = store.log().head();

        assertThat(comparable(restricted.get(theirs).expectProblem(404, "not-found"), hidden))
                .isEqualTo(comparable(restricted.get(nowhere).expectProblem(404, "not-found"), hidden));
        restricted.send("PUT", theirs, rename).expectProblem(404, "not-found");
        restricted.send("DELETE", theirs, null).expectProblem(404, "not-found");
        restricted.post(theirs + "/customers", "{\"add\":" + ids(seen) + "}").expectProblem(404, "not-found");
        assertThat(restricted
                        .send("DELETE", open + "?to=" + theirs.substring(theirs.lastIndexOf('/') + 1), null)
                        .expectProblem(422, "category-unknown")
                        .fields())
                .containsExactly("to");
        assertThat(store.log().head()).isEqualTo(before);
        api.get(theirs).expect(200);
    }

    /** Returns the number of queries that look for this customer. */
    private long queries(UUID customer, Runnable requests) {
        long before = queries(customer);
        database.runCommand(new Document("profile", 2));
        try {
            requests.run();
        } finally {
            database.runCommand(new Document("profile", 0));
        }
        return queries(customer) - before;
    }

    private long queries(UUID customer) {
        return database
                .getCollection("system.profile")
                .find(eq("ns", database.getName() + ".reference.customers"))
                .into(new ArrayList<>())
                .stream()
                .map(query -> query.get("command", Document.class).toJson())
                // visibility looks for fields of its own in the same collection
                .filter(query -> query.contains("\"exists\"") && query.contains("\"" + customer + "\""))
                .count();
    }

    @Test
    void a_hidden_customer_is_waited_for_like_one_that_does_not_exist() {
        String path = create(TAGS, "reason", "\"new\"") + "/customers";
        String make = "{\"name\":\"" + fresh("Mine") + "\",\"customerIds\":%s}";

        for (String change : List.of("{\"add\":%s}", "{\"remove\":%s}")) {
            assertThat(queries(seen, () -> restricted.post(path, change.formatted(ids(seen)))))
                    .as("found at once")
                    .isEqualTo(1);
            assertThat(queries(hidden, () -> restricted.post(path, change.formatted(ids(hidden)))))
                    .isGreaterThan(1);
        }
        assertThat(queries(hidden, () -> restricted.post(CATEGORIES, make.formatted(ids(hidden)))))
                .isGreaterThan(1);
    }

    @Test
    void a_repeated_request_has_the_first_answer_though_the_customers_are_hidden_by_now() {
        UUID more = customer();
        String make = "{\"name\":\"" + fresh("Theirs") + "\",\"sellerIds\":" + ids(other) + ",\"customerIds\":"
                + ids(more) + "}";
        String add = "{\"add\":" + ids(seen) + "}";
        String tag = create(TAGS, "reason", "\"new\"");
        String second = create(TAGS, "reason", "\"new\"");
        String replace = "{\"name\":\"" + fresh("Mine") + "\",\"customerIds\":" + ids(seen, more) + "}";
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};

        Answer replaced = restricted.send("PUT", tag, replace, key).expect(200);
        Answer made = restricted.post(CATEGORIES, make, key).expect(201);
        Answer tagged = restricted.post(second + "/customers", add, key).expect(200);
        api.post(theirs + "/customers", add).expect(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(restricted
                                .post(tag + "/customers", "{\"add\":" + ids(seen, more, UUID.randomUUID()) + "}")
                                .expect(422)
                                .fields())
                        .hasSize(3));
        long before = store.log().head();

        assertThat(restricted.send("PUT", tag, replace, key).expect(200).body()).isEqualTo(replaced.body());
        assertThat(restricted.post(CATEGORIES, make, key).expect(201).body()).isEqualTo(made.body());
        assertThat(restricted.post(second + "/customers", add, key).expect(200).body())
                .isEqualTo(tagged.body());
        assertThat(restricted
                        .post(second + "/customers", "{\"add\":" + ids(more) + "}", key)
                        .expect(422)
                        .fields())
                .as("another request")
                .containsExactly("add[0]");
        assertThat(store.log().head()).isEqualTo(before);
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String undo(Answer command) {
        return "/api/groupings/batches/" + command.expect(200).text("batchId") + "/undo";
    }

    /** Waits until the seller sees these customers, or sees none of them. */
    private void awaitSeen(boolean visible, UUID... customers) {
        String tag = create(TAGS, "reason", "\"new\"");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> restricted
                        .post(tag + "/customers", "{\"preview\":true,\"add\":" + ids(customers) + "}")
                        .expect(visible ? 200 : 422));
    }

    @Test
    void a_restoration_names_no_hidden_category_and_counts_no_hidden_customer() {
        UUID more = customer();
        String open = create(CATEGORIES, "reason", "\"new\"", more);
        String tag = create(TAGS, "reason", "\"new\"", hidden, seen);
        api.send("DELETE", open + "?to=" + id(theirs), null).expect(200);
        api.send("DELETE", tag, null).expect(200);

        Answer restored = restricted.post(open + "/restore", null).expect(200);
        assertThat(restored.body().toString()).doesNotContain(id(theirs));
        assertThat(restricted
                        .post(tag + "/restore", null)
                        .expect(200)
                        .body()
                        .get("affected")
                        .asInt())
                .isEqualTo(1);
        assertThat(stored(more)).containsExactly("CustomerCategorised", "CustomerCategorised", "CustomerCategorised");
        assertThat(stored(hidden)).contains("CustomerTagged");
    }

    @Test
    void an_undo_puts_nobody_into_a_hidden_category() {
        String open = create(CATEGORIES, "reason", "\"new\"");
        Answer moved = api.post(open + "/customers", "{\"add\":" + ids(hidden) + "}");
        awaitSeen(true, hidden);
        long before = store.log().head();

        Answer undone = restricted.post(undo(moved), null).expect(200);

        assertThat(undone.body().get("changes")).isEmpty();
        assertThat(undone.body().get("conflicts").get(0).get("code").asString()).isEqualTo("changed-since");
        assertThat(undone.body().toString()).doesNotContain(id(theirs));
        assertThat(store.log().head()).isEqualTo(before);
        assertThat(api.post(undo(moved), null).expect(200).body().get("changes"))
                .hasSize(1);
    }

    @Test
    void a_repeated_undo_has_the_first_answer_though_other_customers_are_hidden_by_now() {
        String tag = create(TAGS, "reason", "\"new\"");
        Answer tagged = api.post(tag + "/customers", "{\"add\":" + ids(hidden, seen) + "}");
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};

        Answer undone = restricted.post(undo(tagged), null, key).expect(200);
        assertThat(undone.body().get("changes")).hasSize(1);
        api.post(create(CATEGORIES, "reason", "\"new\"") + "/customers", "{\"add\":" + ids(hidden) + "}")
                .expect(200);
        awaitSeen(true, hidden);
        assertThat(restricted.post(undo(tagged), null, key).expect(200).body()).isEqualTo(undone.body());

        api.post(theirs + "/customers", "{\"add\":" + ids(seen) + "}").expect(200);
        awaitSeen(false, seen);
        assertThat(restricted.post(undo(tagged), null, key).expect(200).body().get("changes"))
                .isEmpty();
    }

    @Test
    void the_customers_of_a_tag_are_replaced_except_hidden_ones() {
        UUID more = customer();
        String tag = create(TAGS, "reason", "\"new\"", hidden, seen);

        restricted
                .send("PUT", tag, "{\"name\":\"" + fresh("Mine") + "\",\"customerIds\":" + ids(more) + "}")
                .expect(200);

        assertThat(stored(hidden)).doesNotContain("CustomerUntagged");
        assertThat(stored(seen)).contains("CustomerUntagged");
        assertThat(stored(more)).containsExactly("CustomerTagged");
    }
}
