package incharge.imports;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.StrictJson;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Part;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import incharge.local.RealParts;
import incharge.tabular.TableFormat;
import incharge.tabular.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "incharge.import.chunk-rows=100")
class ImportControllerTest {

    private static final String PATH = "/api/things/imports";
    private static final ApiClient HTTP = new ApiClient();

    @Autowired
    private Environment environment;

    @SpringBootApplication
    static class Application {

        @Bean
        MongoClient client() {
            return RealParts.mongoClient();
        }

        @Bean
        MongoDatabase database(MongoClient client) {
            return client.getDatabase(RealParts.freshDatabaseName());
        }

        @Bean
        ResourceAnswers answers() {
            return new ResourceAnswers("things");
        }

        @Bean
        ThingKind things(MongoClient client, MongoDatabase database) {
            return new ThingKind(client, database);
        }
    }

    private record Answer(int status, JsonNode json, Response response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String text(String field) {
            return json.path(field).asString(null);
        }
    }

    @Nested
    class Accepted {

        @Test
        void a_file_is_answered_at_once_and_read_to_its_end() {
            Answer accepted = send(PATH, null, "number,name\nA1,a\nA2,\nA3,c\n".getBytes(StandardCharsets.UTF_8), null);

            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.header("Location")).isEqualTo(PATH + "/" + accepted.text("importId"));
            assertThat(accepted.json().properties().stream().map(java.util.Map.Entry::getKey))
                    .containsExactly(
                            "importId",
                            "what",
                            "actor",
                            "fileName",
                            "state",
                            "dryRun",
                            "total",
                            "processed",
                            "created",
                            "updated",
                            "unchanged",
                            "refused",
                            "startedAt",
                            "finishedAt",
                            "columns",
                            "warnings");
            Answer done = done(accepted);
            assertThat(done.text("state")).isEqualTo("done");
            assertThat(done.json().path("total").asInt()).isEqualTo(3);
            assertThat(done.json().path("processed").asInt()).isEqualTo(3);
            assertThat(done.json().path("created").asInt()).isEqualTo(2);
            assertThat(done.header("Event-Position")).matches("things=\\d+");
            Answer rows = get(accepted.header("Location") + "/rows?outcome=refused");
            assertThat(rows.json().toString())
                    .isEqualTo(
                            "{\"items\":[{\"row\":2,\"outcome\":\"refused\",\"code\":\"required\",\"field\":\"name\","
                                    + "\"message\":\"A thing has a name\",\"values\":{\"number\":\"A2\",\"name\":\"\"}}],\"next\":null,\"total\":1}");
        }

        @Test
        void an_xlsx_with_headers_of_its_own_and_a_mapping() throws IOException {
            var out = new ByteArrayOutputStream();
            try (TableWriter table = TableFormat.XLSX.writer(out, "x", ZoneOffset.UTC, List.of("Nr.", "Firma", "x"))) {
                table.row("007", "Bond", 1);
                table.row(8, "Bill", 1);
                table.finish();
            }

            Answer accepted = send(PATH, null, out.toByteArray(), "{\"Nr.\":\"number\",\"firma\":\"name\"}");

            assertThat(done(accepted).json().path("created").asInt()).isEqualTo(2);
        }

