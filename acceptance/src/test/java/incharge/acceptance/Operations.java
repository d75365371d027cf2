package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Every operation of the contract with its required levels and a request that succeeds for a caller with these. A list
 * or a download shows nothing of a hidden customer; an operation that names one answers as if it did not exist.
 */
final class Operations {

    /** In every name of what is hidden from the seller. */
    static final String HIDDEN = "Zyxomma";

    private static final String SEEN = "Libellula";

    private static final String VERIFICATION = "/api/health/verification";

    private static final String ANY_LEVEL = "customers:view|responsibilities:view|groups:view|reports:view";

    private final Api admin;
    private final Map<Boolean, World> worlds;
    private final List<Expected> all = new ArrayList<>();

    /** What is the same for all customers of a kind. */
    private record World(String mark, String category, String tag, String employee) {}

    /**
     * What an operation is about.
     *
     * @param category that the customer is in
     */
    record Target(String customer, String project, String category, String tag, String employee) {

        static Target unknown() {
            return new Target(id(), id(), id(), id(), id());
        }

        List<String> ids() {
            return List.of(customer, project, category, tag, employee);
        }

        private static String id() {
            return UUID.randomUUID().toString();
        }
    }

    /**
     * A request.
     *
     * @param file the content of an import or a file to add; null for every other operation
     * @param watched whose version must not change when the request is refused; null for nothing
     * @param version of what is watched, before
     */
    record OperationCall(
            Target about, String method, String path, String body, String file, String watched, String version) {}

    /**
     * An operation and what is expected of it.
     *
     * @param needs such as {@code customers:edit}, all of them, {@code |} between alternatives; none: a token;
     *     {@code open} alone: nothing at all
     * @param aboutCustomer whether the request names the target's customer or project, so that a hidden one is answered
     *     as an unknown one
     */
    record Expected(
            String name,
            Set<String> needs,
            int success,
            boolean aboutCustomer,
            BiFunction<Target, Api, OperationCall> request) {

        boolean open() {
            return needs.contains("open");
        }

        boolean changesCustomer() {
            return aboutCustomer && !name.startsWith("GET ");
        }

        OperationCall about(Target target, Api client) {
            return request.apply(target, client);
        }

        Api.Answer sentBy(Api client, OperationCall call) {
            if (call.file() != null) {
                byte[] content = call.file().getBytes(StandardCharsets.UTF_8);
                return call.path().endsWith("/files")
                        ? client.addFile(call.path(), "rows.txt", content)
                        : client.upload(call.path().split("/")[2], "", "rows.csv", content, Map.of());
            }
            if (call.path().equals("/oauth2/token")) {
                // it wants a client's own secret, which no token stands in for
                return client.unsigned().send("POST", call.path(), null, null);
            }
            if (call.path().startsWith("/api/changes")) {
                return client.opened(call.path());
            }
            String type = call.method().equals("PATCH") ? "application/merge-patch+json" : "application/json";
            return client.send(call.method(), call.path(), call.body() == null ? null : type, call.body());
        }

        void nothingChanged(Api admin, OperationCall call) {
            if (call.watched() != null && call.version() != null) {
                assertThat(admin.get(call.watched()).expect(200).header("ETag")).isEqualTo(call.version());
            }
        }
    }

    Operations(Api admin) {
        this.admin = admin;
        String named = made("/api/employees", "{\"name\":\"Named seller\",\"seller\":true}");
        worlds = Map.of(true, world(HIDDEN, "[\"" + named + "\"]"), false, world(SEEN, "[]"));
        customers();
        projects();
        employeesTeamsAndRoles();
        responsibilities();
        groups();
        membersOfGroups();
        settingsAndAccounts();
        imports();
        health();
        ofOnesOwn();
        others();
        new CardOperations(this, admin).add();
    }

    List<Expected> all() {
        return all;
    }

    private World world(String mark, String sellers) {
        return new World(
                mark,
                made("/api/categories", "{\"name\":\"" + unique(mark + " class") + "\",\"sellerIds\":" + sellers + "}"),
                made("/api/tags", "{\"name\":\"" + unique("Tag") + "\"}"),
                made("/api/employees", "{\"name\":\"" + unique("Person") + "\"}"));
    }

