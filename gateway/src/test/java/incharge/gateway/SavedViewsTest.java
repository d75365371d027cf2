package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.sun.net.httpserver.HttpExchange;
import incharge.gateway.testing.Race;
import incharge.local.RealParts;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Saved views, at two gateways on one database. */
class SavedViewsTest {

    /** How reporting names each user now. */
    private static final Map<String, String> EMPLOYEES = new ConcurrentHashMap<>(
            Map.of("demo-admin", "\"name\":\"Ada Admin\"", "demo-editor", "\"name\":\"Edna Editor\""));

    private static StubService reporting;
    private static GatewayUnderTest gateway;
    private static GatewayUnderTest other;
    private static String admin;
    private static String editor;

    @BeforeAll
    static void open() throws Exception {
        reporting = new StubService("reporting");
        reporting.behaviour = SavedViewsTest::describeUsers;
        gateway = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()));
        other = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()));
        admin = gateway.token("demo-admin");
        editor = gateway.token("demo-editor");
    }

    @AfterAll
    static void close() {
        gateway.close();
        other.close();
        reporting.close();
    }

    /** Answers as reporting does: with those of the users in the query who are employees. */
    private static void describeUsers(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        String users = EMPLOYEES.entrySet().stream()
                .filter(one -> List.of(query.split("&")).contains("user=" + one.getKey()))
                .map(one -> "{\"user\":\"%s\",\"id\":\"1\",%s}".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(","));
        StubService.answering("{\"employee\":null,\"seller\":false,\"users\":[" + users + "]}")
                .answer(exchange);
    }

    private static HttpResponse<String> send(String token, String method, String path, String body, String... headers)
            throws Exception {
        var request = gateway.to(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return gateway.send(request);
    }

    private static String fields(String name, boolean shared) {
        return "{\"name\":\"%s\",\"page\":\"matrix\",\"query\":\"?view=role&team=1\",\"shared\":%s}"
                .formatted(name, shared);
    }

    private static String added(String token, String name, boolean shared) throws Exception {
        HttpResponse<String> answer = send(token, "POST", "/api/views", fields(name, shared));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return GatewayUnderTest.json(answer).path("id").asString();
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(GatewayUnderTest.json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void a_view_lives_from_201_to_404_at_every_gateway() throws Exception {
        HttpResponse<String> made = send(admin, "POST", "/api/views", fields(" North ", false));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode view = GatewayUnderTest.json(made);
        String path = "/api/views/" + view.path("id").asString();
        assertThat(made.headers().firstValue("Location")).hasValue(path);
        assertThat(view.path("name").asString()).isEqualTo("North");
        assertThat(view.path("query").asString()).isEqualTo("?view=role&team=1");
        assertThat(view.at("/owner/user").asString()).isEqualTo("demo-admin");
        assertThat(view.at("/owner/name").asString()).isEqualTo("Ada Admin");
        assertThat(view.propertyNames()).containsExactly("id", "name", "page", "query", "shared", "owner", "updatedAt");

        HttpResponse<String> read = other.get(path, other.token("demo-admin"));
        assertThat(read.body()).isEqualTo(made.body());
        String eTag = read.headers().firstValue("ETag").orElseThrow();
        assertThat(send(admin, "GET", path, null, "If-None-Match", eTag).statusCode())
                .isEqualTo(304);

        HttpResponse<String> changed = send(admin, "PATCH", path, "{\"shared\":true,\"query\":null}", "If-Match", eTag);
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(GatewayUnderTest.json(changed).path("shared").asBoolean()).isTrue();
        assertThat(GatewayUnderTest.json(changed).path("query").asString()).isEmpty();
        refused(send(admin, "PATCH", path, "{\"name\":\"South\"}", "If-Match", eTag), 412, "stale");
        refused(send(admin, "DELETE", path, null, "If-Match", eTag), 412, "stale");
        HttpResponse<String> same = send(admin, "PATCH", path, "{\"shared\":true}");
        assertThat(same.body()).isEqualTo(changed.body());
        assertThat(same.headers().firstValue("ETag"))
                .isEqualTo(changed.headers().firstValue("ETag"));

        String last = changed.headers().firstValue("ETag").orElseThrow();
        assertThat(send(admin, "DELETE", path, null, "If-Match", last).statusCode())
                .isEqualTo(204);
        refused(send(admin, "GET", path, null), 404, "not-found");
        refused(send(admin, "DELETE", path, null), 404, "not-found");
    }

    @Test
    void the_name_of_an_owner_is_looked_up_and_gone_with_the_erasure_of_the_person() throws Exception {
        added(admin, "Ada's", false);
        String key = UUID.randomUUID().toString();
        String fields = fields("Edna's", true);
        HttpResponse<String> made = send(editor, "POST", "/api/views", fields, "Idempotency-Key", key);
        String path = made.headers().firstValue("Location").orElseThrow();
        assertThat(owner(made)).isEqualTo("{\"user\":\"demo-editor\",\"name\":\"Edna Editor\"}");
        assertThat(send(admin, "GET", "/api/views?limit=500", null).body()).contains("Edna Editor", "Ada Admin");
        assertThat(stored()).isNotEmpty().noneMatch(each -> each.contains("Edna Editor"));

        String named = EMPLOYEES.put("demo-editor", "\"name\":null,\"erased\":true");
        try {
            String erased = "{\"user\":\"demo-editor\",\"name\":null,\"erased\":true}";
            assertThat(owner(send(admin, "GET", path, null))).isEqualTo(erased);
            assertThat(owner(send(editor, "PATCH", path, "{\"name\":\"Edna's own\"}")))
                    .isEqualTo(erased);
            assertThat(owner(send(editor, "POST", "/api/views", fields, "Idempotency-Key", key)))
                    .isEqualTo(erased);
            assertThat(send(admin, "GET", "/api/views?limit=500", null).body())
                    .contains(erased, "Ada Admin")
                    .doesNotContain("Edna Editor");
            EMPLOYEES.remove("demo-editor");
            assertThat(owner(send(admin, "GET", path, null))).isEqualTo("{\"user\":\"demo-editor\"}");
        } finally {
            EMPLOYEES.put("demo-editor", named);
        }
    }

    private static String owner(HttpResponse<String> answer) {
        return GatewayUnderTest.json(answer).path("owner").toString();
    }

    /** Returns every saved view and every answer to a repeat as it is stored. */
    private static List<String> stored() {
        return Stream.of("views", "requestKeys")
                .flatMap(each -> collection(each).find().into(new ArrayList<>()).stream())
                .map(Document::toJson)
                .toList();
    }

    private static MongoCollection<Document> collection(String name) {
        return RealParts.mongoClient().getDatabase("incharge-gateway").getCollection(name);
    }

    @Test
    void a_name_that_a_version_before_stored_is_removed_at_the_start() throws Exception {
        String id = added(admin, "Old", false);
        Document old = collection("views").findOneAndUpdate(Filters.eq(id), Updates.set("ownerName", "Ada Stored"));
        collection("requestKeys")
                .insertOne(new Document("_id", "old").append("answer", old.append("ownerName", "Ada Stored")));

        try (var started = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> stored().stream().noneMatch(each -> each.contains("Ada Stored")));
            assertThat(started.get("/api/views/" + id, started.token("demo-admin"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void others_see_shared_ones_only_and_change_none() throws Exception {
        String mine = added(admin, "Mine", false);
        String ours = added(admin, "Ours", true);

        for (String method : List.of("GET", "PATCH", "DELETE")) {
            String body = method.equals("PATCH") ? "{\"name\":\"x\"}" : null;
            refused(send(editor, method, "/api/views/" + mine, body), 404, "not-found");
            refused(send(editor, method, "/api/views/" + UUID.randomUUID(), body), 404, "not-found");
        }
        assertThat(send(editor, "GET", "/api/views/" + ours, null).statusCode()).isEqualTo(200);
        refused(send(editor, "PATCH", "/api/views/" + ours, "{\"name\":\"x\"}"), 403, "not-own");
        refused(send(editor, "DELETE", "/api/views/" + ours, null), 403, "not-own");
        assertThat(ids(editor, "?limit=500")).contains(ours).doesNotContain(mine);
        assertThat(ids(admin, "?limit=500")).contains(ours, mine);
        // a person without any right has views too, and sees nothing through them
        String employee = gateway.token("demo-employee");
        assertThat(ids(employee, "?limit=500")).contains(ours);
        added(employee, "Own", false);
    }

    private static List<String> ids(String token, String query) throws Exception {
        return column(send(token, "GET", "/api/views" + query, null), "id");
    }

    private static List<String> column(HttpResponse<String> page, String field) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        List<String> values = new ArrayList<>();
        GatewayUnderTest.json(page)
                .path("items")
                .forEach(item -> values.add(item.path(field).asString()));
        return values;
    }

    @Test
    void the_list_is_sorted_by_the_language_and_paged() throws Exception {
        String viewer = gateway.token("demo-viewer");
        List<String> names = List.of("Åbo", "Ärla", "Zeta", "alfa 10", "Alfa 2", "Öland", "beta");
        for (String name : names) {
            added(viewer, name, false);
        }
        assertThat(own(viewer, "?lang=sv&limit=500", names))
                .containsExactly("Alfa 2", "alfa 10", "beta", "Zeta", "Åbo", "Ärla", "Öland");
        assertThat(own(viewer, "?lang=en&limit=500", names))
                .containsExactly("Åbo", "Alfa 2", "alfa 10", "Ärla", "beta", "Öland", "Zeta");

        List<String> paged = new ArrayList<>();
        String next = "";
        int total = 0;
        do {
            HttpResponse<String> page = send(viewer, "GET", "/api/views?lang=sv&limit=2" + next, null);
            paged.addAll(column(page, "name"));
            total = GatewayUnderTest.json(page).path("total").asInt();
            JsonNode cursor = GatewayUnderTest.json(page).path("next");
            next = cursor.isNull() ? null : "&cursor=" + cursor.asString();
        } while (next != null);
        assertThat(paged)
                .hasSize(total)
                .isEqualTo(column(send(viewer, "GET", "/api/views?lang=sv&limit=500", null), "name"));

        HttpResponse<String> swedish = send(viewer, "GET", "/api/views?limit=2", null, "Accept-Language", "sv");
        String cursor = GatewayUnderTest.json(swedish).path("next").asString();
        refused(
                send(viewer, "GET", "/api/views?limit=2&cursor=" + cursor, null, "Accept-Language", "en"),
                400,
                "cursor-invalid");
    }

    private static List<String> own(String token, String query, List<String> names) throws Exception {
        return column(send(token, "GET", "/api/views" + query, null), "name").stream()
                .filter(names::contains)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 422 | required | name",
                "{'name':' ','page':'matrix'} | 422 | required | name",
                "{'name':'x'} | 422 | required | page",
                "{'name':'LONG301','page':'matrix'} | 422 | too-long | name",
                "{'name':'x','page':'matrix','query':'LONG8001'} | 422 | too-long | query",
                "{'name':5,'page':'matrix'} | 400 | wrong-type | name",
                "{'name':'x','page':'matrix','shared':'yes'} | 400 | wrong-type | shared",
                "{'name':'x','page':'matrix','owner':{}} | 400 | unknown-field | owner",
                "{'name':'x','name':'y'} | 400 | duplicate-key | name",
                "{'name':'a\\u0000b','page':'matrix'} | 400 | text-invalid | name"
            })
    void bad_fields_are_refused_and_change_nothing(String body, int status, String code, String field)
            throws Exception {
        String json =
                body.replace('\'', '"').replace("LONG301", "n".repeat(301)).replace("LONG8001", "q".repeat(8_001));
        List<String> before = ids(admin, "?limit=500");

        HttpResponse<String> refused = send(admin, "POST", "/api/views", json);

        refused(refused, status, code);
        assertThat(GatewayUnderTest.json(refused).at("/errors/0/field").asString())
                .isEqualTo(field);
        assertThat(ids(admin, "?limit=500")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'name':null} | 422 | required",
                "{'page':''} | 422 | required",
                "{'id':'1'} | 400 | unknown-field",
                "{'updatedAt':'2026-01-01T00:00:00Z'} | 400 | unknown-field",
                "[] | 400 | wrong-type",
                "null | 400 | body-required",
                "x | 400 | json-malformed"
            })
    void bad_patches_are_refused_and_change_nothing(String body, int status, String code) throws Exception {
        String path = "/api/views/" + added(admin, "Kept", false);
        String before = send(admin, "GET", path, null).body();

        refused(send(admin, "PATCH", path, body.replace('\'', '"')), status, code);

        assertThat(send(admin, "GET", path, null).body()).isEqualTo(before);
    }

    @Test
    void limits_and_parameters_are_checked() throws Exception {
        for (String query : List.of("?limit=0", "?limit=501", "?cursor=x", "?lang=de", "?sort=name", "?q=")) {
            assertThat(send(admin, "GET", "/api/views" + query, null).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(send(admin, "GET", "/api/views/7", null).statusCode()).isEqualTo(400);
        refused(
                send(admin, "PATCH", "/api/views/" + added(admin, "x", false), "{}", "If-Match", "1"),
                400,
                "if-match-malformed");
        refused(gateway.send(gateway.to("/api/views")), 401, "unauthenticated");
        refused(
                gateway.send(gateway.to("/api/views")
                        .header("Authorization", "Bearer " + admin)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "media-type-unsupported");
    }

    @Test
    void a_repeat_with_the_same_key_is_the_same_view() throws Exception {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = send(admin, "POST", "/api/views", fields("Once", false), "Idempotency-Key", key);
        String path = first.headers().firstValue("Location").orElseThrow();
        send(admin, "PATCH", path, "{\"name\":\"Changed since\"}");

        HttpResponse<String> repeat = send(admin, "POST", "/api/views", fields("Once", false), "Idempotency-Key", key);

        assertThat(repeat.statusCode()).isEqualTo(201);
        assertThat(repeat.body()).isEqualTo(first.body());
        refused(
                send(admin, "POST", "/api/views", fields("Other", false), "Idempotency-Key", key),
                422,
                "idempotency-key-reused");
        refused(
                send(admin, "POST", "/api/views", fields("Once", false), "Idempotency-Key", "a b"),
                400,
                "idempotency-key-malformed");
        assertThat(send(editor, "POST", "/api/views", fields("Once", false), "Idempotency-Key", key)
                        .body())
                .isNotEqualTo(first.body());
    }

    private static String eTag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{'name':'Once','shared':true}", "{'name':'Kept'}"})
    void a_repeated_change_with_the_same_key_is_answered_alike_and_changes_nothing(String body) throws Exception {
        String path = "/api/views/" + added(admin, "Kept", false);
        String version = eTag(send(admin, "GET", path, null));
        String patch = body.replace('\'', '"');
        String[] headers = {"Idempotency-Key", "change", "If-Match", version};
        HttpResponse<String> first = send(admin, "PATCH", path, patch, headers);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        HttpResponse<String> since = send(admin, "PATCH", path, "{\"name\":\"Changed since\"}");

        HttpResponse<String> repeat = send(admin, "PATCH", path, patch, headers);

        assertThat(repeat.statusCode()).as(repeat.body()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(eTag(repeat)).isEqualTo(eTag(first));
        assertThat(send(admin, "GET", path, null).body()).isEqualTo(since.body());
        refused(
                send(admin, "PATCH", path, "{\"name\":\"Other\"}", "Idempotency-Key", "change"),
                422,
                "idempotency-key-reused");
        refused(
                send(admin, "PATCH", path, "{\"name\":\"Other\"}", "Idempotency-Key", ""),
                400,
                "idempotency-key-malformed");
        assertThat(send(admin, "GET", path, null).body()).isEqualTo(since.body());
        send(admin, "DELETE", path, null);
        assertThat(send(admin, "PATCH", path, patch, headers).body()).isEqualTo(first.body());
    }

    @Test
    void a_repeated_deletion_with_the_same_key_is_answered_alike() throws Exception {
        String path = "/api/views/" + added(admin, "Gone", true);
        String version = eTag(send(admin, "GET", path, null));
        refused(send(editor, "DELETE", path, null, "Idempotency-Key", "deletion"), 403, "not-own");
        refused(send(admin, "DELETE", path, null, "Idempotency-Key", "a b"), 400, "idempotency-key-malformed");
        refused(send(admin, "DELETE", path, null, "Idempotency-Key", "deletion", "If-Match", "\"7\""), 412, "stale");

        for (int time = 0; time < 2; time++) {
            assertThat(send(admin, "DELETE", path, null, "Idempotency-Key", "deletion", "If-Match", version)
                            .statusCode())
                    .isEqualTo(204);
        }

        refused(send(admin, "DELETE", path, "{}", "Idempotency-Key", "deletion"), 422, "idempotency-key-reused");
        refused(send(admin, "DELETE", path, null, "Idempotency-Key", "another"), 404, "not-found");
        refused(send(editor, "DELETE", path, null, "Idempotency-Key", "deletion"), 404, "not-found");
    }

    @Test
    void changes_at_once_with_the_same_key_and_version_change_a_view_once() throws Exception {
        String path = "/api/views/" + added(admin, "Race", false);
        String version = eTag(send(admin, "GET", path, null));

        List<HttpResponse<String>> changes = Race.of(
                8,
                () -> send(admin, "PATCH", path, "{\"name\":\"Won\"}", "Idempotency-Key", "once", "If-Match", version));
        List<HttpResponse<String>> deletions =
                Race.of(8, () -> send(admin, "DELETE", path, null, "Idempotency-Key", "once"));

        assertThat(changes).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(changes)
                .extracting(HttpResponse::body)
                .containsOnly(changes.getFirst().body());
        assertThat(deletions).extracting(HttpResponse::statusCode).containsOnly(204);
    }

    @Test
    void requests_at_once_with_the_same_key_add_one_view() throws Exception {
        String key = UUID.randomUUID().toString();
        String name = "At once " + key;
        List<HttpResponse<String>> answers =
                Race.of(16, () -> send(admin, "POST", "/api/views", fields(name, false), "Idempotency-Key", key));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        assertThat(column(send(admin, "GET", "/api/views?limit=500", null), "name"))
                .containsOnlyOnce(name);
    }

    @Test
    void changes_at_once_are_all_kept_and_with_a_version_one_wins() throws Exception {
        String path = "/api/views/" + added(admin, "Shared by many", false);
        String eTag =
                send(admin, "GET", path, null).headers().firstValue("ETag").orElseThrow();
        var numbers = IntStream.range(0, 16).iterator();
        List<HttpResponse<String>> answers = Race.of(16, () -> {
            int number;
            synchronized (numbers) {
                number = numbers.next();
            }
            return send(admin, "PATCH", path, "{\"name\":\"n" + number + "\"}", "If-Match", eTag);
        });

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(200);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 200)
                .extracting(HttpResponse::statusCode)
                .containsOnly(412);
    }

    @Test
    void a_browser_proves_that_a_change_comes_from_a_page() throws Exception {
        Browser browser = Browser.signedIn(gateway, "demo-admin");
        HttpResponse<String> made =
                browser.send(browser.change("/api/views").POST(BodyPublishers.ofString(fields("From a page", false))));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        refused(
                browser.send(browser.to("/api/views")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(fields("From elsewhere", false)))),
                403,
                "cross-site");
    }

    @Test
    void one_person_has_a_bounded_number() throws Exception {
        String seller = gateway.token("demo-seller");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i <= 500; i++) {
            statuses.add(
                    send(seller, "POST", "/api/views", fields("v" + i, false)).statusCode());
        }
        assertThat(statuses.subList(0, 500)).containsOnly(201);
        HttpResponse<String> refused = send(seller, "POST", "/api/views", fields("one more", false));
        refused(refused, 422, "too-many");
        send(seller, "DELETE", "/api/views/" + ids(seller, "?limit=1").getFirst(), null);
    }
}
