package incharge.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a log is published, or how far a service has read it; one line of {@code GET /api/health}.
 *
 * @param source the short name of the log, such as {@code customers}
 * @param position the sequence of the last event that came so far
 * @param head that of the last event there is, at least the position
 * @param lagSeconds age of the oldest event that did not come so far, 0 if there is none
 * @param reason why it does not go on; null when it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
        String source, long position, long head, long lagEvents, double lagSeconds, State state, String reason) {

    /** What is applied or published within this time does not count as behind. */
    private static final double BEHIND_SECONDS = 5;

    private static final String TOPIC_PREFIX = "incharge.";

    /** In words for operators. */
    public enum State {
        RUNNING,
        /** It goes on, and its oldest event is older than a few seconds. */
        CATCHING_UP,
        /** A part that it needs is away; it tries again by itself. */
        RETRYING,
        /** A person has to act. */
        STOPPED
    }

    /**
     * Returns the line of a log that goes on, or does not for a reason.
     *
     * @param topic the log's topic, such as {@code incharge.customers}
     * @param oldest time of the first event behind the position; null if there is none
     * @param stalled {@link State#RETRYING} or {@link State#STOPPED}; null if it goes on
     */
    public static Progress of(String topic, long position, long head, Instant oldest, State stalled, String reason) {
        long end = Math.max(position, head);
        double seconds = end == position || oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1_000.0);
        State going = seconds > BEHIND_SECONDS ? State.CATCHING_UP : State.RUNNING;
        return new Progress(
                topic.substring(TOPIC_PREFIX.length()),
                position,
                end,
                end - position,
                seconds,
                stalled == null ? going : stalled,
                reason);
    }
}
