package incharge.gateway.signin;

import incharge.http.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Finds the employees that a caller and other users are, in reporting. */
@Component
public final class CallerLookup {

    private static final Logger LOG = LoggerFactory.getLogger(CallerLookup.class);

    /** So the address of a query stays short. */
    private static final int USERS_AT_ONCE = 50;

    private final HttpClient http;
    private final HttpHost reporting;
    private final JsonMapper json;

    CallerLookup(
            @Qualifier("http") HttpClient http, @Value("${incharge.reporting-url}") URI reporting, JsonMapper json) {
        this.http = http;
        this.reporting = HttpHost.create(reporting);
        this.json = json;
    }

    /**
     * The caller and the workspace as reporting describes them; all is unknown if reporting is unavailable.
     *
     * @param id null if the caller is no known employee
     * @param workspace the answer itself, of which the gateway passes on what concerns the workspace
     */
    public record Found(String id, String name, boolean seller, JsonNode workspace) {
        static final Found NOBODY = new Found(null, null, false, MissingNode.getInstance());
    }

    /** The caller's employee is inactive. */
    public static final class Inactive extends Exception {
        Inactive() {
            super("the employee is inactive", null, false, false);
        }
    }

    /** Returns the refusal of a request whose caller is inactive. */
    public static ProblemException refusal() {
        return ProblemException.of(401, "employee-inactive", "The employee whose token this is is no longer active.");
    }

    public Found of(String token) throws Inactive {
        try {
            JsonNode answer = active(session(token, List.of()));
            JsonNode employee = answer.path("employee");
            boolean seller = answer.path("seller").asBoolean(false);
            return employee.isObject()
                    ? new Found(
                            employee.path("id").asString(),
                            employee.path("name").asString(),
                            seller,
                            answer)
                    : new Found(null, null, seller, answer);
        } catch (IOException | JacksonException unavailable) {
            // A session without the employee's name is still one.
            LOG.warn("The employee of a caller cannot be read from reporting: {}", unavailable.toString());
            return Found.NOBODY;
        }
    }

    /**
     * Finds the employees that other users are, by the user: {@code {"user","id","name"}}, of an erased one with the
     * name null and {@code "erased":true}. Those who are no known employee are missing, and all if reporting is
     * unavailable.
     *
     * @param token of the caller
     */
    public Map<String, JsonNode> employees(Collection<String> users, String token) throws Inactive {
        var found = new HashMap<String, JsonNode>();
        List<String> asked = users.stream().distinct().toList();
        try {
            for (int from = 0; from < asked.size(); from += USERS_AT_ONCE) {
                List<String> some = asked.subList(from, Math.min(from + USERS_AT_ONCE, asked.size()));
                active(session(token, some))
                        .path("users")
                        .forEach(each -> found.put(each.path("user").asString(), each));
            }
        } catch (IOException | JacksonException unavailable) {
            LOG.warn("The names of users cannot be read from reporting: {}", unavailable.toString());
        }
        return found;
    }

    private static JsonNode active(JsonNode answer) throws Inactive {
        if (answer.path("code").asString("").equals("employee-inactive")) {
            throw new Inactive();
        }
        return answer;
    }

    private JsonNode session(String token, List<String> users) throws IOException {
        ClassicRequestBuilder query =
                ClassicRequestBuilder.get("/api/session").setHeader("Authorization", "Bearer " + token);
        users.forEach(user -> query.addParameter("user", user));
        ClassicHttpRequest request = query.build();
        var context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofSeconds(2))
                .setResponseTimeout(Timeout.ofSeconds(6))
                .build());
        return http.execute(reporting, request, context, answer -> {
            if (answer.getCode() != 200 && answer.getCode() != 401) {
                throw new IOException("Reporting answered " + answer.getCode());
            }
            return json.readTree(answer.getEntity().getContent());
        });
    }
}
