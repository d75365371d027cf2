package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A client that reads its own writes: every request waits for the events of all commands before it, those of the other
 * clients of the same workspace too. It makes what tests need under names of their own.
 */
final class Workspace {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Api api;
    private final Map<String, Long> reached;

    private Workspace(Api api, Map<String, Long> reached) {
        this.api = api;
        this.reached = reached;
    }

    static Workspace of(Api api) {
        return new Workspace(api, new TreeMap<>());
    }

    /** Another client, who waits for the same events. */
    Workspace as(Api other) {
        return new Workspace(other, reached);
    }

    Api api() {
        return api;
    }

    /** A word of small letters that occurs nowhere else. */
    static String word() {
        return "w"
                + UUID.randomUUID()
                        .toString()
                        .replace("-", "")
                        .substring(0, 12)
                        .chars()
                        .mapToObj(digit -> Character.toString('a' + Character.digit(digit, 16)))
                        .collect(Collectors.joining());
    }

    static String unique(String name) {
        return name + " " + word();
    }

    /** A JSON object of names and values by turns. */
    static String body(Object... namesAndValues) {
        return json(fields(namesAndValues));
    }

    static String json(Map<String, Object> fields) {
        return JSON.writeValueAsString(fields);
    }

    static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    Api.Answer get(String path, String... headers) {
        return noted(api.get(path, seeing(headers)));
    }

    Api.Answer post(String path, String body, String... headers) {
        return noted(api.post(path, body, seeing(headers)));
    }

    Api.Answer put(String path, String body, String... headers) {
        return noted(api.put(path, body, seeing(headers)));
    }

    Api.Answer patch(String path, String body, String... headers) {
        return noted(api.patch(path, body, seeing(headers)));
    }

    Api.Answer delete(String path, String... headers) {
        return noted(api.delete(path, seeing(headers)));
    }

    /** Adds a file beneath a customer or a project. */
    Api.Answer addFile(String path, String fileName, byte[] content) {
        return noted(api.addFile(path, fileName, content));
    }

    Api.Answer putPicture(String path, byte[] content, String... headers) {
        return noted(api.putPicture(path, content, headers));
    }

    /** The items of a list, all pages. */
    List<JsonNode> all(String path, String... headers) {
        return api.all(path, seeing(headers));
    }

    /** Imports a file, waits for its end and answers with it. */
    Api.Answer imported(String kind, String query, String csv) {
        return done(api.importText(kind, query, csv));
    }

    /** Waits for the end of the import that an upload started and answers with it. */
    Api.Answer imported(Api.Answer accepted) {
        return done(api.finished(accepted));
    }

    private Api.Answer done(Api.Answer ended) {
        Api.Answer done = noted(ended);
        assertThat(done.json().get("state").asString()).as(done.text()).isEqualTo("done");
        return done;
    }

    /** The names and values of the headers, and the one that waits for the events of all commands. */
    private String[] seeing(String... headers) {
        synchronized (reached) {
            if (reached.isEmpty()) {
                return headers;
            }
            return Stream.concat(Stream.of(headers), Stream.of("Min-Event-Position", position()))
                    .toArray(String[]::new);
        }
    }

    /** The position of the last event of each log that a command or query answered with. */
    String position() {
        synchronized (reached) {
            return reached.entrySet().stream()
                    .map(log -> log.getKey() + "=" + log.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    private Api.Answer noted(Api.Answer answer) {
        if (answer.status() < 300) {
            answer.response().headers().firstValue("Event-Position").ifPresent(this::note);
        }
        return answer;
    }

    private void note(String position) {
        synchronized (reached) {
            for (String log : position.split(",")) {
                String[] sides = log.strip().split("=");
                reached.merge(sides[0], Long.parseLong(sides[1]), Math::max);
            }
        }
    }

    static String id(Api.Answer made) {
        return made.expect(201).json().get("id").asString();
    }

    String made(String path, Object... fields) {
        return id(post(path, body(fields)));
    }

    String customer(String name, Object... more) {
        return named("/api/customers", name, more);
    }

    /** Customers with this word and a number in their names. */
    List<String> customers(String word, int count) {
        List<String> customers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            customers.add(customer(word + " " + i));
        }
        return customers;
    }

    String employee(String name, Object... more) {
        return named("/api/employees", name, more);
    }

    String category(String name, Object... more) {
        return named("/api/categories", name, more);
    }

    String tag(String name, Object... more) {
        return named("/api/tags", name, more);
    }

    String role(String name) {
        return named("/api/roles", name, "kind", "customer");
    }

    String project(String customer, String name, Object... more) {
        return named(
                "/api/projects",
                name,
                Stream.concat(Stream.of("customerId", customer), Stream.of(more))
                        .toArray());
    }

    private String named(String path, String name, Object... more) {
        return made(
                path, Stream.concat(Stream.of("name", name), Stream.of(more)).toArray());
    }

    /** A change of a customer's responsibility, such as {@code assign}. */
    static Map<String, Object> change(String action, String customer, String employee, Object... more) {
        return changeOf("customer", action, customer, employee, more);
    }

    static Map<String, Object> changeOf(String type, String action, String subject, String employee, Object... more) {
        Map<String, Object> change =
                fields("action", action, "subject", fields("type", type, "id", subject), "employeeId", employee);
        change.putAll(fields(more));
        return change;
    }

    /** Sends changes of responsibilities that are in order. */
    JsonNode changed(List<Map<String, Object>> changes, String... headers) {
        return post("/api/responsibilities", body("changes", changes), headers)
                .expect(200)
                .json();
    }

    JsonNode assign(String customer, String employee, Object... more) {
        return changed(List.of(change("assign", customer, employee, more)));
    }

    /** What the list has under this id; null if it is not in it. */
    JsonNode listed(String list, String id) {
        return all(list).stream()
                .filter(item -> id.equals(item.path("id").asString("")))
                .findFirst()
                .orElse(null);
    }

    static List<String> texts(Iterable<JsonNode> items, String field) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.at(field).asString("")));
        return texts;
    }

    /** The refusal has this code, and names a field that begins so; an empty one is not looked at. */
    static void assertRefused(Api.Answer answer, int status, String code, String field) {
        answer.expect(status);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("code").asString()).as(answer.text()).isNotBlank();
        if (!code.isEmpty()) {
            List<String> codes = texts(problem.path("errors"), "/code");
            codes.add(problem.get("code").asString());
            assertThat(codes).as(answer.text()).contains(code);
        }
        if (!field.isEmpty()) {
            assertThat(texts(problem.path("errors"), "/field"))
                    .as(answer.text())
                    .anyMatch(each -> each.startsWith(field));
        }
    }
}