    /** A new customer that everybody may see, with a project, a responsible employee and a tag, known everywhere. */
    Target visible() {
        return target(worlds.get(false));
    }

    /** As {@link #visible}, in a category that names another seller than the demo client. */
    Target hidden() {
        return target(worlds.get(true));
    }

    private Target target(World world) {
        String name = unique(world.mark());
        Api.Answer customer = admin.post(
                        "/api/customers",
                        "{\"name\":\"" + name + "\",\"number\":\"" + name.replace(" ", "-") + "\",\"categoryId\":\""
                                + world.category() + "\",\"tagIds\":[\"" + world.tag() + "\"]}")
                .expect(201);
        String id = id(customer);
        Api.Answer project = admin.post(
                        "/api/projects",
                        "{\"customerId\":\"" + id + "\",\"name\":\"" + name + " building\"}",
                        "Min-Event-Position",
                        customer.header("Event-Position"))
                .expect(201);
        String assigned = admin.post(
                        "/api/responsibilities",
                        "{\"changes\":[" + assign("customer", id, world.employee()) + ","
                                + assign("project", id(project), world.employee()) + "]}",
                        "Min-Event-Position",
                        project.header("Event-Position"))
                .expect(200)
                .header("Event-Position");
        String all = project.header("Event-Position") + ", " + assigned;
        admin.get("/api/customers?limit=1", "Min-Event-Position", all).expect(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> admin.get("/api/categories/" + world.category() + "/customers?q=" + name.replace(" ", "+"))
                        .text()
                        .contains(id));
        return new Target(id, id(project), world.category(), world.tag(), world.employee());
    }

    private void customers() {
        list("GET /api/customers", "customers:view", t -> "/api/customers?q=" + HIDDEN);
        downloads("/api/customers", "customers:view", t -> "?q=" + HIDDEN);
        add("POST /api/customers", "customers:edit", 201, false, t -> send(t, "POST", "/api/customers", named()));
        Function<Target, String> customer = t -> "/api/customers/" + t.customer();
        list("GET /api/customers/next-number", "customers:view", t -> "/api/customers/next-number");
        one("GET /api/customers/{id}", "customers:view", 200, customer, "GET", null);
        add(
                "PUT /api/customers/{id}",
                "customers:edit",
                201,
                false,
                t -> send(t, "PUT", "/api/customers/" + UUID.randomUUID(), named()));
        one("PATCH /api/customers/{id}", "customers:edit", 200, customer, "PATCH", "{\"phone\":\"+358 9 1\"}");
        one(
                "POST /api/customers/{id}/archive",
                "customers:edit",
                200,
                t -> customer.apply(t) + "/archive",
                "POST",
                "{}");
        one(
                "POST /api/customers/{id}/restore",
                "customers:edit",
                200,
                t -> customer.apply(t) + "/restore",
                "POST",
                "{}");
        erasure("/api/customers", "customers:admin", "\"kind\":\"person\"");
    }

    /** @param more fields of a new person who can be erased at once */
    private void erasure(String path, String need, String more) {
        add("POST " + path + "/{id}/erase", need, 204, false, t -> {
            String at = path + "/" + made(path, "{\"name\":\"" + unique("Person") + "\"," + more + "}");
            return watching(t, "POST", at + "/erase", "{\"reason\":\"Requested\"}", at);
        });
    }

    private void projects() {
        Function<Target, String> customer = t -> "/api/customers/" + t.customer();
        list("GET /api/projects", "customers:view", t -> "/api/projects?customer=" + t.customer());
        add(
                "POST /api/projects",
                "customers:edit",
                201,
                true,
                t -> watching(
                        t,
                        "POST",
                        "/api/projects",
                        "{\"customerId\":\"" + t.customer() + "\",\"name\":\"New one\"}",
                        customer.apply(t)));
        Function<Target, String> project = t -> "/api/projects/" + t.project();
        one("GET /api/projects/{id}", "customers:view", 200, project, "GET", null);
        one("PATCH /api/projects/{id}", "customers:edit", 200, project, "PATCH", "{\"start\":\"2026-01-01\"}");
        one("POST /api/projects/{id}/archive", "customers:edit", 200, t -> project.apply(t) + "/archive", "POST", "{}");
        one("POST /api/projects/{id}/restore", "customers:edit", 200, t -> project.apply(t) + "/restore", "POST", "{}");
    }

