package incharge.gateway;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who am I. */
@RestController
class SessionController {

    private static final Logger LOG = LoggerFactory.getLogger(SessionController.class);
    private static final List<Locale> LANGUAGES =
            List.of(Locale.ENGLISH, Locale.of("fi"), Locale.of("sv"), Locale.of("nb"));

    private final HttpClient http;
    private final HttpHost reporting;
    private final JsonMapper json;

    SessionController(HttpClient http, RoutesConfiguration.Services services, JsonMapper json) {
        this.http = http;
        this.reporting = services.of(Backend.REPORTING);
        this.json = json;
    }

    /**
     * @param employee null when the token names nobody, or nobody who is known yet
     * @param levels none, view, edit or admin for each area
     * @param language the best of ours for what the client asked for, as a BCP 47 tag
     */
    record Session(String user, NamedEmployee employee, Levels levels, boolean seller, String language) {}

    record Levels(String customers, String responsibilities, String groups, String reports) {
        private static Levels of(Map<?, ?> claim) {
            return new Levels(
                    level(claim, "customers"),
                    level(claim, "responsibilities"),
                    level(claim, "groups"),
                    level(claim, "reports"));
        }

        private static String level(Map<?, ?> claim, String area) {
            return claim.get(area) instanceof String level ? level : "none";
        }
    }

    record NamedEmployee(String id, String name) {}

    @GetMapping("/api/session")
    Session session(JwtAuthenticationToken caller, Locale asked) {
        var claims = caller.getToken().getClaims();
        Map<?, ?> levels = claims.get("levels") instanceof Map<?, ?> given ? given : Map.of();
        JsonNode employee = claims.get("employee") instanceof String externalId
                ? employee(externalId, caller.getToken().getTokenValue())
                : json.nullNode();
        return new Session(
                caller.getName(),
                employee.isObject()
                        ? new NamedEmployee(
                                employee.path("id").asString(),
                                employee.path("name").asString())
                        : null,
                Levels.of(levels),
                employee.path("seller").asBoolean(false),
                language(asked));
    }

    /** The employee of this external id as reporting knows it; null node when it knows none or is away. */
    private JsonNode employee(String externalId, String token) {
        try {
            JsonNode page = employees("", token);
            while (true) {
                for (JsonNode item : page.path("items")) {
                    if (externalId.equals(item.path("externalId").asString(null))) {
                        return item;
                    }
                }
                if (!page.path("next").isString()) {
                    return json.nullNode();
                }
                page = employees(
                        "&cursor=" + URLEncoder.encode(page.path("next").asString(), StandardCharsets.UTF_8), token);
            }
        } catch (IOException away) {
            // The session is still one without the employee's name.
            LOG.warn("Reporting does not say who {} is: {}", externalId, away.toString());
            return json.nullNode();
        }
    }

    private JsonNode employees(String cursor, String token) throws IOException {
        var request = ClassicRequestBuilder.get("/api/employees?limit=500" + cursor)
                .setHeader("Authorization", "Bearer " + token)
                .build();
        return http.execute(reporting, request, answer -> {
            if (answer.getCode() != HttpStatus.SC_OK) {
                throw new IOException("it answered " + answer.getCode());
            }
            return json.readTree(answer.getEntity().getContent());
        });
    }

    private static String language(Locale asked) {
        String language = asked.getLanguage().equals("no") ? "nb" : asked.getLanguage();
        return LANGUAGES.stream()
                .map(Locale::getLanguage)
                .filter(language::equals)
                .findFirst()
                .orElse("en");
    }
}
