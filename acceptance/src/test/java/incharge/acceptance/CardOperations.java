package incharge.acceptance;

import static incharge.acceptance.Workspace.body;

import incharge.acceptance.Operations.Expected;
import incharge.acceptance.Operations.OperationCall;
import incharge.acceptance.Operations.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The operations of the customer card: of a customer's things, of the card itself and of the registry. */
final class CardOperations {

    private static final String VIEW = "customers:view";
    private static final String EDIT = "customers:edit";
    private static final String ADMIN = "customers:admin";
    private static final String CONTENT = "Some text";
    private static final String NOTE = body("text", CONTENT);
    private static final String TODO = body("kind", "todo", "title", "Something to do");
    private static final String CASE = body("name", "Some case");
    private static final String LINK = body("url", "https://example.com/page");

    private final Operations operations;
    private final Api admin;

    CardOperations(Operations operations, Api admin) {
        this.operations = operations;
        this.admin = admin;
    }

    void add() {
        card();
        addresses();
        contacts();
        notesAndComments();
        activities();
        salesCases();
        filesAndLinks();
        avatar();
        customFields();
        registry();
        merges();
    }

    private void card() {
        reading("GET /api/customers/{id}/card", t -> customer(t) + "/card");
        reading("GET /api/customers/{id}/timeline", t -> customer(t) + "/timeline");
        beneath("customers", CardOperations::customer, "projects", body("name", "New one"));
    }

    private void addresses() {
        String address = body("city", "Helsinki");
        beneath("customers", CardOperations::customer, "addresses", address);
        Function<Target, String> fresh = t -> customer(t) + "/addresses/" + made(customer(t) + "/addresses", address);
        String path = "/api/customers/{id}/addresses/{addressId}";
        reading("GET " + path, fresh);
        changing("PATCH " + path, EDIT, 200, fresh, "", body("city", "Turku"));
        changing("DELETE " + path, EDIT, 204, fresh, "", null);
        changing("POST " + path + "/headquarters", EDIT, 200, fresh, "/headquarters", "{}");
    }

    private void contacts() {
        String contact = body("name", "Some contact");
        beneath("customers", CardOperations::customer, "contacts", contact);
        overAllCustomers("contacts");
        Function<Target, String> fresh = fresh("contacts", contact);
        one("contacts", fresh, body("title", "CFO"), true);
        String erasure = body("reason", "Requested");
        changing("POST /api/contacts/{id}/erase", ADMIN, 204, fresh, "/erase", erasure);
    }

    private void notesAndComments() {
        beneathAll("notes", NOTE);
        one("notes", fresh("notes", NOTE), body("text", "Other text"), true);
        beneath("customers", CardOperations::customer, "comments", NOTE);
        reading("GET /api/comments/{id}", fresh("comments", NOTE));
        comment("PATCH", 200, body("text", "Other text"));
        comment("DELETE", 204, null);
    }

    /** A comment can be changed by its author only, so each client makes its own, if it may. */
    private void comment(String method, int success, String body) {
        BiFunction<Target, Api, OperationCall> request = (t, client) -> {
            Api.Answer own = client.post(customer(t) + "/comments", NOTE);
            String id = own.status() == 201 ? own.json().get("id").asString() : made(customer(t) + "/comments", NOTE);
            return operations.watching(t, method, "/api/comments/" + id, body, "/api/comments/" + id);
        };
        operations.all().add(new Expected(method + " /api/comments/{id}", Set.of(EDIT), success, true, request));
    }

    private void activities() {
        beneathAll("activities", TODO);
        overAllCustomers("activities");
        one("activities", fresh("activities", TODO), body("title", "Something else"), true);
        Function<Target, String> task = t -> "/api/activities/" + made(project(t) + "/activities", TODO);
        changing("POST /api/activities/{id}/move", EDIT, 200, task, "/move", body("status", "done"));
        operations.add(
                "POST /api/activities/batches",
                EDIT,
                200,
                true,
                t -> operations.watching(t, "POST", "/api/activities/batches", batch(t), customer(t)));
        operations.add("POST /api/activities/batches/{batchId}/undo", EDIT, 200, true, t -> {
            Api.Answer batch = admin.post("/api/activities/batches", batch(t));
            // a customer that does not exist has no batch
            String id = batch.status() == 200 ? batch.json().path("batchId").asString("") : "";
            String path = "/api/activities/batches/" + (id.isEmpty() ? UUID.randomUUID() : id) + "/undo";
            return Operations.send(t, "POST", path, "{}");
        });
    }

    private void merges() {
        operations.add("POST /api/customers/{id}/merge", EDIT, 200, true, t -> {
            String at = "/api/customers/" + made("/api/customers", body("name", "Same one"));
            return operations.watching(t, "POST", at + "/merge", body("into", t.customer()), at);
        });
        operations.add("POST /api/customers/{id}/unmerge", EDIT, 200, true, t -> {
            String merged = made("/api/customers", body("name", "Same one"));
            Api.Answer merge = admin.post("/api/customers/" + merged + "/merge", body("into", t.customer()));
            // nothing is merged into a customer that does not exist
            String at = "/api/customers/" + (merge.status() == 200 ? merged : UUID.randomUUID());
            return Operations.send(t, "POST", at + "/unmerge", "{}");
        });
    }

    private static String batch(Target target) {
        return body(
                "to",
                Map.of("customer", List.of(target.customer())),
                "activity",
                Map.of("kind", "todo", "title", "Something to do"));
    }

    private void salesCases() {
        beneath("customers", CardOperations::customer, "sales-cases", CASE);
        overAllCustomers("sales-cases");
        one("sales-cases", this::salesCase, body("probability", 50), false);
    }

