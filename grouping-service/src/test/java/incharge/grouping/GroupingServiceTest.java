package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import incharge.eventstore.log.Recorded;
import incharge.http.testing.TestClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Categories, tags and their customers over HTTP. */
class GroupingServiceTest extends ServiceTest {

    private static final String CATEGORIES = "/api/categories";
    private static final String TAGS = "/api/tags";

    private Answer create(String collection, String name, String... more) {
        return api.post(collection, "{\"name\":\"" + name + "\"" + String.join("", more) + "}")
                .expect(201);
    }

    private static String at(String collection, Answer made) {
        return collection + "/" + made.text("id");
    }

    /** Returns the resource that a command answers, without what the command did to customers. */
    static JsonNode withoutEffect(Answer answer) {
        ObjectNode body = (ObjectNode) answer.body().deepCopy();
        return body.remove(List.of("affected", "moved", "movedCount", "batchId", "changes"));
    }

    private Answer members(String path, String body) {
        return api.post(path + "/customers", body).expect(200);
    }

    private static List<String> outcomes(Answer members) {
        return StreamSupport.stream(members.body().get("changes").spliterator(), false)
                .map(change -> change.get("outcome").asString())
                .toList();
    }

    /** Returns the outcomes of adding customers that may be in it already. */
    private List<String> asAdded(String path, UUID... customers) {
        return outcomes(members(path, "{\"add\":" + ids(customers) + "}"));
    }

    @Nested
    class Categories {

        @Test
        void a_category_lives_from_201_to_404() {
            UUID seller = employee(fresh("E"), true);
            String name = fresh("Retail");
            Answer made = create(CATEGORIES, "  " + name + " ", """
                    ,"numberingStart":1000,"accounts":{"ledger":"3000"},"accountingTargets":["North"],"sellerIds":%s,
                    "reason":"new"
                    """.formatted(ids(seller)));
            String path = at(CATEGORIES, made);
            assertThat(made.header("Location")).isEqualTo(path);
            assertThat(made.text("name")).isEqualTo(name);
            assertThat(made.body().get("accounts").get("ledger").asString()).isEqualTo("3000");
            assertThat(made.body().get("sellerIds").get(0).asString()).isEqualTo(seller.toString());
            assertThat(api.get(path).expect(200).body()).isEqualTo(withoutEffect(made));

            Answer changed = api.send(
                            "PUT",
                            path,
                            "{\"name\":\"" + name + " 2\",\"numberingStart\":0}",
                            "If-Match",
                            made.header("ETag"))
                    .expect(200);
            assertThat(changed.text("numberingStart")).isEqualTo("0");
            assertThat(changed.body().has("accounts")).isFalse();
            assertThat(changed.body().get("sellerIds"))
                    .as("absent, so it stays")
                    .hasSize(1);
            assertThat(api.get(path).header("ETag")).isEqualTo(changed.header("ETag"));
            assertThat(changed.header("Event-Position")).startsWith("groupings=");

            api.send("PUT", path, "{\"name\":\"late\"}", "If-Match", made.header("ETag"))
                    .expect(412);
            api.send("DELETE", path, null, "If-Match", made.header("ETag")).expect(412);
            api.send("DELETE", path, null, "If-Match", changed.header("ETag")).expect(200);
            api.get(path).expect(404);
            api.send("DELETE", path, null).expect(404);
            api.send("PUT", path, "{\"name\":\"gone\"}").expect(404);
        }

        @Test
        void an_empty_list_of_sellers_differs_from_an_absent_one() {
            String name = fresh("Retail");
            String path = at(CATEGORIES, create(CATEGORIES, name, ",\"sellerIds\":" + ids(employee(fresh("E"), true))));

            assertThat(api.send("PUT", path, "{\"name\":\"" + name + "\",\"sellerIds\":[]}")
                            .expect(200)
                            .body()
                            .get("sellerIds"))
                    .isEmpty();
        }

