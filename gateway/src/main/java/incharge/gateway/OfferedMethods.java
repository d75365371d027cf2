package incharge.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The methods of each path as the OpenAPI document lists them. Two services may share a path, so neither of them can
 * name all of its methods.
 */
final class OfferedMethods {

    private static final Set<String> ALWAYS = Set.of("HEAD", "OPTIONS");

    private record Offer(PathPattern path, Set<String> methods) {}

    private final Map<String, Set<String>> byPath = new HashMap<>();
    private final List<Offer> byPattern;

    private OfferedMethods(JsonNode paths) {
        paths.forEachEntry((path, operations) -> {
            var methods = new TreeSet<String>();
            operations.propertyNames().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
            byPath.put(path, methods);
        });
        byPattern = byPath.entrySet().stream()
                .filter(entry -> entry.getKey().contains("{"))
                .map(entry -> new Offer(PathPatternParser.defaultInstance.parse(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparing(Offer::path))
                .toList();
    }

    static OfferedMethods ofDocument() throws IOException {
        try (InputStream document = new ClassPathResource("incharge/contracts/openapi.json").getInputStream()) {
            return new OfferedMethods(JsonMapper.shared().readTree(document).path("paths"));
        }
    }

    /** Refuses a method that a path of the document does not have. */
    void check(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        Set<String> methods = of(request.getRequestURI());
        String method = request.getMethod();
        if (!methods.isEmpty() && !methods.contains(method) && !ALWAYS.contains(method)) {
            throw new HttpRequestMethodNotSupportedException(method, methods);
        }
    }

    private Set<String> of(String path) {
        Set<String> exact = byPath.get(path);
        if (exact != null) {
            return exact;
        }
        var steps = PathContainer.parsePath(path);
        return byPattern.stream()
                .filter(offer -> offer.path().matches(steps))
                .findFirst()
                .map(Offer::methods)
                .orElse(Set.of());
    }
}
