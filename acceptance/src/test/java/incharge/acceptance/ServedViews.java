package incharge.acceptance;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Everything that a caller can read: the answers to every GET of the interface, for everything that exists. */
final class ServedViews {

    /** The things of a kind that are read one by one. */
    private static final int MOST = 20;

    private static final String OF_ONE = "/{id}";

    /** What does not answer with a view: a stream, how far everything is, and what a public registry has. */
    private static final List<String> NO_VIEWS = List.of("/api/changes", "/api/health", "/api/customers/{id}/registry");

    private static final String CUSTOMERS = "/api/customers";
    private static final String OF_ADDRESS = "/{addressId}";

    /** The things that are listed beneath their customers alone. */
    private static final Set<String> BENEATH_CUSTOMERS =
            Set.of("/api/notes", "/api/comments", "/api/files", "/api/links");

    /** What a path needs beside its ids, and more of what it can show. */
    private static final Map<String, List<String>> QUERIES = Map.of(
            "/api/customers", List.of("archived=true", "q=a&lang=fi"),
            "/api/customers/next-number", List.of("category=none"),
            "/api/categories/proposal", List.of("country=FI"),
            "/api/matrix", List.of("period=all&projects=true", "view=role&archived=true"),
            "/api/search", List.of("q=a", "q=han&lang=sv"));

    private final Api api;
    private final String past;
    private final Map<String, String> answers = new TreeMap<>();
    private final Map<String, List<String>> ids = new HashMap<>();

    private ServedViews(Api api, String past) {
        this.api = api;
        this.past = past;
    }

    /**
     * Reads everything.
     *
     * @param past an instant at which it was different
     * @return the status, position and body of each answer by path
     */
    static Map<String, String> of(Api api, String past) {
        var views = new ServedViews(api, past);
        List<String> paths = new ArrayList<>();
        api.get("/api/openapi.json").expect(200).json().get("paths").properties().stream()
                .filter(path -> path.getValue().has("get"))
                .map(Map.Entry::getKey)
                .filter(path -> NO_VIEWS.stream().noneMatch(path::startsWith))
                .sorted()
                .forEach(paths::add);
        views.ids.put(CUSTOMERS, views.idsOf(CUSTOMERS));
        paths.forEach(views::read);
        return views.answers;
    }

    /** Returns where the answers differ, with the beginning of both. */
    static List<String> differences(Map<String, String> before, Map<String, String> now) {
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(now.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(before.get(path), now.get(path)))
                .map(path -> path + "\n" + difference(before.get(path) + "", now.get(path) + ""))
                .toList();
    }

    private static String difference(String before, String now) {
        int same = 0;
        while (same < Math.min(before.length(), now.length()) && before.charAt(same) == now.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - 40);
        return before.substring(from, Math.min(before.length(), same + 80)) + "\n"
                + now.substring(from, Math.min(now.length(), same + 80));
    }

    private void read(String path) {
        if (path.endsWith("/{importId}") || path.contains("/{importId}/")) {
            String kind = path.split("/")[2];
            readEach(path, "{importId}", importIds(kind));
        } else if (path.endsWith(OF_ADDRESS)) {
            for (String customer : ids.get(CUSTOMERS).stream().limit(3).toList()) {
                String list = path.substring(0, path.indexOf(OF_ADDRESS)).replace("{id}", customer);
                idsOf(list).forEach(address -> answer(list + "/" + address));
            }
        } else if (path.contains(OF_ONE)) {
            String list = path.substring(0, path.indexOf(OF_ONE));
            readEach(path, "{id}", ids.computeIfAbsent(list, this::idsOf));
        } else {
            answer(path);
            for (String query : QUERIES.getOrDefault(path, List.of())) {
                answer(path + "?" + query);
            }
            if (path.startsWith("/api/") && api.get(path + "?asOf=" + past).status() == 200) {
                answer(path + "?asOf=" + past);
            }
        }
    }

    private void readEach(String path, String variable, List<String> values) {
        // what is below one of them is the same for all, and a file has the rows of the list beside it
        long most = path.endsWith(variable) ? MOST : path.endsWith(".xlsx") ? 1 : 3;
        values.stream().limit(most).forEach(value -> answer(path.replace(variable, value)));
    }

    private List<String> idsOf(String list) {
        if (!BENEATH_CUSTOMERS.contains(list)) {
            return Workspace.texts(api.all(list), "/id");
        }
        String kind = list.substring(list.lastIndexOf('/'));
        return ids.get(CUSTOMERS).stream()
                .limit(MOST)
                .flatMap(customer -> idsOf(CUSTOMERS + "/" + customer + kind).stream())
                .toList();
    }

    private List<String> importIds(String kind) {
        List<String> found = new ArrayList<>();
        for (JsonNode each : api.all("/api/imports")) {
            if (each.get("what").asString().equals(kind)) {
                found.add(each.get("importId").asString());
            }
        }
        return found;
    }

    /** Reads all pages of an answer. */
    private void answer(String path) {
        Api.Answer answer = api.get(path);
        if (answer.status() == 400) {
            return; // it needs a query, which is given besides, and a problem has a trace id of its own
        }
        if (path.endsWith("/avatar") && answer.status() == 404) {
            return; // most customers have no picture
        }
        answers.put(path, text(path, answer.expect(200)));
        if (answer.header("content-type").startsWith("application/json")) {
            JsonNode next = answer.json().path("next");
            if (next.isString()) {
                answer(path.replaceAll("[?&]cursor=.*", "")
                        + (path.contains("?") && !path.contains("?cursor=") ? "&" : "?")
                        + "cursor=" + next.asString());
            }
        }
    }

    private static String text(String path, Api.Answer answer) {
        String position =
                answer.response().headers().firstValue("Event-Position").orElse("");
        String body = path.contains(".xlsx")
                ? Sheet.ofXlsx(answer).toString()
                : path.contains(".csv") ? Base64.getEncoder().encodeToString(answer.bytes()) : answer.text();
        return position + " " + body;
    }
}