        @Test
        void a_deleted_seller_stays_until_a_change_removes_him() {
            UUID seller = employee(fresh("E"), true);
            String name = fresh("Retail");
            String path = at(CATEGORIES, create(CATEGORIES, name, ",\"sellerIds\":" + ids(seller)));
            deleted(seller);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> api.post(
                                            CATEGORIES,
                                            "{\"name\":\"" + fresh("New") + "\",\"sellerIds\":" + ids(seller) + "}")
                                    .status()
                            == 422);
            UUID nobody = UUID.randomUUID();
            String body = "{\"name\":\"" + name + "\",\"sellerIds\":%s}";

            assertThat(api.send("PUT", path, body.formatted(ids(employee(fresh("E"), true), seller)))
                            .expect(200)
                            .body()
                            .get("sellerIds"))
                    .hasSize(2);
            assertThat(api.send("PUT", path, body.formatted(ids(seller, nobody)))
                            .expectProblem(422, "employee-unknown")
                            .fields())
                    .containsExactly("sellerIds[1]");
            api.send("PUT", path, body.formatted("[]")).expect(200);
            api.send("PUT", path, body.formatted(ids(seller))).expectProblem(422, "employee-unknown");
        }

        @ParameterizedTest
        @ValueSource(strings = {"-1", "1000000000", "2147483648", "-2147483649", "99999999999999999999"})
        void a_series_start_that_is_out_of_range_is_refused(String start) {
            assertThat(api.post(CATEGORIES, "{\"name\":\"A\",\"numberingStart\":" + start + "}")
                            .expectProblem(422, "out-of-range")
                            .fields())
                    .containsExactly("numberingStart");
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.5", "1.0", "\"1\"", "true"})
        void a_series_starts_at_a_whole_number(String start) {
            api.post(CATEGORIES, "{\"name\":\"A\",\"numberingStart\":" + start + "}")
                    .expect(400);
        }
    }

    @Nested
    class Tags {

        @Test
        void a_tag_lives_from_201_to_404() {
            String name = fresh("VIP");
            Answer made = create(TAGS, name, ",\"description\":\"Ask first\"");
            String path = at(TAGS, made);
            assertThat(made.header("Location")).isEqualTo(path);
            assertThat(api.get(path).expect(200).body()).isEqualTo(withoutEffect(made));

            Answer changed = api.send("PUT", path, "{\"name\":\"" + name + "\"}", "If-Match", made.header("ETag"))
                    .expect(200);
            assertThat(changed.text("description")).isNull();
            assertThat(changed.header("ETag")).isNotEqualTo(made.header("ETag"));
            api.send("PUT", path, "{\"name\":\"late\"}", "If-Match", made.header("ETag"))
                    .expect(412);
            api.send("DELETE", path, null, "If-Match", made.header("ETag")).expect(412);
            api.send("DELETE", path, null).expect(200);
            api.get(path).expect(404);
        }
    }

    @Nested
    class Both {

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void what_is_deleted_does_not_exist_also_for_an_outdated_version(String collection) {
            Answer made = create(collection, fresh("Gone"), "");
            String path = at(collection, made);
            api.send("DELETE", path, null).expect(200);
            String members = "{\"add\":" + ids(customer()) + "}";

            api.send("PUT", path, "{\"name\":\"late\"}", "If-Match", made.header("ETag"))
                    .expect(404);
            api.send("PUT", path, "{\"name\":\"late\",\"customerIds\":[]}", "If-Match", made.header("ETag"))
                    .expect(404);
            api.post(path + "/customers", members, "If-Match", made.header("ETag"))
                    .expect(404);
            api.post(path + "/customers", "{\"add\":[]}", "If-Match", made.header("ETag"))
                    .expect(404);
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void a_name_is_taken_once_whatever_its_case_and_free_again_after_deletion(String collection) {
            String name = fresh("Name");
            Answer made = create(collection, name);
            String shouted = "{\"name\":\"" + name.toUpperCase(Locale.ROOT) + "\"}";

            Answer taken = api.post(collection, shouted)
                    .expectProblem(409, collection.equals(TAGS) ? "tag-name-taken" : "category-name-taken");
            assertThat(taken.fields()).containsExactly("name");
            String other = at(collection, create(collection, fresh("Other")));
            api.send("PUT", other, shouted).expect(409);
            api.send("DELETE", at(collection, made), null).expect(200);
            api.post(collection, shouted).expect(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void a_repeated_request_has_one_effect_and_the_same_answer(String collection) {
            String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
            String body = "{\"name\":\"" + fresh("Once") + "\",\"customerIds\":" + ids(customer()) + "}";
            Answer first = api.post(collection, body, key).expect(201);
            Answer second = api.post(collection, body, key).expect(201);

            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(second.header("Event-Position")).isEqualTo(first.header("Event-Position"));
            api.post(collection, "{\"name\":\"other\"}", key).expectProblem(422, "idempotency-key-reused");

            String path = at(collection, first) + "/customers";
            String change = "{\"add\":" + ids(customer()) + "}";
            String[] other = {"Idempotency-Key", UUID.randomUUID().toString()};
            Answer added = api.post(path, change, other).expect(200);
            assertThat(outcomes(added)).containsExactly("added");
            assertThat(api.post(path, change, other).expect(200).body()).isEqualTo(added.body());
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void customers_join_and_leave(String collection) {
            UUID one = customer();
            UUID other = customer();
            String name = fresh("Grouping");
            String path = at(collection, create(collection, name, ",\"customerIds\":" + ids(one, one)));
            assertThat(asAdded(path, one)).containsExactly("unchanged");

            assertThat(outcomes(members(path, "{\"remove\":" + ids(one, other) + ",\"add\":" + ids(other) + "}")))
                    .containsExactly("removed", "unchanged", "added");
            api.send("PUT", path, "{\"name\":\"" + name + "\"}").expect(200);
            assertThat(asAdded(path, other)).as("they stay").containsExactly("unchanged");
            api.send("PUT", path, "{\"name\":\"" + name + "\",\"customerIds\":" + ids(one) + "}")
                    .expect(200);
            assertThat(asAdded(path, one)).containsExactly("unchanged");
            assertThat(outcomes(members(path, "{\"remove\":" + ids(other) + "}")))
                    .containsExactly("unchanged");
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void a_deletion_reads_its_body_and_records_the_reason(String collection) {
            String path = at(collection, create(collection, fresh("Grouping")));
            long before = store.log().head();

            for (String broken : List.of("{\"reason\":5}", "{", "{\"why\":\"double\"}")) {
                api.send("DELETE", path, broken).expect(400);
            }
            api.send("DELETE", path, "{\"reason\":\"" + "x".repeat(501) + "\"}").expect(422);
            assertThat(store.log().head()).isEqualTo(before);

            api.send("DELETE", path, "{\"reason\":\"double\"}").expect(200);
            assertThat(store.log().at(before + 1).orElseThrow().cause().reason())
                    .isEqualTo("double");
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void customers_join_and_leave_at_the_expected_version(String collection) {
            String name = fresh("Grouping");
            UUID one = customer();
            UUID other = customer();
            Answer made = create(collection, name, ",\"customerIds\":" + ids(one));
            String path = at(collection, made);
            Answer renamed =
                    api.send("PUT", path, "{\"name\":\"" + name + " 2\"}").expect(200);
            long before = store.log().head();

            List<String> bodies = List.of("{}", "{\"add\":" + ids(other) + "}", "{\"remove\":" + ids(one, other) + "}");
            for (String body : bodies) {
                api.post(path + "/customers", body, "If-Match", made.header("ETag"))
                        .expect(412);
            }
            assertThat(store.log().head()).isEqualTo(before);

            for (String body : bodies) {
                api.post(path + "/customers", body, "If-Match", renamed.header("ETag"))
                        .expect(200);
            }
            assertThat(store.log().head()).isEqualTo(before + 3);
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void an_unchanged_resource_is_not_sent_again(String collection) {
            String name = fresh("Grouping");
            Answer made = create(collection, name);
            String path = at(collection, made);

            Answer unchanged =
                    api.get(path, "If-None-Match", made.header("ETag")).expect(304);
            assertThat(unchanged.header("ETag")).isEqualTo(made.header("ETag"));
            assertThat(unchanged.header("Event-Position")).startsWith("groupings=");
            api.send("PUT", path, "{\"name\":\"" + name + " 2\"}").expect(200);
            api.get(path, "If-None-Match", made.header("ETag")).expect(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void a_replacement_of_customers_at_a_stale_version_is_refused(String collection) {
            String name = fresh("Grouping");
            UUID one = customer();
            Answer made = create(collection, name);
            String path = at(collection, made);
            String body = "{\"name\":\"" + name + "\",\"customerIds\":%s}";

            Answer first = api.send("PUT", path, body.formatted(ids(one)), "If-Match", made.header("ETag"))
                    .expect(200);
            api.send("PUT", path, body.formatted(ids(customer())), "If-Match", made.header("ETag"))
                    .expect(412);
            assertThat(api.get(path).header("ETag")).isEqualTo(first.header("ETag"));
            assertThat(asAdded(path, one)).containsExactly("unchanged");

            long before = store.log().head();
            api.send("PUT", path, body.formatted(ids(one)), "If-Match", first.header("ETag"))
                    .expect(200);
            assertThat(store.log().head())
                    .as("the same customers are no change")
                    .isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void one_unknown_customer_refuses_all(String collection) {
            UUID one = customer();
            UUID nobody = UUID.randomUUID();
            String name = fresh("Grouping");
            String path = at(collection, create(collection, name));
            long before = store.log().head();

            assertThat(api.post(path + "/customers", "{\"add\":" + ids(one, nobody) + "}")
                            .expect(422)
                            .fields())
                    .containsExactly("add[1]");
            assertThat(api.send("PUT", path, "{\"name\":\"" + name + " 2\",\"customerIds\":" + ids(nobody, one) + "}")
                            .expect(422)
                            .fields())
                    .containsExactly("customerIds[0]");
            assertThat(api.post(collection, "{\"name\":\"" + name + " 3\",\"customerIds\":" + ids(nobody) + "}")
                            .expectProblem(422, "customer-unknown")
                            .fields())
                    .containsExactly("customerIds[0]");
            api.post(collection + "/" + nobody + "/customers", "{\"add\":" + ids(one) + "}")
                    .expect(404);

            assertThat(store.log().head()).isEqualTo(before);
        }

        @ParameterizedTest
        @ValueSource(strings = {CATEGORIES, TAGS})
        void an_invalid_request_names_the_fields_and_changes_nothing(String collection) {
            String path = at(collection, create(collection, fresh("Grouping")));
            long before = store.log().head();

            assertThat(api.post(collection, "{\"name\":\" \"}").expect(422).fields())
                    .containsExactly("name");
            assertThat(api.send("PUT", path, "{}").expect(422).fields()).containsExactly("name");
            assertThat(api.post(collection, "{\"name\":\"" + "x".repeat(301) + "\"}")
                            .expect(422)
                            .fields())
                    .containsExactly("name");
            api.post(collection, "{\"name\":\"A\",\"colour\":\"red\"}").expectProblem(400, "unknown-field");
            Stream.of("[\"no-id\"]", "[null]", "\"" + UUID.randomUUID() + "\"")
                    .forEach(ids -> assertThat(api.post(collection, "{\"name\":\"A\",\"customerIds\":" + ids + "}")
                                    .status())
                            .isBetween(400, 422));
            api.post(path + "/customers", "{}").expect(200);
            Stream.of("{\"name\":", "{\"name\":\"A\",\"name\":\"B\"}", "[]")
                    .forEach(broken -> api.post(collection, broken).expect(400));
            api.send("PUT", path, "{\"name\":\"A\"}", "If-Match", "soon").expect(400);
            api.post(collection, "{\"name\":\"A\"}", "Idempotency-Key", "").expect(400);
            api.get(collection + "/no-id").expect(400);
            api.get(collection + "/" + UUID.randomUUID()).expectProblem(404, "not-found");
            api.get(path + "?colour=red").expect(400);

            assertThat(store.log().head()).isEqualTo(before);
        }
    }

    @Test
    void the_invalid_fields_of_a_category_are_named() {
        long before = store.log().head();

        assertThat(api.post(CATEGORIES, """
                        {"name":"A","numberingStart":-1,"accountingTargets":["North"," "],"accounts":{"ledger":"%s"},
                         "sellerIds":["%s"]}""".formatted("x".repeat(301), UUID.randomUUID()))
                        .expect(422)
                        .fields())
                .containsExactlyInAnyOrder("numberingStart", "accountingTargets[1]", "accounts.ledger", "sellerIds[0]");

        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void accounts_are_distinct_without_regard_to_case_and_limited_in_number() {
        String target = fresh("North");
        long before = store.log().head();
        create(
                CATEGORIES,
                fresh("Retail"),
                ",\"accountingTargets\":[\"%s\",\"%s\"]".formatted(target, target.toUpperCase(Locale.ROOT)));
        assertThat(store.log().read(before + 1, 10).stream().map(Recorded::type))
                .containsExactly("AccountAdded", "CategoryCreated");

        long after = store.log().head();
        String many = IntStream.range(0, 101).mapToObj(i -> "\"T" + i + "\"").collect(Collectors.joining(","));
        assertThat(api.post(CATEGORIES, "{\"name\":\"A\",\"accountingTargets\":[" + many + "]}")
                        .expectProblem(422, "too-many")
                        .fields())
                .containsExactly("accountingTargets");
        assertThat(store.log().head()).isEqualTo(after);
    }

    @Test
    void a_move_names_the_category_before_and_a_deletion_leaves_customers_uncategorised() {
        UUID customer = customer();
        String name = fresh("Retail");
        Answer retail = create(CATEGORIES, name, ",\"customerIds\":" + ids(customer));
        String abroad = at(CATEGORIES, create(CATEGORIES, fresh("Abroad")));

        Answer moved = members(abroad, "{\"add\":" + ids(customer) + "}");
        assertThat(outcomes(moved)).containsExactly("moved");
        JsonNode from = moved.body().get("changes").get(0).get("movedFrom");
        assertThat(from.get("id").asString()).isEqualTo(retail.text("id"));
        assertThat(from.get("name").asString()).isEqualTo(name);

        api.send("DELETE", abroad, null).expect(200);
        assertThat(asAdded(at(CATEGORIES, retail), customer)).containsExactly("added");
    }

    @Test
    void a_created_or_replaced_category_names_the_customers_that_were_moved_to_it() {
        UUID moved = customer();
        UUID fresh = customer();
        String name = fresh("Retail");
        Answer retail = create(CATEGORIES, name, ",\"customerIds\":" + ids(moved));
        assertThat(retail.body().has("changes")).as("no customer is moved").isFalse();

        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        String body = "{\"name\":\"" + fresh("Abroad") + "\",\"customerIds\":" + ids(fresh, moved) + "}";
        Answer abroad = api.post(CATEGORIES, body, key).expect(201);
        String moves = "[{\"customerId\":\"%s\",\"outcome\":\"moved\",\"movedFrom\":{\"id\":\"%s\",\"name\":\"%s\"}}]";
        assertThat(abroad.body().get("changes").toString()).isEqualTo(moves.formatted(moved, retail.text("id"), name));
        assertThat(abroad.body().has("customerIds")).isFalse();

        Answer back = api.send(
                        "PUT",
                        at(CATEGORIES, retail),
                        "{\"name\":\"" + name + " 2\",\"customerIds\":" + ids(moved) + "}")
                .expect(200);
        assertThat(back.body().get("changes").toString())
                .isEqualTo(moves.formatted(moved, abroad.text("id"), abroad.text("name")));
        assertThat(api.get(at(CATEGORIES, retail)).body().has("changes")).isFalse();
        assertThat(api.post(CATEGORIES, body, key).expect(201).body())
                .as("the first answer")
                .isEqualTo(abroad.body());
    }

    @Test
    void the_request_of_a_registration_is_answered_once() {
        String category = fresh("Requested");
        UUID customer = customer(",\"requestedGrouping\":{\"category\":{\"name\":\"" + category
                + "\"},\"tags\":[{\"name\":\"" + fresh("T") + "\"}]}");
        long requested = CUSTOMERS.position();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(stored(customer)).containsExactly("CustomerCategorised", "CustomerTagged"));
        assertThat(answering(customer)).as("both name the event of the request").containsExactly(requested, requested);
        api.post(CATEGORIES, "{\"name\":\"" + category + "\"}").expect(409);
    }
}
