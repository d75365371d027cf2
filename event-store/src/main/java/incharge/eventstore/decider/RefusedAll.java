package incharge.eventstore.decider;

import java.util.List;
import java.util.function.Supplier;

/** Some commands of a batch were refused, so none was carried out. */
public final class RefusedAll extends RuntimeException {
    /**
     * One refusal.
     *
     * @param index of the command in the batch, from 0
     */
    public record At(int index, Refused refused) {}

    private final transient List<At> refusals;

    RefusedAll(List<At> refusals) {
        super(
                refusals.size() + " refused, first: "
                        + refusals.getFirst().refused().getMessage(),
                null,
                false,
                false);
        this.refusals = List.copyOf(refusals);
    }

    /** Runs a decision of what a caller gives as one command, which fails with the first refusal itself. */
    public static <T> T unwrapping(Supplier<T> decision) {
        try {
            return decision.get();
        } catch (RefusedAll refused) {
            throw refused.refusals().getFirst().refused();
        }
    }

    /** Returns all refusals, in order; at least one. */
    public List<At> refusals() {
        return refusals;
    }
}