    private void employeesTeamsAndRoles() {
        erasure("/api/employees", "responsibilities:admin", "\"active\":false");
        for (String kind : List.of("employees", "teams", "roles")) {
            String path = "/api/" + kind;
            String more = kind.equals("roles") ? ",\"kind\":\"customer\"" : "";
            list("GET " + path, "responsibilities:view", t -> path + "?limit=500");
            add(
                    "POST " + path,
                    "responsibilities:admin",
                    201,
                    false,
                    t -> send(t, "POST", path, "{\"name\":\"" + unique("Some") + "\"" + more + "}"));
            Function<Target, String> fresh =
                    t -> path + "/" + made(path, "{\"name\":\"" + unique("Fresh") + "\"" + more + "}");
            add(
                    "GET " + path + "/{id}",
                    "responsibilities:view",
                    200,
                    false,
                    t -> send(t, "GET", fresh.apply(t), null));
            add("PATCH " + path + "/{id}", "responsibilities:admin", 200, false, t -> {
                String at = fresh.apply(t);
                return watching(t, "PATCH", at, "{\"name\":\"" + unique("Renamed") + "\"}", at);
            });
            add("DELETE " + path + "/{id}", "responsibilities:admin", 204, false, t -> {
                String at = fresh.apply(t);
                return watching(t, "DELETE", at, null, at);
            });
        }
    }

    private void responsibilities() {
        add("POST /api/responsibilities", "responsibilities:edit", 200, true, t -> {
            String employee = made("/api/employees", "{\"name\":\"" + unique("Assignee") + "\"}");
            return send(
                    t,
                    "POST",
                    "/api/responsibilities",
                    "{\"changes\":[" + assign("customer", t.customer(), employee) + ","
                            + assign("project", t.project(), employee) + "]}");
        });
        add("POST /api/responsibilities/batches/{batchId}/undo", "responsibilities:edit", 200, true, t -> {
            Api.Answer batch = admin.post(
                    "/api/responsibilities",
                    "{\"changes\":["
                            + assign(
                                    "customer",
                                    t.customer(),
                                    made("/api/employees", "{\"name\":\"" + unique("Assignee") + "\"}"))
                            + "]}");
            // a customer that does not exist has no batch
            String id = batch.status() == 200 ? batch.json().get("batchId").asString() : Target.id();
            return send(t, "POST", "/api/responsibilities/batches/" + id + "/undo", null);
        });
        list(
                "GET /api/matrix",
                "responsibilities:view",
                t -> "/api/matrix?projects=true&period=all&customer=" + t.customer());
        downloads("/api/matrix", "responsibilities:view", t -> "?projects=true&customer=" + t.customer());
        list(
                "GET /api/responsibilities/batches",
                "responsibilities:view",
                t -> "/api/responsibilities/batches?limit=500");
        list("GET /api/assignees", "responsibilities:view", t -> "/api/assignees?customer=" + t.customer());
        downloads("/api/assignees", "responsibilities:view", t -> "?customer=" + t.customer());
        list("GET /api/history", "responsibilities:view", t -> "/api/history?customer=" + t.customer());
        downloads("/api/history", "responsibilities:view", t -> "?customer=" + t.customer());
    }

