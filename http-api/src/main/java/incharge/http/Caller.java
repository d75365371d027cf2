package incharge.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who asks, as the token says; a controller's parameter.
 *
 * @param actor the token's subject, recorded with every event
 * @param employee externalId of the caller's employee, or null
 * @param levels level in each of the areas customers, responsibilities, groups, reports; an absent area is none
 */
public record Caller(String actor, String employee, Map<String, Level> levels) {
    public Caller {
        levels = Map.copyOf(levels);
    }

    public Level level(String area) {
        return levels.getOrDefault(area, Level.NONE);
    }

    static Caller of(Jwt token) {
        var levels = new LinkedHashMap<String, Level>();
        if (token.getClaim("levels") instanceof Map<?, ?> claim) {
            claim.forEach((area, level) -> levels.put(String.valueOf(area), Level.read(level)));
        }
        var employee = token.getClaim("employee") instanceof String text ? text : null;
        return new Caller(token.getSubject(), employee, levels);
    }
}
