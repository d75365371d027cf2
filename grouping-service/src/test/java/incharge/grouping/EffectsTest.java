package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.decider.CommandSource;
import incharge.http.testing.TestClient.Answer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What commands about categories and tags do to customers: previews, moves, deletions, restoring and undo. */
class EffectsTest extends ServiceTest {

    private static final String CATEGORIES = "/api/categories";
    private static final String TAGS = "/api/tags";

    private Answer create(String collection, String... more) {
        return api.post(collection, "{\"name\":\"" + fresh("Grouping") + "\"" + String.join("", more) + "}")
                .expect(201);
    }

    private static String at(String collection, Answer made) {
        return collection + "/" + made.text("id");
    }

    private static String customers(UUID... customers) {
        return ",\"customerIds\":" + ids(customers);
    }

    /** Returns which of the customers are in it, by adding them in a preview. */
    private List<Boolean> has(String path, UUID... customers) {
        JsonNode changes = api.post(path + "/customers", "{\"preview\":true,\"add\":" + ids(customers) + "}")
                .expect(200)
                .body()
                .get("changes");
        return changes.valueStream()
                .map(change -> change.get("outcome").asString().equals("unchanged"))
                .toList();
    }

    private Answer undo(Answer command) {
        return api.post("/api/groupings/batches/" + command.text("batchId") + "/undo", null)
                .expect(200);
    }

    private Answer delete(String path) {
        return api.send("DELETE", path, null).expect(200);
    }

