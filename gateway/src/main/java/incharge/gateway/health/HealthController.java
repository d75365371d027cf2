package incharge.gateway.health;

import incharge.gateway.signin.CallerLookup;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.RequiredLevel;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers how far each log is published and how far each service has read it. A service that does not answer in time
 * has lines that say so, and hides nothing of the others.
 */
@RestController
class HealthController {

    private static final List<String> LOGS = List.of("customers", "responsibilities", "groupings");
    private static final String SOURCES = "sources";
    private static final String READERS = "readers";

    private final List<ServiceHealth> services;
    private final JsonMapper json;

    HealthController(
            @Qualifier("http") HttpClient http,
            @Value("${incharge.customers-url}") URI customers,
            @Value("${incharge.responsibilities-url}") URI responsibilities,
            @Value("${incharge.groupings-url}") URI groupings,
            @Value("${incharge.reporting-url}") URI reporting,
            JsonMapper json) {
        this.json = json;
        this.services = List.of(
                new ServiceHealth("customer-service", "customers", HttpHost.create(customers), http, json),
                new ServiceHealth(
                        "responsibility-service", "responsibilities", HttpHost.create(responsibilities), http, json),
                new ServiceHealth("grouping-service", "groupings", HttpHost.create(groupings), http, json),
                new ServiceHealth("reporting-service", null, HttpHost.create(reporting), http, json));
    }

    @GetMapping("/api/health")
    ResponseEntity<ObjectNode> health(Caller caller, JwtAuthenticationToken token) {
        // the services check it too, but perhaps none of them answers
        caller.require(new RequiredLevel(Area.RESPONSIBILITIES, Level.ADMIN));
        ObjectNode health = json.createObjectNode();
        ArrayNode sources = health.putArray(SOURCES);
        ArrayNode readers = health.putArray(READERS);
        List<ServiceHealth.Answer> answers =
                ServiceHealth.answers(services, token.getToken().getTokenValue());
        for (ServiceHealth.Answer answer : answers) {
            if (answer.inactive()) {
                throw CallerLookup.refusal();
            }
            if (answer.service().source() != null) {
                sources.addAll(lines(
                        answer, SOURCES, "service", List.of(answer.service().source())));
            }
            readers.addAll(lines(answer, READERS, "reader", LOGS));
            answer.parts()
                    .propertyStream()
                    .filter(part ->
                            !part.getKey().equals(SOURCES) && !part.getKey().equals(READERS))
                    .forEach(part -> health.set(part.getKey(), part.getValue()));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(health);
    }

    /** Returns the lines of a part, one for each of these logs, with the name of the service. */
    private List<JsonNode> lines(ServiceHealth.Answer answer, String part, String role, List<String> logs) {
        return logs.stream().map(log -> line(answer, part, role, log)).toList();
    }

    private JsonNode line(ServiceHealth.Answer answer, String part, String role, String log) {
        ObjectNode line = json.createObjectNode();
        line.put(role, answer.service().name());
        line.put("source", log);
        for (JsonNode found : answer.parts().path(part)) {
            if (found.path("source").asString("").equals(log)) {
                line.setAll((ObjectNode) found);
                return line;
            }
        }
        return line.put("state", "noAnswer").put("reason", answer.failure());
    }
}
