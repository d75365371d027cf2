package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Idempotency;
import java.util.Objects;
import java.util.UUID;

/**
 * Who asks, and under which provisos.
 *
 * @param actor the caller's client id
 * @param commandId one for each request; kept over its retries
 * @param reason given by the caller, or null
 * @param idempotency null where a repeat need not be known
 * @param expected null, or else the resource must be at exactly that version ({@link Stale})
 * @param basedOn null, or else nothing that the decision rests on may lie above ({@link ChangedSincePreview})
 */
public record Origin(
        String actor, UUID commandId, String reason, Idempotency idempotency, Expected expected, Long basedOn) {
    public Origin {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(commandId, "commandId");
    }

    public static Origin of(String actor, UUID commandId) {
        return new Origin(actor, commandId, null, null, null, null);
    }

    public Origin withReason(String newReason) {
        return new Origin(actor, commandId, newReason, idempotency, expected, basedOn);
    }

    public Origin withIdempotency(Idempotency newIdempotency) {
        return new Origin(actor, commandId, reason, newIdempotency, expected, basedOn);
    }

    public Origin withExpected(Expected newExpected) {
        return new Origin(actor, commandId, reason, idempotency, newExpected, basedOn);
    }

    public Origin withBasedOn(Long newBasedOn) {
        return new Origin(actor, commandId, reason, idempotency, expected, newBasedOn);
    }

    Cause cause() {
        return new Cause(actor, commandId.toString(), reason);
    }
}