    private void filesAndLinks() {
        Map<String, Function<Target, String>> places =
                Map.of("customers", CardOperations::customer, "projects", CardOperations::project);
        places.forEach((place, parent) -> {
            beneath(place, parent, "links", LINK);
            reading("GET /api/" + place + "/{id}/files", t -> parent.apply(t) + "/files");
            operations.add("POST /api/" + place + "/{id}/files", EDIT, 201, true, t -> {
                String at = parent.apply(t);
                OperationCall call = operations.watching(t, "POST", at + "/files", null, at);
                return new OperationCall(t, "POST", call.path(), null, CONTENT, at, call.version());
            });
        });
        Function<Target, String> link = fresh("links", LINK);
        reading("GET /api/links/{id}", link);
        changing("DELETE /api/links/{id}", EDIT, 204, link, "", null);
        Function<Target, String> file = t -> "/api/files/"
                + idOf(admin.addFile(customer(t) + "/files", "Some.txt", CONTENT.getBytes(StandardCharsets.UTF_8)));
        reading("GET /api/files/{id}", file);
        reading("GET /api/files/{id}/content", t -> file.apply(t) + "/content");
        changing("DELETE /api/files/{id}", EDIT, 204, file, "", null);
    }

    /** No body of these requests is a picture: a rule refuses what a caller with the level requests. */
    private void avatar() {
        String path = "/api/customers/{id}/avatar";
        changing("PUT " + path, EDIT, 415, CardOperations::customer, "/avatar", "{}");
        Function<Target, String> shown = t -> {
            admin.putPicture(customer(t) + "/avatar", Picture.png(20, 20));
            return customer(t);
        };
        reading("GET " + path, t -> shown.apply(t) + "/avatar");
        changing("DELETE " + path, EDIT, 204, shown, "/avatar", null);
    }

    private void customFields() {
        String path = "/api/custom-fields";
        operations.list("GET " + path, VIEW, _ -> path);
        operations.add("POST " + path, ADMIN, 201, false, t -> Operations.send(t, "POST", path, customField()));
        // a workspace has few fields, so only what is deleted is made for each request
        String field = path + "/" + made(path, customField());
        operations.add("GET " + path + "/{id}", VIEW, 200, false, t -> Operations.send(t, "GET", field, null));
        operations.add(
                "PATCH " + path + "/{id}",
                ADMIN,
                200,
                false,
                t -> operations.watching(t, "PATCH", field, customField(), field));
        operations.add("DELETE " + path + "/{id}", ADMIN, 204, false, t -> {
            String at = path + "/" + made(path, customField());
            return operations.watching(t, "DELETE", at, null, at);
        });
    }

    private static String customField() {
        return body("name", Operations.unique("Field"), "type", "text");
    }

    /**
     * The customer has no VAT number and there was no look-up: a rule refuses what a caller with the level requests.
     */
    private void registry() {
        operations.add(
                "GET /api/customers/{id}/registry",
                EDIT,
                422,
                true,
                t -> Operations.send(t, "GET", customer(t) + "/registry", null));
        String update = body("lookupId", UUID.randomUUID(), "items", List.of("name"));
        changing("POST /api/customers/{id}/registry", EDIT, 422, CardOperations::customer, "/registry", update);
    }

    private static String customer(Target target) {
        return "/api/customers/" + target.customer();
    }

    private static String project(Target target) {
        return "/api/projects/" + target.project();
    }

    private String salesCase(Target target) {
        return "/api/sales-cases/" + made(customer(target) + "/sales-cases", CASE);
    }

    private Function<Target, String> fresh(String things, String body) {
        return t -> "/api/" + things + "/" + made(customer(t) + "/" + things, body);
    }

    /** Returns the id of a new thing, known everywhere; of none if there is no such customer or project. */
    private String made(String path, String body) {
        return idOf(admin.post(path, body));
    }

    private String idOf(Api.Answer made) {
        if (made.status() != 201) {
            return UUID.randomUUID().toString();
        }
        admin.get("/api/customers?limit=1", "Min-Event-Position", made.header("Event-Position"))
                .expect(200);
        return made.json().get("id").asString();
    }

    private void overAllCustomers(String things) {
        String path = "/api/" + things;
        operations.list("GET " + path, VIEW, t -> path + "?customer=" + t.customer());
        operations.downloads(path, VIEW, t -> "?customer=" + t.customer());
    }

    private void beneathAll(String things, String body) {
        beneath("customers", CardOperations::customer, things, body);
        beneath("projects", CardOperations::project, things, body);
        beneath("sales-cases", this::salesCase, things, body);
    }

    private void beneath(String place, Function<Target, String> parent, String things, String body) {
        String path = " /api/" + place + "/{id}/" + things;
        reading("GET" + path, t -> parent.apply(t) + "/" + things);
        changing("POST" + path, EDIT, 201, parent, "/" + things, body);
    }

    private void one(String things, Function<Target, String> fresh, String patch, boolean deletable) {
        String path = " /api/" + things + "/{id}";
        reading("GET" + path, fresh);
        changing("PATCH" + path, EDIT, 200, fresh, "", patch);
        if (deletable) {
            changing("DELETE" + path, EDIT, 204, fresh, "", null);
        }
    }

    private void reading(String name, Function<Target, String> path) {
        operations.add(name, VIEW, 200, true, t -> Operations.send(t, "GET", path.apply(t), null));
    }

    /** @param resource whose version must not change when the request, to {@code suffix} beneath it, is refused */
    private void changing(
            String name, String need, int success, Function<Target, String> resource, String suffix, String body) {
        String method = name.substring(0, name.indexOf(' '));
        operations.add(name, need, success, true, t -> {
            String at = resource.apply(t);
            return operations.watching(t, method, at + suffix, body, at);
        });
    }
}
