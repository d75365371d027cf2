package incharge.contracts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The problem codes that the OpenAPI document lists for each operation, as {@code x-codes}. */
public final class ProblemCodes {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^/}]+}");
    private static final List<Operation> OPERATIONS = read();

    private ProblemCodes() {}

    private record Operation(String method, String template, Pattern path, Set<String> codes) {}

    private static List<Operation> read() {
        var operations = new ArrayList<Operation>();
        try (InputStream in = ProblemCodes.class.getResourceAsStream("openapi.json")) {
            JsonNode paths = JsonMapper.shared().readTree(in).path("paths");
            paths.forEachEntry((template, methods) -> {
                Pattern path = Pattern.compile(VARIABLE.splitAsStream(template + " ")
                        .map(Pattern::quote)
                        .reduce((left, right) -> left + "[^/]+" + right)
                        .orElseThrow()
                        .replace(" \\E", "\\E"));
                methods.forEachEntry((method, operation) -> {
                    var codes = new HashSet<String>();
                    operation.path("x-codes").forEach(code -> codes.add(code.asString()));
                    operations.add(new Operation(method.toUpperCase(Locale.ROOT), template, path, Set.copyOf(codes)));
                });
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // a path without variables precedes those that it also matches
        operations.sort(Comparator.comparing(operation -> operation.template().indexOf('{') >= 0));
        return List.copyOf(operations);
    }

    /**
     * Returns a sentence about the codes of a problem that its operation does not list. Empty if there is none, or if
     * the document has no such operation.
     *
     * @param problem the body of an answer, JSON
     */
    public static Optional<String> unlisted(String method, String path, byte[] problem) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        List<Operation> matching = OPERATIONS.stream()
                .filter(operation -> operation.path().matcher(path).matches())
                .toList();
        return matching.stream()
                .filter(operation ->
                        operation.template().equals(matching.getFirst().template()))
                .filter(operation -> operation.method().equals(wanted))
                .findFirst()
                .map(operation -> {
                    var codes = codes(JsonMapper.shared().readTree(problem));
                    codes.removeAll(operation.codes());
                    return codes.isEmpty()
                            ? null
                            : "x-codes of " + operation.method() + ' ' + operation.template() + " lack " + codes;
                });
    }

    private static Set<String> codes(JsonNode problem) {
        var codes = new HashSet<String>();
        codes.add(problem.path("code").asString());
        problem.path("errors").forEach(error -> codes.add(error.path("code").asString()));
        return codes;
    }
}
