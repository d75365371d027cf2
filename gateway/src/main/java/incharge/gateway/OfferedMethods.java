package incharge.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.ServerHttpObservationFilter;
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

    private final Map<String, Offer> byPath = new HashMap<>();
    private final List<Offer> byPattern;

    private OfferedMethods(JsonNode paths) {
        paths.forEachEntry((path, operations) -> {
            var methods = new TreeSet<String>();
            operations.propertyNames().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
            byPath.put(path, new Offer(PathPatternParser.defaultInstance.parse(path), methods));
        });
        byPattern = byPath.values().stream()
                .filter(offer -> offer.path().hasPatternSyntax())
                .sorted(Comparator.comparing(Offer::path))
                .toList();
    }

    static OfferedMethods ofDocument() throws IOException {
        try (InputStream document = new ClassPathResource("incharge/contracts/openapi.json").getInputStream()) {
            return new OfferedMethods(JsonMapper.shared().readTree(document).path("paths"));
        }
    }

    /**
     * Refuses a method that a path of the document does not have. The request is measured under that path, else all
     * requests would be measured as one.
     */
    void check(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        Optional<Offer> found = of(request.getRequestURI());
        if (found.isEmpty()) {
            return;
        }
        Offer offer = found.get();
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(measured -> measured.setPathPattern(offer.path().getPatternString()));
        String method = request.getMethod();
        if (!offer.methods().contains(method) && !ALWAYS.contains(method)) {
            throw new HttpRequestMethodNotSupportedException(method, offer.methods());
        }
    }

    private Optional<Offer> of(String path) {
        Offer exact = byPath.get(path);
        if (exact != null) {
            return Optional.of(exact);
        }
        var steps = PathContainer.parsePath(path);
        return byPattern.stream().filter(offer -> offer.path().matches(steps)).findFirst();
    }
}
