package incharge.http;

import java.util.Collection;
import java.util.Map;

/** A controller whose needs depend on its path; for what an annotation cannot say, and checked as {@link Needs} is. */
public interface Needing {
    /**
     * What this request needs, all of it.
     *
     * @param variables those of the path by their names
     * @throws Rejected when there is nothing at this path
     */
    Collection<Need> needs(Map<String, String> variables);
}
