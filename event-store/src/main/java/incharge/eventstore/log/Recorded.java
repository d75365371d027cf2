package incharge.eventstore.log;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An event as the log holds it.
 *
 * @param position its place in the log's one order; the first is 1 and there are no holes
 * @param payload as it was given, byte for byte; not to be changed
 * @param time when its commit was written; never earlier than that of a lower position
 * @param cause its own, or that of its commit; never null
 */
public record Recorded(
        long position,
        UUID id,
        String type,
        int version,
        String subject,
        byte[] payload,
        Set<String> tags,
        Instant time,
        Cause cause) {}
