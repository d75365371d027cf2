package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Who is let in where. */
@SpringBootTest(classes = LevelsTest.Guarded.class, webEnvironment = WebEnvironment.RANDOM_PORT)
class LevelsTest {
    private static final ApiClient CLIENT = new ApiClient();
    private static final AtomicInteger DONE = new AtomicInteger();

    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @Autowired
    private Environment environment;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Guarded {
        @RestController
        @RequestMapping("/api/guarded")
        @RequiresLevel(area = Area.CUSTOMERS)
        static class Guards {
            record Body(String name) {}

            @GetMapping
            String read() {
                return "read";
            }

            @PostMapping
            @RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
            String write(@RequestBody Body body) {
                DONE.incrementAndGet();
                return "written";
            }

            @PostMapping("/teams")
            @RequiresLevel(area = Area.RESPONSIBILITIES, level = Level.ADMIN)
            String administer() {
                return "administered";
            }

            @GetMapping("/download")
            @RequiresLevel(area = Area.CUSTOMERS)
            @RequiresLevel(area = Area.GROUPS, level = Level.EDIT)
            @RequiresLevel(area = Area.REPORTS)
            String several() {
                return "downloaded";
            }

            @GetMapping("/changes")
            @RequiresLevelInAnyArea
            String some() {
                return "changed";
            }

            @GetMapping("/erasures")
            @RequiresLevelInAnyArea(
                    level = Level.ADMIN,
                    areas = {Area.RESPONSIBILITIES, Area.CUSTOMERS})
            String someOf() {
                return "listed";
            }
        }

        @RestController
        @RequestMapping("/api/asked/{area}")
        static class Asked implements LevelRequirements {
            @Override
            public Collection<RequiredLevel> requiredLevels(Map<String, String> variables) {
                return switch (variables.get("area")) {
                    case "groups" -> List.of(RequiredLevel.edit(Area.GROUPS));
                    case "nothing" -> List.of();
                    default -> throw ProblemException.notFound();
                };
            }

            @GetMapping
            String asked(@PathVariable String area) {
                return area;
            }
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Forgotten {
        @RestController
        static class Open {
            @GetMapping("/api/open")
            String open() {
                return "to everybody";
            }
        }
    }

    @BeforeEach
    void listen() {
        told.start();
        ((Logger) LoggerFactory.getLogger(SecurityLog.class)).addAppender(told);
    }

    @AfterEach
    void leave() {
        ((Logger) LoggerFactory.getLogger(SecurityLog.class)).detachAppender(told);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/guarded, demo-viewer",
        "GET, /api/guarded, demo-admin",
        "POST, /api/guarded, demo-editor",
        "POST, /api/guarded, demo-seller",
        "POST, /api/guarded/teams, demo-admin",
        "GET, /api/guarded/download, demo-editor",
        "GET, /api/guarded/changes, demo-viewer",
        "GET, /api/guarded/erasures, demo-admin",
        "GET, /api/asked/groups, demo-editor",
        "GET, /api/asked/nothing, demo-employee"
    })
    void who_has_the_level_is_let_in(String method, String path, String client) throws Exception {
        assertThat(send(method, path, "{\"name\":\"A\"}", TestTokens.bearer(client))
                        .statusCode())
                .isEqualTo(200);
        assertThat(told.list).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/guarded, demo-employee, view of customers, customers:view",
        "POST, /api/guarded, demo-viewer, edit of customers, customers:edit",
        "POST, /api/guarded/teams, demo-editor, admin of responsibilities, responsibilities:admin",
        "GET, /api/guarded/download, demo-viewer, edit of groups, groups:edit",
        "GET, /api/guarded/download, demo-employee, view of customers and edit of groups and view of reports,"
                + " customers:view groups:edit reports:view",
        "GET, /api/guarded/changes, demo-employee, view of customers or view of responsibilities or view of groups or"
                + " view of reports, customers:view responsibilities:view groups:view reports:view",
        "GET, /api/guarded/erasures, demo-editor, admin of responsibilities or admin of customers,"
                + " responsibilities:admin customers:admin",
        "GET, /api/asked/groups, demo-viewer, edit of groups, groups:edit"
    })
    void who_lacks_it_is_told_what(String method, String path, String client, String detail, String missing)
            throws Exception {
        int before = DONE.get();
        Response response = send(method, path, "{ not looked at", TestTokens.bearer(client));

        assertThat(response.statusCode()).isEqualTo(403);
        JsonNode problem = StrictJson.MAPPER.readTree(response.body());
        assertThat(problem.path("code").asString()).isEqualTo("level-missing");
        assertThat(problem.path("detail").asString()).isEqualTo("This needs " + detail + ".");
        assertThat(DONE).hasValue(before);
        JsonNode line = onlyLine();
        assertThat(line.path("status").asInt()).isEqualTo(403);
        assertThat(line.path("actor").asString()).isEqualTo(client);
        assertThat(line.path("method").asString()).isEqualTo(method);
        assertThat(line.path("path").asString()).isEqualTo(path);
        assertThat(line.path("missing").asString()).isEqualTo(missing);
        assertThat(line.path("traceId")).isEqualTo(problem.path("traceId"));
    }