        @Test
        void the_answer_names_the_columns_and_what_may_be_a_surprise() {
            String file = "Things of today\nthing_number;Colour;name;\nC1;red;a;\nC2;red;b;?\nC3;blue;c;\n"
                    + IntStream.rangeClosed(4, 9)
                            .mapToObj(i -> "C" + i + ";;d;\n")
                            .collect(Collectors.joining());

            Answer accepted = send(PATH, null, file.getBytes(StandardCharsets.UTF_8), null);

            assertThat(accepted.json().path("columns").toString())
                    .isEqualTo(
                            "[{\"header\":\"thing_number\",\"field\":\"number\",\"samples\":[\"C1\",\"C2\",\"C3\",\"C4\",\"C5\"]},"
                                    + "{\"header\":\"Colour\",\"field\":null,\"samples\":[\"red\",\"blue\"]},"
                                    + "{\"header\":\"name\",\"field\":\"name\",\"samples\":[\"a\",\"b\",\"c\",\"d\"]},"
                                    + "{\"header\":\"\",\"field\":null,\"samples\":[\"?\"]}]");
            assertThat(accepted.json().path("warnings").toString())
                    .isEqualTo(
                            "[{\"code\":\"header-line\",\"message\":\"Line 2 of the file is read as the header; the lines"
                                    + " above it are not read.\"},{\"code\":\"columns-ignored\",\"message\":\"These columns mean"
                                    + " nothing here and are not read: \\\"Colour\\\", \\\"\\\".\"}]");
            Answer done = done(accepted);
            assertThat(done.json().path("columns")).isEqualTo(accepted.json().path("columns"));
            assertThat(done.json().path("warnings")).isEqualTo(accepted.json().path("warnings"));
            assertThat(done.json().path("created").asInt()).isEqualTo(9);
        }

        @Test
        void a_stray_quote_costs_its_row_only() {
            String file = "number,name\nQ1,a\nQ2,\"b\nQ3,c\n\"Q4,d\nQ5,e\n";

            Answer done = done(send(PATH, null, file.getBytes(StandardCharsets.UTF_8), null));

            assertThat(done.json().path("created").asInt()).isEqualTo(3);
            Answer refused = get(PATH + "/" + done.text("importId") + "/rows?outcome=refused");
            assertThat(refused.json().path("items").values().stream()
                            .map(row -> row.path("row").asInt() + " "
                                    + row.path("code").asString()))
                    .containsExactly("2 quote-misplaced", "4 quote-misplaced");
        }

        @Test
        void the_answer_to_a_dry_run_is_marked_and_has_no_position() {
            Answer done = done(send(PATH + "?dryRun=true", null, csv("D", 3), null));

            assertThat(done.json().path("dryRun").asBoolean()).isTrue();
            assertThat(done.json().path("created").asInt()).isEqualTo(3);
            assertThat(done.header("Event-Position")).isNull();
        }