    private void groups() {
        for (String kind : List.of("categories", "tags")) {
            String path = "/api/" + kind;
            list("GET " + path, "groups:view", t -> path + "?limit=500");
            add(
                    "POST " + path,
                    "groups:edit",
                    201,
                    true,
                    t -> send(
                            t,
                            "POST",
                            path,
                            "{\"name\":\"" + unique("Group") + "\",\"customerIds\":[\"" + t.customer() + "\"]}"));
            Function<Target, String> fresh = t -> path + "/" + made(path, "{\"name\":\"" + unique("Fresh") + "\"}");
            add("GET " + path + "/{id}", "groups:view", 200, false, t -> send(t, "GET", fresh.apply(t), null));
            add("PUT " + path + "/{id}", "groups:edit", 200, false, t -> {
                String at = fresh.apply(t);
                return watching(t, "PUT", at, "{\"name\":\"" + unique("Renamed") + "\"}", at);
            });
            add("DELETE " + path + "/{id}", "groups:edit", 200, false, t -> {
                String at = fresh.apply(t);
                return watching(t, "DELETE", at, null, at);
            });
            add("POST " + path + "/{id}/restore", "groups:edit", 200, false, t -> {
                String at = fresh.apply(t);
                admin.delete(at).expect(200);
                return send(t, "POST", at + "/restore", "{}");
            });
        }
        list("GET /api/groupings", "groups:view", t -> "/api/groupings?q=" + HIDDEN);
        list("GET /api/categories/proposal", "customers:view|groups:view", t -> "/api/categories/proposal?country=FI");
        add("POST /api/groupings/batches/{batchId}/undo", "groups:edit", 200, true, t -> {
            Api.Answer batch = admin.post(
                    "/api/tags/" + made("/api/tags", "{\"name\":\"" + unique("Batch") + "\"}") + "/customers",
                    "{\"add\":[\"" + t.customer() + "\"]}");
            // a customer that does not exist has no batch
            String id = batch.status() == 200 ? batch.json().get("batchId").asString() : Target.id();
            return send(t, "POST", "/api/groupings/batches/" + id + "/undo", null);
        });
    }

    private void settingsAndAccounts() {
        list("GET /api/settings", ANY_LEVEL, t -> "/api/settings");
        add(
                "PATCH /api/settings",
                "responsibilities:admin",
                200,
                false,
                t -> watching(t, "PATCH", "/api/settings", "{\"paymentTermDays\":14}", "/api/settings"));
        list("GET /api/accounts", "groups:view", t -> "/api/accounts?limit=500");
        add("POST /api/accounts", "groups:edit", 201, false, t -> send(t, "POST", "/api/accounts", account()));
        Function<Target, String> fresh = t -> "/api/accounts/" + made("/api/accounts", account());
        add("GET /api/accounts/{id}", "groups:view", 200, false, t -> send(t, "GET", fresh.apply(t), null));
        add("PATCH /api/accounts/{id}", "groups:edit", 200, false, t -> {
            String at = fresh.apply(t);
            return watching(t, "PATCH", at, "{\"name\":\"Renamed\"}", at);
        });
        add("DELETE /api/accounts/{id}", "groups:edit", 204, false, t -> {
            String at = fresh.apply(t);
            return watching(t, "DELETE", at, null, at);
        });
    }

    private static String account() {
        return "{\"kind\":\"target\",\"number\":\"" + unique("T") + "\",\"name\":\"Some target\"}";
    }

    /** What belongs to the caller needs a token and no level. */
    private void health() {
        String needs = "responsibilities:admin";
        list("GET /api/health", needs, _ -> "/api/health");
        add(
                "POST /api/health/rebuilds/{source}",
                needs,
                202,
                false,
                t -> send(t, "POST", "/api/health/rebuilds/groupings", null));
        add("POST /api/health/verification", needs, 202, false, t -> send(t, "POST", VERIFICATION, null));
        add("GET /api/health/verification", needs, 200, false, t -> {
            if (admin.get(VERIFICATION).status() == 404) {
                admin.send("POST", VERIFICATION, null, null).expect(202);
            }
            return send(t, "GET", VERIFICATION, null);
        });
    }