    @Test
    void what_is_not_there_is_not_there_whoever_asks() throws Exception {
        assertThat(send("GET", "/api/asked/other", "", TestTokens.bearer("demo-employee"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_level_that_is_not_known_grants_nothing() throws Exception {
        Map<String, Object> claims = TestTokens.claims("demo-admin");
        claims.put("levels", Map.of("customers", "owner", "Customers", "admin", "everything", "admin"));

        assertThat(send("GET", "/api/guarded", "", "Bearer " + TestTokens.signed(claims, TestTokens.KEY))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobody_is_told_of_in_the_log_too() throws Exception {
        assertThat(send("GET", "/api/guarded", "", "Bearer a.b.c").statusCode()).isEqualTo(401);

        JsonNode line = onlyLine();
        assertThat(line.path("status").asInt()).isEqualTo(401);
        assertThat(line.path("actor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'Bearer ',200",
        "'bearer ',200",
        "'BEARER ',200",
        "'Bearer  ',401",
        "'Bearer x',401",
        "'Basic ',401",
        "'',401",
    })
    void the_scheme_of_a_token_is_read_as_the_standard_says(String scheme, int status) throws Exception {
        String token = TestTokens.bearer("demo-viewer").substring("Bearer ".length());

        assertThat(send("GET", "/api/guarded", "", scheme + token).statusCode()).isEqualTo(status);
    }

    @Test
    void no_request_writes_a_line_of_its_own() throws Exception {
        Map<String, Object> claims = TestTokens.claims("demo-viewer");
        claims.put("sub", "eve\r\nrefused {\"status\":200}\u2028\u0085\u001b[2J\"\\" + "x".repeat(1000));
        send("POST", "/api/guarded?%0d%0arefused", "", "Bearer " + TestTokens.signed(claims, TestTokens.KEY));

        assertThat(told.list)
                .singleElement()
                .satisfies(
                        line -> assertThat(line.getFormattedMessage())
                                .matches("[ -~]{1,2000}")
                                .contains(
                                        "\"actor\":\"eve\\u000d\\u000arefused {\\\"status\\\":200}\\u2028\\u0085\\u001b[2J\\\"\\\\x"));
        assertThat(onlyLine().path("status").asInt()).isEqualTo(403);
    }

    @Test
    void a_service_with_a_handler_that_says_nothing_does_not_start() {
        var application = new SpringApplicationBuilder(Forgotten.class);

        assertThatThrownBy(() -> application.run("--server.port=0"))
                .hasMessageContaining("Open#open")
                .hasMessageContaining("@RequiresLevel");
    }

    @Test
    void levels_are_read_as_providers_write_them() {
        JwtDecoder tokens = TestTokens.decoder();
        Map<String, Object> claims = TestTokens.claims("demo-admin");
        claims.put("employee", "E-1");
        claims.put("levels", List.of("customers:view", "customers:edit", "groups:admin", "offline_access", "a:b:c"));
        claims.put("realm", Map.of("roles", List.of("reports:view"), "person", Map.of("id", "E-2")));
        Jwt token = tokens.decode(TestTokens.signed(claims, TestTokens.KEY));

        Caller caller = TokenClaims.DEFAULT.caller(token);
        assertThat(caller.employee()).isEqualTo("E-1");
        assertThat(caller.level(Area.CUSTOMERS)).isEqualTo(Level.EDIT);
        assertThat(caller.level(Area.GROUPS)).isEqualTo(Level.ADMIN);
        assertThat(caller.level(Area.REPORTS)).isEqualTo(Level.NONE);
        Caller elsewhere = new TokenClaims("realm.person.id", "realm.roles").caller(token);
        assertThat(elsewhere.employee()).isEqualTo("E-2");
        assertThat(elsewhere.can(RequiredLevel.view(Area.REPORTS))).isTrue();
        assertThat(elsewhere.can(RequiredLevel.view(Area.CUSTOMERS))).isFalse();
        assertThat(new TokenClaims("realm.person", "realm.person.id.x").caller(token))
                .isEqualTo(new Caller("demo-admin", null, Caller.levels(Map.of())));
    }

    private JsonNode onlyLine() {
        assertThat(told.list).hasSize(1);
        String line = told.list.getFirst().getFormattedMessage();
        assertThat(line).startsWith("refused {");
        return StrictJson.MAPPER.readTree(line.substring("refused ".length()));
    }

    private Response send(String method, String path, String body, String authorization) {
        Request request = Request.to("http://127.0.0.1:" + environment.getProperty("local.server.port") + path)
                .method(method)
                .header("Authorization", authorization);
        return CLIENT.send(
                method.equals("GET")
                        ? request.header("Content-Type", "application/json")
                        : request.body("application/json", body));
    }
}
