package incharge.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The claims that identify the bearer of a token. Their names depend on the identity provider.
 *
 * @param employee the claim with the externalId of an employee
 * @param levels the claim with the levels: an object such as {@code {"customers":"edit"}}, or a list of texts such as
 *     {@code customers:edit}, the form of roles; texts of another form are ignored
 */
public record TokenClaims(String employee, String levels) {
    static final TokenClaims DEFAULT = new TokenClaims("employee", "levels");

    static TokenClaims of(Environment environment) {
        return new TokenClaims(
                environment.getProperty("incharge.token.employee-claim", DEFAULT.employee()),
                environment.getProperty("incharge.token.levels-claim", DEFAULT.levels()));
    }

    Caller caller(Jwt token) {
        return new Caller(
                token.getSubject(),
                find(token, employee) instanceof String text ? text : null,
                Caller.levels(byName(find(token, levels))));
    }

    /** Finds a claim by its name, or by a path into claims that are objects: {@code realm_access.roles}. */
    private static Object find(Jwt token, String name) {
        Object found = token.getClaims().get(name);
        if (found != null || name.indexOf('.') < 0) {
            return found;
        }
        found = token.getClaims();
        for (String step : name.split("\\.")) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found;
    }

    private static Map<?, ?> byName(Object claim) {
        if (claim instanceof Map<?, ?> object) {
            return object;
        }
        var levels = new HashMap<String, String>();
        if (claim instanceof Collection<?> roles) {
            for (Object role : roles) {
                String[] parts = String.valueOf(role).split(":", 2);
                if (parts.length == 2) {
                    levels.merge(parts[0], parts[1], TokenClaims::higher);
                }
            }
        }
        return levels;
    }

    private static String higher(String one, String other) {
        return Level.read(one).covers(Level.read(other)) ? one : other;
    }
}
