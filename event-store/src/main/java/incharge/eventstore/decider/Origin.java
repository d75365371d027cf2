package incharge.eventstore.decider;

import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Idempotency;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The cause of a command and its provisos.
 *
 * @param actor client id of the caller
 * @param commandId unique for each request; the same in its retries
 * @param metadata how the command came about, kept with its events; empty if it is unknown
 * @param reason given by the caller, or null
 * @param idempotency null if a repeat need not be recognised
 * @param expected null, or the version at which the resource must be ({@link Stale})
 * @param basedOn null, or the position above which no event within the boundary may lie ({@link ChangedSincePreview})
 */
public record Origin(
        String actor,
        UUID commandId,
        Map<String, String> metadata,
        String reason,
        Idempotency idempotency,
        Expected expected,
        Long basedOn) {
    /** The name of the trace context in the metadata and in the headers of a published event. */
    public static final String TRACEPARENT = "traceparent";

    public Origin {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(commandId, "commandId");
        metadata = Map.copyOf(metadata);
    }

    public static Origin of(String actor, UUID commandId) {
        return new Origin(actor, commandId, Map.of(), null, null, null, null);
    }

    /** Takes the source that the caller gave. */
    public Origin withSource(CommandSource newSource) {
        return withMetadata(newSource.metadata());
    }

    /** Marks a command that the product itself makes, such as a row of an import; no caller can give this mark. */
    public Origin byProduct(CommandSource kind) {
        return withMetadata(kind.metadataByProduct());
    }

    /** Takes the W3C trace context that the events continue; without one, null, they belong to no trace. */
    public Origin withTraceparent(String traceparent) {
        return traceparent == null ? this : withMetadata(Map.of(TRACEPARENT, traceparent));
    }

    private Origin withMetadata(Map<String, String> more) {
        var all = new HashMap<>(metadata);
        all.putAll(more);
        return new Origin(actor, commandId, all, reason, idempotency, expected, basedOn);
    }

    public Origin withReason(String newReason) {
        return new Origin(actor, commandId, metadata, newReason, idempotency, expected, basedOn);
    }

    public Origin withIdempotency(Idempotency newIdempotency) {
        return new Origin(actor, commandId, metadata, reason, newIdempotency, expected, basedOn);
    }

    public Origin withExpected(Expected newExpected) {
        return new Origin(actor, commandId, metadata, reason, idempotency, newExpected, basedOn);
    }

    public Origin withBasedOn(Long newBasedOn) {
        return new Origin(actor, commandId, metadata, reason, idempotency, expected, newBasedOn);
    }

    Cause cause() {
        return new Cause(actor, commandId.toString(), reason, metadata);
    }
}