    private void ofOnesOwn() {
        add("GET /api/me/activities", Set.of(), 200, false, t -> send(t, "GET", "/api/me/activities", null));
        add(
                "GET /api/me/responsibilities",
                Set.of(),
                200,
                false,
                t -> send(t, "GET", "/api/me/responsibilities", null));
        add(
                "GET /api/session/preferences",
                Set.of(),
                200,
                false,
                t -> send(t, "GET", "/api/session/preferences", null));
        add(
                "PATCH /api/session/preferences",
                Set.of(),
                200,
                false,
                // changes nothing, because other tests see the pages as these clients
                t -> send(t, "PATCH", "/api/session/preferences", "{}"));
        add("GET /api/views", Set.of(), 200, false, t -> send(t, "GET", "/api/views", null));
        add("POST /api/views", Set.of(), 201, false, t -> send(t, "POST", "/api/views", view()));
        view("GET", 200, null);
        view("PATCH", 200, "{\"name\":\"Renamed\"}");
        view("DELETE", 204, null);
    }

    /** A view can be changed by its owner only, so each client has its own. */
    private void view(String method, int success, String body) {
        all.add(new Expected(method + " /api/views/{id}", Set.of(), success, false, (t, client) -> {
            Api.Answer own = client.post("/api/views", view());
            return send(t, method, "/api/views/" + (own.status() == 201 ? id(own) : Target.id()), body);
        }));
    }

    private static String view() {
        return "{\"name\":\"" + unique("View") + "\",\"page\":\"matrix\",\"query\":\"?projects=true\"}";
    }

    private void membersOfGroups() {
        for (String kind : List.of("categories", "tags")) {
            String path = "/api/" + kind;
            Function<Target, String> own = t -> kind.equals("categories") ? t.category() : t.tag();
            Function<Target, String> fresh = t -> path + "/" + made(path, "{\"name\":\"" + unique("Fresh") + "\"}");
            list(
                    "GET " + path + "/{id}/customers",
                    "groups:view",
                    t -> path + "/" + own.apply(t) + "/customers?limit=500");
            add("POST " + path + "/{id}/customers", "groups:edit", 200, true, t -> {
                String at = fresh.apply(t);
                return watching(t, "POST", at + "/customers", "{\"add\":[\"" + t.customer() + "\"]}", at);
            });
            for (String format : List.of("xlsx", "csv")) {
                add(
                        "GET " + path + "/{id}/customers." + format,
                        Set.of("groups:view", "reports:view"),
                        200,
                        false,
                        t -> send(t, "GET", path + "/" + own.apply(t) + "/customers." + format, null));
            }
        }
    }

    private void imports() {
        imports("customers", "customers:edit", "name\nImported\n");
        imports("employees", "responsibilities:admin", "employee_id,name\nE-1,Imported\n");
        imports("projects", "customers:edit", "customer_number,name\n1,Imported\n");
        imports("responsibilities", "responsibilities:edit", "customer_number,employee_id\n1,demo-admin\n");
        list("GET /api/imports", "customers:edit|responsibilities:edit|groups:edit|reports:edit", t -> "/api/imports");
    }

