package incharge.feed;

import incharge.sealing.Sealed;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published event of a log.
 *
 * @param topic the name of its log, such as {@code incharge.customers}
 * @param sequence its position in that log; the first is 1 and there are no gaps
 * @param offset its offset in the topic; changes when the topic is filled again
 * @param type simple name, such as {@code CustomerRegistered}
 * @param version version of the payload; the first is 1
 * @param subject id of the thing that the event is about
 * @param time when it was recorded; never runs backwards along a log
 * @param reason the reason that the caller gave, or null
 * @param commandSource the word of {@code ce_commandsource}, such as {@code click}; null for events of older logs
 * @param commandKind the word of {@code ce_commandkind}: {@code import}, {@code undo} or {@code request} if the product
 *     itself made the command; null for the command of a caller and for events of older logs
 * @param traceparent the W3C trace context of the command, or null if no trace of it is recorded
 * @param content the payload as its schema describes it; unknown fields must be ignored
 */
public record Fact(
        String topic,
        long sequence,
        long offset,
        UUID id,
        String type,
        int version,
        String subject,
        Instant time,
        String actor,
        String commandId,
        String reason,
        String commandSource,
        String commandKind,
        String traceparent,
        Payload content) {
    /** Returns the payload as a tree; {@link FactVocabulary} reads it into a record. */
    public JsonNode payload() {
        return content.tree();
    }

    /** Returns the payload without texts that are sealed. */
    public ObjectNode clear() {
        return content.clear();
    }

    /** Returns the texts about a person as they are published, which a read model stores; empty if there are none. */
    public Optional<Sealed> sealed() {
        return content.sealed();
    }
}
