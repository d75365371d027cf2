package incharge.http;

import java.util.Collection;
import java.util.Map;

/** A controller whose needs depend on its path; for what an annotation cannot say, and checked as {@link RequiresLevel} is. */
public interface LevelRequirements {
    /**
     * What this request needs, all of it.
     *
     * @param variables those of the path by their names
     * @throws ProblemException when there is nothing at this path
     */
    Collection<RequiredLevel> needs(Map<String, String> variables);
}
