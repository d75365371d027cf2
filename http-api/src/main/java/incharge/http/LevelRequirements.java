package incharge.http;

import java.util.Collection;
import java.util.Map;

/** A controller whose required levels depend on its path. They are checked like those of {@link RequiresLevel}. */
public interface LevelRequirements {
    /**
     * Returns the levels that this request requires, all of them.
     *
     * @param variables path variables by name
     * @throws ProblemException if there is nothing at this path
     */
    Collection<RequiredLevel> requiredLevels(Map<String, String> variables);
}
