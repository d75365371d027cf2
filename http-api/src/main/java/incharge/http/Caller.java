package incharge.http;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The caller of a request as its token names it; a controller's parameter.
 *
 * @param actor the token's subject, recorded with every event
 * @param employee externalId of the caller's employee, or null
 * @param levels level in each area; an absent area is none
 */
public record Caller(String actor, String employee, Map<Area, Level> levels) {
    public Caller {
        levels = Map.copyOf(levels);
    }

    public Level level(Area area) {
        return levels.getOrDefault(area, Level.NONE);
    }

    public boolean can(Area area, Level level) {
        return level(area).covers(level);
    }

    public boolean can(RequiredLevel need) {
        return can(need.area(), need.level());
    }

    /**
     * Checks levels that depend on the request's content. Throws {@link LevelMissing}, which names the missing ones.
     */
    public void require(RequiredLevel... needs) {
        require(List.of(needs));
    }

    void require(Collection<RequiredLevel> needs) {
        List<RequiredLevel> missing =
                needs.stream().filter(need -> !can(need)).distinct().toList();
        if (!missing.isEmpty()) {
            throw LevelMissing.all(missing);
        }
    }

    /** Checks that one of these levels is there. */
    void requireSome(List<RequiredLevel> alternatives) {
        if (alternatives.stream().noneMatch(this::can)) {
            throw LevelMissing.anyOf(alternatives);
        }
    }

    /**
     * Reads levels by the areas' names, the form of tokens and stored imports. Unknown names and levels grant nothing.
     */
    public static Map<Area, Level> levels(Map<?, ?> byName) {
        var levels = new EnumMap<Area, Level>(Area.class);
        Arrays.stream(Area.values()).forEach(area -> levels.put(area, Level.read(byName.get(area.claim()))));
        return levels;
    }
}