        @Test
        void verdicts_are_paged_by_cursors_bound_to_their_query() {
            String location = done(send(PATH, null, csv("P", 1234), null))
                    .response()
                    .uri()
                    .getPath();

            List<Integer> rows = new ArrayList<>();
            String next = null;
            do {
                Answer page = get(location + "/rows?limit=500" + (next == null ? "" : "&cursor=" + next));
                page.json()
                        .path("items")
                        .forEach(item -> rows.add(item.path("row").asInt()));
                assertThat(page.json().path("total").asInt()).isEqualTo(1234);
                next = page.text("next");
            } while (next != null);
            assertThat(rows)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 1234).boxed().toList());

            String cursor = get(location + "/rows?limit=500").text("next");
            assertThat(get(location + "/rows?outcome=created&cursor=" + cursor).status())
                    .isEqualTo(400);
            assertThat(get(location + "/rows?cursor=AAAA").status()).isEqualTo(400);
            assertThat(get(location + "/rows?limit=0").status()).isEqualTo(400);
            assertThat(get(location + "/rows?outcome=other").status()).isEqualTo(400);
            assertThat(get(location + "/rows?outcome=created&outcome=refused")
                            .json()
                            .path("total")
                            .asInt())
                    .isEqualTo(1234);
        }

        @Test
        void the_same_key_answers_with_the_same_import() {
            Answer first = send(PATH, "k-1", csv("K", 10), null);
            Answer second = send(PATH, "k-1", csv("K", 10), null);

            assertThat(second.status()).isEqualTo(202);
            assertThat(second.text("importId")).isEqualTo(first.text("importId"));
            assertThat(done(second).json().path("created").asInt()).isEqualTo(10);
            assertThat(send(PATH, "k-1", csv("K", 11), null).text("code")).isEqualTo("idempotency-key-reused");
            assertThat(send(PATH + "?dryRun=true", "k-1", csv("K", 10), null).status())
                    .isEqualTo(422);
            assertThat(send(PATH, "k-1", csv("K", 10), "{\"number\":\"number\"}")
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void many_requests_with_one_key_are_one_import() {
            List<String> ids = IntStream.range(0, 12)
                    .parallel()
                    .mapToObj(_ -> send(PATH, "k-2", csv("M", 10), null).text("importId"))
                    .distinct()
                    .toList();

            assertThat(ids).hasSize(1);
        }
    }

    @Nested
    class Undone {

        @Autowired
        private MongoDatabase database;

        @Autowired
        private ThingKind things;

        @Test
        void takes_the_batch_back_and_names_what_stays() {
            Answer done = done(send(PATH, null, csv("U", 250), null));
            String location = PATH + "/" + done.text("importId");
            assertThat(done.json().has("kept")).isFalse();
            database.getCollection("things").updateOne(eq("number", "U7"), set("name", "renamed!"));

            Answer undone = ended(post(location + "/undo", "{\"reason\":\"the wrong file\"}"));

            assertThat(undone.text("state")).isEqualTo("undone");
            assertThat(undone.json().path("created").asInt()).isEqualTo(250);
            assertThat(undone.json().path("undone").asInt()).isEqualTo(249);
            assertThat(undone.json().path("kept").asInt()).isEqualTo(1);
            assertThat(undone.header("Event-Position")).matches("things=\\d+");
            Answer kept = get(location + "/rows?kept=true");
            assertThat(kept.json().path("total").asInt()).isEqualTo(1);
            assertThat(kept.json().path("items").get(0).path("row").asInt()).isEqualTo(7);
            assertThat(kept.json().path("items").get(0).path("outcome").asString())
                    .isEqualTo("created");
            assertThat(kept.json().path("items").get(0).path("code").asString()).isEqualTo("changed-since");
            assertThat(get(location + "/rows?kept=true&outcome=refused")
                            .json()
                            .path("total")
                            .asInt())
                    .isZero();
            assertThat(get(location + "/rows").json().path("total").asInt()).isEqualTo(250);

            Answer again = post(location + "/undo", null);
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json()).isEqualTo(undone.json());
        }

        @Test
        void only_an_import_that_changed_something_and_has_ended() {
            String dry = PATH + "/"
                    + done(send(PATH + "?dryRun=true", null, csv("Y", 3), null)).text("importId");
            assertThat(post(dry + "/undo", null).status()).isEqualTo(422);
            assertThat(post(dry + "/undo", null).text("code")).isEqualTo("dry-run");
            var released = new CountDownLatch(1);
            things.before = _ -> awaitUninterruptibly(released);
            Answer running = send(PATH, null, csv("Z", 3), null);
            Answer early = post(running.header("Location") + "/undo", null);
            things.before = _ -> {};
            released.countDown();
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.text("code")).isEqualTo("import-running");
            assertThat(done(running).text("state")).isEqualTo("done");
            assertThat(post(PATH + "/0198c0de-0000-7000-8000-000000000000/undo", null)
                            .status())
                    .isEqualTo(404);
            assertThat(post(PATH + "/nonsense/undo", null).status()).isEqualTo(404);
            assertThat(post(dry + "/undo", "{\"why\":\"\"}").status()).isEqualTo(400);
            assertThat(post(dry + "/undo", "{\"reason\":\"" + "x".repeat(501) + "\"}")
                            .status())
                    .isEqualTo(422);
        }

        @Test
        void is_for_those_who_may_import_and_see_it() {
            String started =
                    sendAs("demo-editor", PATH, null, csv("W", 1), null).header("Location");
            await().until(() -> !getAs("demo-editor", started).text("state").equals("running"));

            assertThat(postAs("demo-viewer", started + "/undo", null).status()).isEqualTo(403);
            assertThat(postAs("demo-seller", started + "/undo", null).status()).isEqualTo(404);
            assertThat(getAs("demo-editor", started).text("state")).isEqualTo("done");
            assertThat(ended(postAs("demo-admin", started + "/undo", null)).text("state"))
                    .isEqualTo("undone");
        }

        private static void awaitUninterruptibly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class Refused {

        @ParameterizedTest
        @CsvSource({
            "'<html></html>', 415, file-not-a-table",
            "'%PDF-1.4 name,', 415, file-not-a-table",
            "'', 422, file-empty",
            "'number,city', 422, column-missing",
            "'name,Name', 422, column-duplicate"
        })
        void a_file_that_is_none(String content, int status, String code) {
            Answer answer = send(PATH, null, content.getBytes(StandardCharsets.UTF_8), null);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text("code")).isEqualTo(code);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{\"x\":\"name\"} | 422 | header-unknown",
                    "{\"name\":\"colour\"} | 422 | field-unknown",
                    "{\"name\":1} | 400 | mapping-malformed",
                    "{\"name\":null} | 400 | mapping-malformed",
                    "[] | 400 | mapping-malformed",
                    "null | 400 | mapping-malformed",
                    "{\"name\":\"name\" | 400 | mapping-malformed"
                })
        void a_mapping_that_is_none(String mapping, int status, String code) {
            Answer answer = send(PATH, null, csv("X", 1), mapping);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text("code")).isEqualTo(code);
        }

        @ParameterizedTest
        @CsvSource({"mode=other", "dryRun=yes", "unknown=1"})
        void a_parameter_that_is_none(String parameter) {
            assertThat(send(PATH + "?" + parameter, null, csv("X", 1), null).status())
                    .isEqualTo(400);
        }

        @Test
        void more_rows_or_bytes_than_are_taken() {
            byte[] rows = ("name\n" + "a\n".repeat(500_001)).getBytes(StandardCharsets.UTF_8);

            assertThat(send(PATH, null, rows, null).text("code")).isEqualTo("too-many-rows");
            assertThat(send(PATH, null, new byte[(64 << 20) + 1], null).status())
                    .isEqualTo(413);
        }

        @Test
        void what_does_not_exist_or_is_requested_wrongly() {
            assertThat(get(PATH + "/0198c0de-0000-7000-8000-000000000000").status())
                    .isEqualTo(404);
            assertThat(get(PATH + "/0198c0de-0000-7000-8000-000000000000/rows").status())
                    .isEqualTo(404);
            assertThat(get(PATH + "/nonsense").status()).isEqualTo(404);
            assertThat(get("/api/others/imports/0198c0de-0000-7000-8000-000000000000")
                            .status())
                    .isEqualTo(404);
            assertThat(send("/api/others/imports", null, csv("X", 1), null).status())
                    .isEqualTo(404);
            assertThat(call(request(PATH).method("POST").body("text/csv", "name\n"))
                            .status())
                    .isEqualTo(415);
            assertThat(call(request(PATH).method("POST").body("multipart/form-data; boundary=b", "--b--\r\n"))
                            .status())
                    .isEqualTo(400);
            assertThat(call(Request.to(uri(PATH + "/nonsense"))).status()).isEqualTo(401);
        }
    }

    @Nested
    class Access {

        @Test
        void requires_the_level_of_the_kind() {
            Answer refused = sendAs("demo-viewer", PATH, null, csv("V", 1), null);

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("code")).isEqualTo("level-missing");
            assertThat(refused.text("detail")).isEqualTo("This needs edit of customers.");
            String import404 = PATH + "/0198c0de-0000-7000-8000-000000000000";
            assertThat(getAs("demo-viewer", import404).status()).isEqualTo(403);
            assertThat(getAs("demo-employee", import404 + "/rows").status()).isEqualTo(403);
            assertThat(getAs("demo-editor", import404).status()).isEqualTo(404);
        }

        @Test
        void is_for_who_started_it_and_for_admins_of_its_area() {
            String started =
                    sendAs("demo-editor", PATH, null, csv("E", 1), null).header("Location");

            assertThat(getAs("demo-editor", started).status()).isEqualTo(200);
            assertThat(getAs("demo-editor", started + "/rows").status()).isEqualTo(200);
            assertThat(getAs("demo-admin", started + "/rows").status()).isEqualTo(200);
            for (String path : List.of(started, started + "/rows")) {
                Answer hidden = getAs("demo-seller", path);
                assertThat(hidden.status()).isEqualTo(404);
                assertThat(hidden.text("detail"))
                        .isEqualTo(getAs("demo-seller", PATH + "/nonsense").text("detail"));
            }
        }
    }

    @Nested
    class Listed {

        @Autowired
        private MongoDatabase database;

        private List<String> listed(String client, String query) {
            return getAs(client, "/api/imports?" + query).json().path("items").values().stream()
                    .map(item -> item.path("importId").asString())
                    .toList();
        }

        private String imported(String client, String name) {
            Answer accepted = sendAs(client, PATH, null, csv(name, 1), null);
            await().until(() ->
                    !getAs(client, accepted.header("Location")).text("state").equals("running"));
            return accepted.text("importId");
        }

        @Test
        void the_newest_first_with_what_they_are() {
            String first = imported("demo-admin", "L1");
            String second = imported("demo-admin", "L2");

            JsonNode items = get("/api/imports").json().path("items");

            assertThat(listed("demo-admin", "limit=2")).containsExactly(second, first);
            JsonNode newest = items.get(0);
            assertThat(newest.path("what").asString()).isEqualTo("things");
            assertThat(newest.path("actor").toString()).isEqualTo("{\"user\":\"demo-admin\"}");
            assertThat(newest.path("fileName").asString()).isEqualTo("f.csv");
            assertThat(newest).isEqualTo(get(PATH + "/" + second).json());
        }

        @Test
        void one_page_after_the_other() {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                ids.addFirst(imported("demo-editor", "P" + i));
            }
            String query = "/api/imports?actor=demo-editor&limit=3";
            Answer first = get(query);
            List<String> found = new ArrayList<>();
            String next = null;
            do {
                Answer page = get(query + (next == null ? "" : "&cursor=" + next));
                page.json()
                        .path("items")
                        .forEach(item -> found.add(item.path("importId").asString()));
                assertThat(page.json().path("total")).isEqualTo(first.json().path("total"));
                next = page.text("next");
            } while (next != null);

            assertThat(found).startsWith(ids.toArray(String[]::new)).doesNotHaveDuplicates();
            assertThat(found).hasSize(first.json().path("total").asInt());
            assertThat(get("/api/imports?limit=3&cursor=" + first.text("next")).status())
                    .isEqualTo(400);
        }

        @Test
        void by_kind_state_and_actor() {
            String editors = imported("demo-editor", "F1");
            String undone = imported("demo-admin", "F2");
            ended(post(PATH + "/" + undone + "/undo", null));

            assertThat(listed("demo-admin", "state=undone&limit=500"))
                    .contains(undone)
                    .doesNotContain(editors);
            assertThat(listed("demo-admin", "state=undone&state=done&limit=500"))
                    .contains(undone, editors);
            assertThat(listed("demo-admin", "actor=demo-editor&limit=500"))
                    .contains(editors)
                    .doesNotContain(undone);
            assertThat(listed("demo-admin", "actor=me&limit=500"))
                    .contains(undone)
                    .doesNotContain(editors);
            assertThat(listed("demo-admin", "actor=nobody")).isEmpty();
            assertThat(listed("demo-admin", "what=employees&what=customers")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "what=things, what",
            "what=customer, what",
            "what=, what",
            "state=finished, state",
            "state=DONE, state",
            "actor=, actor",
            "limit=0, limit",
            "limit=501, limit",
            "cursor=AAAA, cursor",
            "kind=customers, kind"
        })
        void a_malformed_question_is_refused(String query, String field) {
            Answer refused = get("/api/imports?" + query);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("errors").get(0).path("field").asString())
                    .isEqualTo(field);
        }

        @Test
        void only_those_that_the_caller_may_see() {
            String editors = imported("demo-editor", "S1");
            String admins = imported("demo-admin", "S2");

            assertThat(listed("demo-editor", "limit=500")).contains(editors).doesNotContain(admins);
            assertThat(listed("demo-admin", "limit=500")).contains(editors, admins);
            assertThat(getAs("demo-viewer", "/api/imports").status()).isEqualTo(403);
            assertThat(getAs("demo-employee", "/api/imports").status()).isEqualTo(403);
            assertThat(call(Request.to(uri("/api/imports"))).status()).isEqualTo(401);
        }

        @Test
        void those_of_former_versions_too() {
            String old = imported("demo-admin", "O");
            database.getCollection("imports")
                    .updateOne(eq("_id", old), combine(unset("fileName"), unset("columns"), unset("warnings")));
            database.getCollection("imports.rows").updateMany(eq("_id.import", old), unset("values"));

            assertThat(listed("demo-admin", "limit=500")).contains(old);
            Answer one = get(PATH + "/" + old);
            assertThat(one.json().path("fileName").isNull()).isTrue();
            assertThat(one.json().path("columns").isEmpty()).isTrue();
            assertThat(get(PATH + "/" + old + "/rows")
                            .json()
                            .path("items")
                            .get(0)
                            .has("values"))
                    .isFalse();
            assertThat(download(PATH + "/" + old + "/rows.csv").text())
                    .isEqualTo("\uFEFFRow,Verdict,Field,Code,Reason\r\n1,created,,,\r\n");
        }
    }

    @Nested
    class Rows {

        private String location(String file) {
            Answer done = done(send(PATH, null, file.getBytes(StandardCharsets.UTF_8), null));
            return PATH + "/" + done.text("importId");
        }

        @Test
        void have_their_texts_as_they_were_read() {
            String at =
                    location("number,Colour,name,,Colour\nV1, red ,a,x,blue\n\nV2,,\"two\nlines\",,\nV3\nV4,\"q,b,,\n");

            JsonNode items = get(at + "/rows").json().path("items");

            assertThat(items.get(0).path("values").toString())
                    .isEqualTo(
                            "{\"number\":\"V1\",\"Colour\":\"red\",\"name\":\"a\",\"\":\"x\",\"Colour (2)\":\"blue\"}");
            assertThat(items.get(1).path("row").asInt()).isEqualTo(3);
            assertThat(items.get(1).path("values").toString())
                    .isEqualTo(
                            "{\"number\":\"V2\",\"Colour\":\"\",\"name\":\"two\\nlines\",\"\":\"\",\"Colour (2)\":\"\"}");
            // refused rows have them too
            assertThat(items.get(2).path("outcome").asString()).isEqualTo("refused");
            assertThat(items.get(2).path("values").path("number").asString()).isEqualTo("V3");
            assertThat(items.get(3).path("values").path("number").asString()).isEqualTo("V4");
        }

        @Test
        void keep_their_texts_when_the_import_is_undone() {
            String at = location("number,name\nW1,a\n");

            ended(post(at + "/undo", null));

            assertThat(get(at + "/rows")
                            .json()
                            .path("items")
                            .get(0)
                            .path("values")
                            .toString())
                    .isEqualTo("{\"number\":\"W1\",\"name\":\"a\"}");
        }

        @Test
        void of_any_length_are_shortened() {
            String at = location("number,name,note\nX1,a," + "x".repeat(5_000) + "\n");

            assertThat(get(at + "/rows")
                            .json()
                            .path("items")
                            .get(0)
                            .path("values")
                            .path("note")
                            .asString())
                    .hasSize(1_000)
                    .endsWith("\u2026");
        }

        @Test
        void are_a_file_in_the_language_of_the_caller() {
            String at = location("number,name,Note\nY1,a,=1+1\nY2,,\nY3,c,\n");

            assertThat(download(at + "/rows.csv?bom=false").text()).isEqualTo("""
                            Row,Verdict,Field,Code,Reason,number,name,Note
                            1,created,,,,Y1,a,'=1+1
                            2,refused,name,required,A thing has a name,Y2,,
                            3,created,,,,Y3,c,
                            """.replace("\n", "\r\n"));
            assertThat(download(at + "/rows.csv?outcome=refused&lang=fi").text())
                    .startsWith("\uFEFFRivi,Tulos,Kentt\u00E4,Koodi,Syy,number,name,Note\r\n2,hyl\u00E4tty,")
                    .hasLineCount(2);
            Response sheet = download(at + "/rows.xlsx");
            assertThat(sheet.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            assertThat(sheet.headers().firstValue("Content-Disposition").orElseThrow())
                    .isEqualTo("attachment; filename=\"rows.xlsx\"");
            assertThat(new String(sheet.body(), 0, 2, StandardCharsets.US_ASCII))
                    .isEqualTo("PK");
            Response swedish = HTTP.send(request(at + "/rows.csv").header("Accept-Language", "de, sv;q=0.5, fi;q=0.3"));
            assertThat(swedish.text()).startsWith("\uFEFFRad,Resultat,");
        }

        @Test
        void are_a_file_however_many_they_are() {
            String at = location("number,name\n"
                    + IntStream.rangeClosed(1, 3_456)
                            .mapToObj(i -> "Z" + i + ",n\n")
                            .collect(Collectors.joining()));

            assertThat(download(at + "/rows.csv").text().lines()).hasSize(3_457);
        }

        @Test
        void are_a_file_only_for_those_who_may_have_it() {
            String at = location("number,name\nQX1,a\n");

            assertThat(getAs("demo-viewer", at + "/rows.csv").status()).isEqualTo(403);
            assertThat(getAs("demo-editor", at + "/rows.csv").status()).isEqualTo(404);
            assertThat(getAs("demo-admin", PATH + "/nonsense/rows.xlsx").status())
                    .isEqualTo(404);
            for (String query : List.of("outcome=other", "lang=de", "lang=", "bom=1", "limit=5", "cursor=A")) {
                assertThat(get(at + "/rows.csv?" + query).status()).as(query).isEqualTo(400);
            }
        }
    }

    private Response download(String path) {
        Response response = HTTP.send(request(path));
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static byte[] csv(String prefix, int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(i -> prefix + i + ";thing " + i + "\r\n")
                .collect(Collectors.joining("", "number;name\r\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private Answer done(Answer accepted) {
        assertThat(accepted.status()).as(() -> accepted.response().text()).isEqualTo(202);
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> get(accepted.header("Location")),
                        it -> !it.text("state").equals("running"));
    }

    private Answer send(String path, String key, byte[] file, String mapping) {
        return sendAs("demo-admin", path, key, file, mapping);
    }

    private Answer sendAs(String client, String path, String key, byte[] file, String mapping) {
        List<Part> parts = new ArrayList<>();
        if (mapping != null) {
            parts.add(Part.text("mapping", null, mapping));
        }
        parts.add(Part.file("f.csv", "application/octet-stream", file));
        Request request = requestAs(client, path).method("POST").form(parts);
        return call(key == null ? request : request.header("Idempotency-Key", key));
    }

    private Answer post(String path, String body) {
        return postAs("demo-admin", path, body);
    }

    private Answer postAs(String client, String path, String body) {
        Request request = requestAs(client, path).method("POST");
        return call(body == null ? request : request.body("application/json", body));
    }

    /** At once when it is small; else as with every import. */
    private Answer ended(Answer asked) {
        assertThat(asked.status()).as(() -> asked.response().text()).isIn(200, 202);
        return asked.status() == 200 ? asked : done(asked);
    }

    private Answer get(String path) {
        return call(request(path));
    }

    private Answer getAs(String client, String path) {
        return call(requestAs(client, path));
    }

    private Request request(String path) {
        return requestAs("demo-admin", path);
    }

    private Request requestAs(String client, String path) {
        return Request.to(uri(path)).header("Authorization", TestTokens.bearer(client));
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + environment.getProperty("local.server.port") + path;
    }

    private static Answer call(Request request) {
        Response response = HTTP.send(request);
        JsonNode json = response.body().length == 0
                ? StrictJson.MAPPER.createObjectNode()
                : StrictJson.MAPPER.readTree(response.body());
        return new Answer(response.statusCode(), json, response);
    }
}