    private void imports(String kind, String need, String file) {
        String path = "/api/" + kind + "/imports";
        add("POST " + path, need, 202, false, t -> new OperationCall(t, "POST", path, null, file, null, null));
        // the import of another user does not exist, so each client requests its own, if it may have one
        for (String more : List.of("", "/rows")) {
            all.add(new Expected(
                    "GET " + path + "/{importId}" + more,
                    Set.of(need),
                    200,
                    false,
                    (t, client) -> send(t, "GET", path + "/" + own(client, kind, "?dryRun=true", file) + more, null)));
        }
        for (String format : List.of("xlsx", "csv")) {
            all.add(new Expected(
                    "GET " + path + "/{importId}/rows." + format,
                    Set.of(need, "reports:view"),
                    200,
                    false,
                    (t, client) -> send(
                            t, "GET", path + "/" + own(client, kind, "?dryRun=true", file) + "/rows." + format, null)));
        }
        all.add(new Expected("POST " + path + "/{importId}/undo", Set.of(need), 200, false, (t, client) -> {
            String id = own(client, kind, "", file);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !admin.get(path + "/" + id)
                            .json()
                            .get("state")
                            .asString()
                            .equals("running"));
            return send(t, "POST", path + "/" + id + "/undo", null);
        }));
    }

    private String own(Api client, String kind, String query, String file) {
        Api.Answer own = imported(client, kind, query, file);
        return (own.status() == 202 ? own : imported(admin, kind, query, file).expect(202))
                .json()
                .get("importId")
                .asString();
    }

    private static Api.Answer imported(Api client, String kind, String query, String file) {
        return client.upload(kind, query, "rows.csv", file.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private void others() {
        add("GET /api/session", Set.of(), 200, false, t -> send(t, "GET", "/api/session", null));
        add("GET /api/changes", ANY_LEVEL, 200, false, t -> send(t, "GET", "/api/changes", null));
        list("GET /api/erasures", "customers:admin|responsibilities:admin", t -> "/api/erasures");
        list("GET /api/search", ANY_LEVEL, t -> "/api/search?limit=50&q=" + HIDDEN);
        open("POST /oauth2/token", 401);
        open("GET /oauth2/jwks", 200);
        open("GET /.well-known/openid-configuration", 200);
        open("GET /.well-known/oauth-authorization-server", 200);
        open("GET /api/openapi.json", 200);
        open("GET /api/asyncapi.json", 200);
    }

    private void open(String name, int success) {
        String[] sides = name.split(" ");
        add(name, Set.of("open"), success, false, t -> send(t, sides[0], sides[1], null));
    }

    void list(String name, String need, Function<Target, String> path) {
        add(name, need, 200, false, t -> send(t, "GET", path.apply(t), null));
    }

    void downloads(String path, String need, Function<Target, String> query) {
        for (String format : List.of("xlsx", "csv")) {
            add(
                    "GET " + path + "." + format,
                    Set.of(need, "reports:view"),
                    200,
                    false,
                    t -> send(t, "GET", path + "." + format + query.apply(t), null));
        }
    }

    private void one(String name, String need, int success, Function<Target, String> path, String method, String body) {
        String resource = name.contains("/projects/") ? "/api/projects/" : "/api/customers/";
        add(
                name,
                need,
                success,
                true,
                t -> watching(
                        t,
                        method,
                        path.apply(t),
                        body,
                        resource + (resource.contains("projects") ? t.project() : t.customer())));
    }

    void add(String name, String need, int success, boolean aboutCustomer, Function<Target, OperationCall> request) {
        add(name, Set.of(need), success, aboutCustomer, request);
    }

    private void add(
            String name,
            Set<String> needs,
            int success,
            boolean aboutCustomer,
            Function<Target, OperationCall> request) {
        all.add(new Expected(name, needs, success, aboutCustomer, (target, _) -> request.apply(target)));
    }

    static OperationCall send(Target about, String method, String path, String body) {
        return new OperationCall(about, method, path, body, null, null, null);
    }

    OperationCall watching(Target about, String method, String path, String body, String watched) {
        String version =
                admin.get(watched).response().headers().firstValue("ETag").orElse(null);
        return new OperationCall(about, method, path, body, null, watched, version);
    }

    private static String assign(String type, String subject, String employee) {
        return "{\"action\":\"assign\",\"subject\":{\"type\":\"" + type + "\",\"id\":\"" + subject
                + "\"},\"employeeId\":\"" + employee + "\"}";
    }

    private String made(String path, String body) {
        return id(admin.post(path, body).expect(201));
    }

    private static String id(Api.Answer made) {
        return made.json().get("id").asString();
    }

    private static String named() {
        return "{\"name\":\"" + unique("Somebody") + "\"}";
    }

    static String unique(String word) {
        return word + " " + UUID.randomUUID().toString().substring(0, 13);
    }

    /** All text of an answer, a workbook's parts unpacked. */
    String textOf(Api.Answer answer) {
        byte[] bytes = answer.bytes();
        if (bytes.length < 4 || bytes[0] != 'P' || bytes[1] != 'K') {
            return answer.text();
        }
        var text = new StringBuilder();
        try {
            // from a file: a sheet that was streamed has its sizes behind the entries
            Path file = Files.createTempFile("incharge-sheet", ".xlsx");
            Files.write(file, bytes);
            try (var zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
