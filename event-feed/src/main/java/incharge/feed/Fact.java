package incharge.feed;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event of another service's log, as it is published.
 *
 * @param topic the name of the log it is of, such as {@code incharge.customers}
 * @param sequence its position in that log; the first is 1 and there are no gaps
 * @param offset where it lies in the topic; changes when the topic is filled again
 * @param type simple name, such as {@code CustomerRegistered}
 * @param version of the payload, first is 1
 * @param subject id of what it is about
 * @param time when it was recorded; never runs backwards along a log
 * @param reason what the caller gave as reason, or null
 * @param payload as its schema says; fields that are not known must be ignored
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
        JsonNode payload) {}
