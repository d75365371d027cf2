package incharge.grouping.membership;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.feed.ShownName;
import java.util.List;
import java.util.UUID;

/**
 * What was restored as it is answered.
 *
 * @param kept the customers that were moved since, so that they have not come back
 * @param <V> the view of a category or a tag
 */
public record RestoredView<V>(@JsonUnwrapped V restored, List<Kept> kept) {

    /** A customer. {@code name} is null if it is not known yet. */
    public record Kept(UUID customerId, @JsonUnwrapped ShownName name) {}
}
