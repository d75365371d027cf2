package incharge.eventstore.decider;

import java.util.List;

/** Some commands of a batch were refused, so nothing of it was done. */
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

    /** All refusals, in order; at least one. */
    public List<At> refusals() {
        return refusals;
    }
}