    private void effect(Answer answer, int affected, int movedCount) {
        assertThat(answer.body().get("affected").asInt()).as("affected").isEqualTo(affected);
        assertThat(answer.body().get("movedCount").asInt()).as("movedCount").isEqualTo(movedCount);
        assertThat(answer.body().get("moved")).as("moved").hasSize(Math.min(100, movedCount));
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void a_replacement_adds_and_removes_the_customers_that_it_names(String collection) {
        UUID one = customer();
        UUID other = customer();
        Answer made = create(collection, customers(one));
        String path = at(collection, made);
        String name = "{\"name\":\"" + made.text("name") + "\",";

        Answer changed = api.send(
                        "PUT",
                        path,
                        name + "\"addCustomerIds\":" + ids(other) + ",\"removeCustomerIds\":" + ids(one) + "}")
                .expect(200);
        effect(changed, 2, 0);
        assertThat(changed.body().has("batchId")).isTrue();
        assertThat(has(path, one, other)).containsExactly(false, true);

        for (String field : List.of("addCustomerIds", "removeCustomerIds")) {
            String both = name + "\"customerIds\":[],\"" + field + "\":[]}";
            assertThat(api.send("PUT", path, both)
                            .expectProblem(400, "not-together")
                            .fields())
                    .containsExactly(field);
            api.post(collection, "{\"name\":\"A\",\"" + field + "\":[]}").expect(400);
        }
        assertThat(api.send("PUT", path, name + "\"addCustomerIds\":" + ids(UUID.randomUUID()) + "}")
                        .expectProblem(422, "customer-unknown")
                        .fields())
                .containsExactly("addCustomerIds[0]");
        assertThat(has(path, one, other)).containsExactly(false, true);
    }

    @Test
    void a_command_names_who_leaves_another_category_and_a_preview_says_it_before() {
        UUID moved = customer();
        UUID added = customer();
        Answer retail = create(CATEGORIES, customers(moved));
        Answer abroad = create(CATEGORIES);
        long before = store.log().head();
        String body = "\"add\":" + ids(moved, added);

        Answer preview = api.post(at(CATEGORIES, abroad) + "/customers", "{\"preview\":true," + body + "}")
                .expect(200);
        effect(preview, 2, 1);
        assertThat(preview.body().get("moved").get(0).toString())
                .isEqualTo("{\"customerId\":\"%s\",\"name\":\"Langworth\",\"from\":{\"id\":\"%s\",\"name\":\"%s\"}}"
                        .formatted(moved, retail.text("id"), retail.text("name")));
        assertThat(preview.body().has("batchId")).isFalse();
        assertThat(store.log().head()).isEqualTo(before);

        String based = "{\"basedOn\":\"" + preview.text("basedOn") + "\"," + body + "}";
        Answer done = api.post(at(CATEGORIES, abroad) + "/customers", based).expect(200);
        assertThat(done.body().get("moved")).isEqualTo(preview.body().get("moved"));
        api.post(at(CATEGORIES, abroad) + "/customers", based).expectProblem(409, "changed-since-preview");
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void each_command_has_a_preview_that_changes_nothing(String collection) {
        UUID one = customer();
        Answer made = create(collection, customers(one));
        String path = at(collection, made);
        String name = "{\"name\":\"" + fresh("Other") + "\",\"preview\":true";
        long before = store.log().head();

        Answer creation =
                api.post(collection, name + customers(customer()) + "}").expect(200);
        effect(creation, 1, 0);
        assertThat(creation.body().has("id")).isFalse();
        effect(api.send("PUT", path, name + customers() + "}").expect(200), 1, 0);
        Answer deletion = api.send("DELETE", path + "?preview=true", null).expect(200);
        effect(deletion, 1, 0);
        assertThat(store.log().head()).isEqualTo(before);
        assertThat(has(path, one)).containsExactly(true);

        String basedOn = "?basedOn=" + deletion.text("basedOn");
        api.post(path + "/customers", "{\"add\":" + ids(customer()) + "}").expect(200);
        api.send("DELETE", path + basedOn, null).expectProblem(409, "changed-since-preview");
        api.send(
                        "PUT",
                        path,
                        name.replace("true", "false") + ",\"customerIds\":[],\"basedOn\":\"" + creation.text("basedOn")
                                + "\"}")
                .expectProblem(409, "changed-since-preview");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,?to=x,",
        "DELETE,?preview=yes,",
        "DELETE,?basedOn=soon,",
        "DELETE,?basedOn=customers=1,",
        "DELETE,?colour=red,",
        "PUT,,'{\"name\":\"A\",\"basedOn\":\"soon\"}'",
        "PUT,,'{\"name\":\"A\",\"preview\":\"yes\"}'",
        "POST,/customers,'{\"preview\":1}'",
        "POST,/customers,'{\"basedOn\":\"groupings=-1\"}'"
    })
    void what_cannot_be_read_is_refused(String method, String rest, String body) {
        for (String collection : List.of(CATEGORIES, TAGS)) {
            String path = at(collection, create(collection));
            long before = store.log().head();
            api.send(method, path + (rest == null ? "" : rest), body).expect(400);
            assertThat(store.log().head()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void a_repeated_deletion_has_the_first_answer(String collection) {
        String path = at(collection, create(collection, customers(customer())));
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        String to = "?to=" + create(collection).text("id");

        Answer first = api.send("DELETE", path + to, null, key).expect(200);

        assertThat(api.send("DELETE", path + to, null, key).expect(200).body()).isEqualTo(first.body());
        api.send("DELETE", path + to, null).expect(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void a_key_belongs_to_one_target_of_a_deletion(String collection) {
        Answer made = create(collection, customers(customer()));
        String to = at(collection, made) + "?to=";
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        Answer target = create(collection);
        api.send("DELETE", to + target.text("id"), null, key).expect(200);
        long before = store.log().head();

        api.send("DELETE", to + create(collection).text("id"), null, key).expectProblem(422, "idempotency-key-reused");
        api.send("DELETE", to + target.text("id"), null, key).expect(200);
        assertThat(store.log().head()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void a_deletion_takes_another_one_as_target(String collection) {
        Answer made = create(collection, customers(customer()));
        String path = at(collection, made);
        long before = store.log().head();

        for (Object to : List.of(made.text("id"), UUID.randomUUID())) {
            assertThat(api.send("DELETE", path + "?to=" + to, null).expect(422).fields())
                    .containsExactly("to");
        }
        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void the_customers_of_a_deleted_category_move_to_the_target_and_come_back() {
        UUID one = customer();
        UUID moved = customer();
        Answer retail = create(CATEGORIES, ",\"numberingStart\":7", customers(one, moved));
        Answer abroad = create(CATEGORIES, customers(customer()));
        Answer third = create(CATEGORIES);

        Answer deleted = delete(at(CATEGORIES, retail) + "?to=" + abroad.text("id"));
        effect(deleted, 2, 2);
        assertThat(deleted.body().get("moved").get(0).get("from").get("name").asString())
                .isEqualTo(retail.text("name"));
        assertThat(has(at(CATEGORIES, abroad), one, moved)).containsExactly(true, true);
        assertThat(stored(retail.text("id"))).containsExactly("CategoryCreated", "CategoryDeleted");
        api.get(at(CATEGORIES, retail)).expect(404);

        api.post(at(CATEGORIES, third) + "/customers", "{\"add\":" + ids(moved) + "}")
                .expect(200);
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
        Answer restored =
                api.post(at(CATEGORIES, retail) + "/restore", null, key).expect(200);
        assertThat(restored.text("numberingStart")).isEqualTo("7");
        assertThat(restored.body().get("kept").toString())
                .isEqualTo("[{\"customerId\":\"" + moved + "\",\"name\":\"Langworth\"}]");
        assertThat(has(at(CATEGORIES, retail), one, moved)).containsExactly(true, false);
        assertThat(has(at(CATEGORIES, third), moved)).containsExactly(true);
        assertThat(api.post(at(CATEGORIES, retail) + "/restore", null, key)
                        .expect(200)
                        .body())
                .isEqualTo(restored.body());
        assertThat(api.post(at(CATEGORIES, retail) + "/restore", null)
                        .expect(200)
                        .body()
                        .get("kept"))
                .as("it exists")
                .isEmpty();
    }

    @Test
    void the_customers_of_a_deleted_category_without_target_come_back_unless_they_were_moved() {
        UUID one = customer();
        UUID moved = customer();
        UUID away = customer();
        Answer retail = create(CATEGORIES, customers(one, moved, away));
        Answer other = create(CATEGORIES);
        effect(delete(at(CATEGORIES, retail)), 3, 0);
        api.post(at(CATEGORIES, other) + "/customers", "{\"add\":" + ids(moved, away) + "}")
                .expect(200);
        api.post(at(CATEGORIES, other) + "/customers", "{\"remove\":" + ids(away) + "}")
                .expect(200);

        Answer restored = api.post(at(CATEGORIES, retail) + "/restore", null).expect(200);

        assertThat(SettingsTest.idsOf(restored.body().get("kept")))
                .containsExactlyInAnyOrder(moved.toString(), away.toString());
        assertThat(has(at(CATEGORIES, retail), one, moved, away)).containsExactly(true, false, false);
        delete(at(CATEGORIES, retail));
        assertThat(api.post(at(CATEGORIES, retail) + "/restore", null)
                        .expect(200)
                        .body()
                        .get("kept"))
                .as("only those of the last deletion")
                .isEmpty();
    }

    @Test
    void the_customers_of_a_deleted_tag_get_the_target_and_lose_it_again() {
        UUID one = customer();
        UUID both = customer();
        UUID changed = customer();
        Answer fair = create(TAGS, ",\"group\":\"Size\"", customers(one, both, changed));
        Answer vip = create(TAGS, customers(both));

        effect(delete(at(TAGS, fair) + "?to=" + vip.text("id")), 3, 0);
        assertThat(has(at(TAGS, vip), one, both, changed)).containsExactly(true, true, true);

        api.post(at(TAGS, vip) + "/customers", "{\"remove\":" + ids(changed) + "}")
                .expect(200);
        Answer restored = api.post(at(TAGS, fair) + "/restore", null).expect(200);
        assertThat(restored.text("group")).isEqualTo("Size");
        assertThat(SettingsTest.idsOf(restored.body().get("kept"))).containsExactly(changed.toString());
        assertThat(has(at(TAGS, fair), one, both, changed)).containsExactly(true, true, false);
        assertThat(has(at(TAGS, vip), one, both, changed)).containsExactly(false, true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void what_never_existed_is_not_restored_and_a_taken_name_is_refused(String collection) {
        api.post(collection + "/" + UUID.randomUUID() + "/restore", null).expectProblem(404, "not-found");
        Answer made = create(collection);
        delete(at(collection, made));
        api.post(collection, "{\"name\":\"" + made.text("name") + "\"}").expect(201);
        long before = store.log().head();

        api.post(at(collection, made) + "/restore", null)
                .expectProblem(409, collection.equals(TAGS) ? "tag-name-taken" : "category-name-taken");
        assertThat(store.log().head()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void the_undo_of_a_creation_takes_it_back_and_can_itself_be_undone(String collection) {
        UUID one = customer();
        UUID moved = customer();
        Answer before = create(collection, customers(moved));
        Answer made = create(collection, customers(one, moved));

        Answer undone = undo(made);
        assertThat(undone.body().get("conflicts")).isEmpty();
        api.get(at(collection, made)).expect(404);
        assertThat(has(at(collection, before), one, moved)).containsExactly(false, true);

        undo(undone);
        assertThat(api.get(at(collection, made)).expect(200).text("name")).isEqualTo(made.text("name"));
        assertThat(has(at(collection, made), one, moved)).containsExactly(true, true);
    }

    @Test
    void a_category_that_others_use_by_now_is_not_taken_back() {
        Answer made = create(CATEGORIES);
        api.post(at(CATEGORIES, made) + "/customers", "{\"add\":" + ids(customer()) + "}")
                .expect(200);

        JsonNode conflicts = undo(made).body().get("conflicts");

        assertThat(conflicts).hasSize(1);
        assertThat(conflicts.get(0).get("categoryId").asString()).isEqualTo(made.text("id"));
        assertThat(conflicts.get(0).get("code").asString()).isEqualTo("changed-since");
        api.get(at(CATEGORIES, made)).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void the_undo_of_a_replacement_brings_fields_and_customers_back(String collection) {
        UUID one = customer();
        Answer made = create(collection, customers(one));
        String path = at(collection, made);
        Answer replaced = api.send("PUT", path, "{\"name\":\"" + fresh("New") + "\",\"customerIds\":[]}")
                .expect(200);

        assertThat(undo(replaced).body().get("conflicts")).isEmpty();

        assertThat(api.get(path).expect(200).text("name")).isEqualTo(made.text("name"));
        assertThat(has(path, one)).containsExactly(true);
    }

    @Test
    void the_undo_of_moves_lists_who_was_moved_since() {
        UUID one = customer();
        UUID moved = customer();
        Answer retail = create(CATEGORIES, customers(one, moved));
        Answer abroad = create(CATEGORIES);
        Answer third = create(CATEGORIES);
        Answer moves = api.post(at(CATEGORIES, abroad) + "/customers", "{\"add\":" + ids(one, moved) + "}")
                .expect(200);
        api.post(at(CATEGORIES, third) + "/customers", "{\"add\":" + ids(moved) + "}")
                .expect(200);

        Answer undone = undo(moves);
        assertThat(SettingsTest.idsOf(undone.body().get("changes"))).containsExactly(one.toString());
        assertThat(undone.body().get("conflicts").get(0).get("customerId").asString())
                .isEqualTo(moved.toString());
        assertThat(undone.body().get("conflicts").get(0).get("code").asString()).isEqualTo("changed-since");
        assertThat(has(at(CATEGORIES, retail), one, moved)).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void the_undo_of_a_deletion_is_a_restoration(String collection) {
        UUID one = customer();
        Answer made = create(collection, customers(one));
        Answer target = create(collection);
        Answer deleted = delete(at(collection, made) + "?to=" + target.text("id"));

        Answer undone = undo(deleted);
        assertThat(undone.body().get("conflicts")).isEmpty();
        assertThat(has(at(collection, made), one)).containsExactly(true);
        assertThat(has(at(collection, target), one)).containsExactly(false);

        undo(undone);
        api.get(at(collection, made)).expect(404);
        assertThat(has(at(collection, target), one)).containsExactly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void a_repeated_undo_of_a_deletion_has_the_first_answer_and_is_an_undo_in_the_log(String collection) {
        Answer made = create(collection, customers(customer()));
        String undo = "/api/groupings/batches/" + delete(at(collection, made)).text("batchId") + "/undo";
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};

        Answer undone = api.post(undo, null, key).expect(200);
        assertThat(store.log().read(store.log().head(), 1).getFirst().cause().metadata())
                .containsEntry(CommandSource.METADATA, CommandSource.UNDO.word());
        delete(at(collection, made));
        long before = store.log().head();

        assertThat(api.post(undo, null, key).expect(200).body()).isEqualTo(undone.body());
        api.post(undo, null).expectProblem(409, "changed-since");
        assertThat(store.log().head()).isEqualTo(before);
    }

    @Test
    void an_unknown_batch_is_404() {
        api.post("/api/groupings/batches/" + UUID.randomUUID() + "/undo", null).expectProblem(404, "batch-unknown");
        api.post("/api/groupings/batches/x/undo", null).expect(400);
        api.as("demo-viewer")
                .post("/api/groupings/batches/" + UUID.randomUUID() + "/undo", null)
                .expectProblem(403, "level-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {CATEGORIES, TAGS})
    void more_customers_than_a_command_takes_are_refused(String collection) {
        String path = at(collection, create(collection));
        UUID[] many =
                IntStream.range(0, 20_001).mapToObj(_ -> UUID.randomUUID()).toArray(UUID[]::new);
        long before = store.log().head();

        api.post(path + "/customers", "{\"remove\":" + ids(many) + "}").expectProblem(422, "too-many");
        assertThat(store.log().head()).isEqualTo(before);
    }
}
