package incharge.reporting.testing;

import incharge.http.HttpConfiguration;
import incharge.reporting.answers.AsOf;
import incharge.reporting.card.CardExcerptReading;
import incharge.reporting.card.CardExcerpts;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.versions.Source;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Queries all views over a timeline through the web layer, without a server. Histories and cards have views only over a
 * timeline with a database.
 */
public final class Views {

    /** The time of the tests, so that today is 2026-06-15. */
    public static final Instant NOW = Instant.parse("2026-06-15T09:00:00Z");

    public static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    /** The views over any timeline without a database: one context for all tests. */
    private static final MockMvc SHARED = mvc(new CurrentTimeline(), new CurrentClock(), null);

    /** The views that the request of this thread goes to. */
    private static final ThreadLocal<Views> CURRENT = new ThreadLocal<>();

    private final Timeline timeline;
    private final Instant now;
    private final MockMvc mvc;
    private final String employee;
    private final Map<String, String> levels;

    /** Queries as a caller who has every level and no employee record. */
    public Views(Timeline timeline) {
        this(timeline, NOW);
    }

    public Views(Timeline timeline, Instant now) {
        this(
                timeline,
                now,
                timeline instanceof Snapshots snapshots
                        ? mvc(timeline, Clock.fixed(now, ZoneOffset.UTC), snapshots)
                        : SHARED,
                null,
                LEVELS);
    }

    private Views(Timeline timeline, Instant now, MockMvc mvc, String employee, Map<String, String> levels) {
        this.timeline = timeline;
        this.now = now;
        this.mvc = mvc;
        this.employee = employee;
        this.levels = levels;
    }

    /** The timeline of the current views. */
    private static final class CurrentTimeline implements Timeline {

        @Override
        public Optional<Snapshot> now() {
            return CURRENT.get().timeline.now();
        }

        @Override
        public Optional<Snapshot> asOf(Instant time) {
            return CURRENT.get().timeline.asOf(time);
        }

        @Override
        public boolean await(Map<Source, Long> min, Duration max) throws InterruptedException {
            return CURRENT.get().timeline.await(min, max);
        }
    }

    /** The clock of the current views. */
    private static final class CurrentClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return CURRENT.get().now;
        }
    }

    /** Returns the views as the employee with that externalId queries them. */
    public Views as(String externalId) {
        return new Views(timeline, now, mvc, externalId, levels);
    }

    /** Returns the views as a caller without any level in that area queries them. */
    public Views without(String area) {
        var fewer = new HashMap<>(levels);
        fewer.remove(area);
        return new Views(timeline, now, mvc, employee, fewer);
    }

    /** @param snapshots for histories and cards, null for none */
    private static MockMvc mvc(Timeline timeline, Clock clock, Snapshots snapshots) {
        var context = new AnnotationConfigWebApplicationContext();
        context.setServletContext(new MockServletContext());
        context.register(Web.class);
        var asOf = new AsOf(timeline, _ -> true, clock, ZoneOffset.UTC, Duration.ofSeconds(5));
        context.addBeanFactoryPostProcessor(beans -> {
            // as in a Spring Boot application, for settings that are durations
            beans.setConversionService(ApplicationConversionService.getSharedInstance());
            beans.registerSingleton("asOf", asOf);
            if (snapshots != null) {
                beans.registerSingleton("snapshots", snapshots);
            } else {
                CardExcerptReading nothing = (snapshot, _, _) -> CardExcerpts.none(snapshot);
                beans.registerSingleton("cardExcerpts", nothing);
            }
        });
        if (snapshots != null) {
            context.register(WithDatabase.class);
        }
        context.refresh();
        return MockMvcBuilders.webAppContextSetup(context).build();
    }

    @Configuration
    @EnableWebMvc
    @Import(HttpConfiguration.class)
    @ComponentScan({
        "incharge.reporting.answers",
        "incharge.reporting.assignees",
        "incharge.reporting.groupings",
        "incharge.reporting.lists",
        "incharge.reporting.matrix",
        "incharge.reporting.me",
        "incharge.reporting.overview",
        "incharge.reporting.search",
        "incharge.reporting.session"
    })
    static class Web {}

    @Configuration
    @ComponentScan({"incharge.reporting.history", "incharge.reporting.card"})
    static class WithDatabase {}

    /** @param query path and query, as a client would write them */
    public MockHttpServletResponse get(String query, String... headers) {
        Jwt token = Jwt.withTokenValue("-")
                .header("alg", "-")
                .subject("anna")
                .claim("levels", levels)
                .claims(claims -> {
                    if (employee != null) {
                        claims.put("employee", employee);
                    }
                })
                .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.get(URI.create(query));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        CURRENT.set(this);
        try {
            return mvc.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new AssertionError(query, e);
        } finally {
            CURRENT.remove();
            SecurityContextHolder.clearContext();
        }
    }

    /** Returns the JSON of an answer with status 200. */
    public JsonNode json(String query) {
        MockHttpServletResponse response = get(query);
        var body = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
        if (response.getStatus() != 200) {
            throw new AssertionError(query + " answered " + response.getStatus() + " " + body);
        }
        return JsonMapper.shared().readTree(body);
    }

    /** Returns the names of a page's items, in order. */
    public List<String> names(String query) {
        return json(query)
                .get("items")
                .valueStream()
                .map(item -> item.get("name").asString())
                .toList();
    }

    private static final Map<String, String> LEVELS =
            Map.of("customers", "admin", "responsibilities", "admin", "groups", "admin", "reports", "admin");

    /** Returns body and positions of many queries as one text: equal texts are equal views. */
    public String everything() {
        return everything("");
    }

    /** Returns the same as it was at that time. */
    public String everything(Instant asOf) {
        return everything("asOf=" + asOf);
    }

    private String everything(String suffix) {
        var all = new StringBuilder();
        QUERIES.forEach(query -> {
            String dated = query + (query.contains("?") ? "&" : "?") + suffix;
            MockHttpServletResponse response = get(dated);
            all.append(query)
                    .append(' ')
                    .append(response.getStatus())
                    .append(' ')
                    .append(response.getHeader("Event-Position"))
                    .append('\n')
                    .append(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                    .append('\n');
        });
        return all.toString();
    }

    private static final List<String> QUERIES = List.of(
            "/api/matrix?limit=500&projects=true&period=all&archived=true",
            "/api/matrix?limit=500",
            "/api/matrix?limit=500&view=role&projects=true&period=all",
            "/api/matrix?limit=500&on=2026-04-01",
            "/api/assignees?limit=500&projects=true&period=all&archived=true",
            "/api/assignees.csv?projects=true",
            "/api/customers?limit=500&archived=true",
            "/api/customers?limit=500&sort=projectCount",
            "/api/customers?limit=500&category=none",
            "/api/customers.csv?sort=number",
            "/api/projects?limit=500&archived=true",
            "/api/employees?limit=500",
            "/api/teams?limit=500",
            "/api/roles?limit=500",
            "/api/categories?limit=500",
            "/api/tags?limit=500",
            "/api/search?q=1&kind=customer&kind=project&kind=employee&kind=tag&limit=50");
}
