package incharge.gateway.token;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The claims that describe the bearer of a token. Their names depend on the identity provider; the services read the same
 * settings.
 *
 * @param employee the claim with the externalId of an employee
 * @param levels the claim with the levels: an object such as {@code {"customers":"edit"}}, or a list of texts such as
 *     {@code customers:edit}, as providers represent roles; texts of another form are ignored
 */
public record Claims(String employee, String levels) {

    private static final List<String> LOW_TO_HIGH = List.of("none", "view", "edit", "admin");

    static Claims of(Environment environment) {
        return new Claims(
                environment.getProperty("incharge.token.employee-claim", "employee"),
                environment.getProperty("incharge.token.levels-claim", "levels"));
    }

    /** Returns the caller's level in an area: none, view, edit or admin. */
    public String level(Jwt token, String area) {
        Object claim = find(token, levels);
        Map<?, ?> byArea = claim instanceof Map<?, ?> object ? object : byArea(claim);
        return byArea.get(area) instanceof String level && LOW_TO_HIGH.contains(level) ? level : "none";
    }

    private static Map<?, ?> byArea(Object claim) {
        Map<String, String> levels = new HashMap<>();
        if (claim instanceof Collection<?> roles) {
            for (Object role : roles) {
                String[] parts = String.valueOf(role).split(":", 2);
                if (parts.length == 2) {
                    levels.merge(parts[0], parts[1], Claims::higher);
                }
            }
        }
        return levels;
    }

    private static String higher(String one, String other) {
        return LOW_TO_HIGH.indexOf(one) >= LOW_TO_HIGH.indexOf(other) ? one : other;
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
}
