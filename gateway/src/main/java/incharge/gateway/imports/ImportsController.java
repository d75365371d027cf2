package incharge.gateway.imports;

import incharge.gateway.imports.MergedImports.Merged;
import incharge.gateway.imports.ServiceImports.ServicePage;
import incharge.http.FieldError;
import incharge.http.InvalidInput;
import incharge.http.Page;
import incharge.http.Paging;
import incharge.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists the imports of all services. Each of them decides which ones the caller may see. */
@RestController
class ImportsController {

    private static final List<String> PASSED_ON = List.of("Accept-Language", "Min-Event-Position", "traceparent");
    private static final ServicePage NONE = new ServicePage(List.of(), null, 0);
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** What a file is imported as. */
    enum Kind {
        CUSTOMERS,
        PROJECTS,
        EMPLOYEES,
        RESPONSIBILITIES;

        String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A service and the kinds that it imports. */
    private record Source(HttpHost host, Set<Kind> kinds) {}

    private final HttpClient http;
    private final JsonMapper json;
    private final List<Source> services;

    ImportsController(
            @Qualifier("http") HttpClient http,
            @Value("${incharge.customers-url}") URI customers,
            @Value("${incharge.responsibilities-url}") URI responsibilities,
            JsonMapper json) {
        this.http = http;
        this.json = json;
        this.services = List.of(
                new Source(HttpHost.create(customers), EnumSet.of(Kind.CUSTOMERS, Kind.PROJECTS)),
                new Source(HttpHost.create(responsibilities), EnumSet.of(Kind.EMPLOYEES, Kind.RESPONSIBILITIES)));
    }

    /**
     * @param what kinds of imports; all if it is absent
     * @param state checked by the services, as is {@code actor}
     */
    @GetMapping("/api/imports")
    ResponseEntity<Page<JsonNode>> list(
            @RequestParam(required = false) List<Kind> what,
            @RequestParam(required = false) List<String> state,
            @RequestParam(required = false) List<String> actor,
            Paging paging,
            JwtAuthenticationToken token,
            HttpServletRequest request) {
        Set<Kind> kinds = what == null ? EnumSet.allOf(Kind.class) : EnumSet.copyOf(what);
        List<ServiceImports> lists = new ArrayList<>();
        List<ProblemException> forbidden = new ArrayList<>();
        int queried = 0;
        for (Source service : services) {
            Set<Kind> asked = EnumSet.copyOf(service.kinds());
            asked.retainAll(kinds);
            if (asked.isEmpty()) {
                lists.add((_, _) -> NONE);
            } else {
                ClassicRequestBuilder query = query(request, token);
                asked.forEach(kind -> query.addParameter("what", kind.path()));
                add(query, "state", state);
                add(query, "actor", actor);
                lists.add(list(service.host(), query, forbidden));
                queried++;
            }
        }
        Merged merged = MergedImports.page(lists, paging.after(), paging.limit());
        if (forbidden.size() == queried) {
            throw forbidden.getFirst();
        }
        String next = merged.after() == null ? null : paging.next(merged.after().toArray(String[]::new));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Page<>(merged.items(), next, merged.total()));
    }

    private static ClassicRequestBuilder query(HttpServletRequest request, JwtAuthenticationToken token) {
        ClassicRequestBuilder query = ClassicRequestBuilder.get("/api/imports")
                .setHeader("Authorization", "Bearer " + token.getToken().getTokenValue());
        PASSED_ON.stream()
                .filter(name -> request.getHeader(name) != null)
                .forEach(name -> query.setHeader(name, request.getHeader(name)));
        return query;
    }

    private static void add(ClassicRequestBuilder query, String name, List<String> values) {
        if (values != null) {
            values.forEach(value -> query.addParameter(name, value));
        }
    }

    /** @param forbidden receives the refusal of a service whose kinds the caller may not import */
    private ServiceImports list(HttpHost host, ClassicRequestBuilder query, List<ProblemException> forbidden) {
        return (cursor, limit) -> {
            ClassicRequestBuilder page = ClassicRequestBuilder.copy(query.build());
            page.addParameter("limit", Integer.toString(limit));
            if (cursor != null) {
                page.addParameter("cursor", cursor);
            }
            try {
                return page(host, page);
            } catch (ProblemException refused) {
                if (refused.status() != 403) {
                    throw refused;
                }
                forbidden.add(refused);
                return NONE;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private ServicePage page(HttpHost host, ClassicRequestBuilder query) throws IOException {
        try {
            return http.execute(host, query.build(), this::page);
        } catch (NoHttpResponseException _) {
            // The service had closed the kept connection. Reading twice does no harm.
            return http.execute(host, query.build(), this::page);
        }
    }

    private ServicePage page(ClassicHttpResponse answer) throws IOException {
        JsonNode body;
        try {
            body = json.readTree(EntityUtils.toByteArray(answer.getEntity()));
        } catch (JacksonException e) {
            throw new IOException("a service answered " + answer.getCode() + " without JSON", e);
        }
        if (answer.getCode() != 200) {
            throw refusal(answer.getCode(), body);
        }
        List<JsonNode> items = new ArrayList<>();
        body.path("items").forEach(items::add);
        return new ServicePage(
                items, body.path("next").asString(null), body.path("total").asLong());
    }

    /** Returns what the service answered, as an answer of the gateway. */
    private static ProblemException refusal(int status, JsonNode problem) {
        String code = problem.path("code").asString("internal-error");
        String detail = problem.path("detail").asString("The imports cannot be listed now.");
        if (status == 503) {
            return ProblemException.unavailable(code, detail, RETRY);
        }
        List<FieldError> errors = new ArrayList<>();
        problem.path("errors")
                .forEach(error -> errors.add(new FieldError(
                        error.path("field").asString(),
                        error.path("code").asString(),
                        error.path("message").asString())));
        return status == 400 && !errors.isEmpty()
                ? InvalidInput.request(errors)
                : ProblemException.of(status, code, detail);
    }
}
