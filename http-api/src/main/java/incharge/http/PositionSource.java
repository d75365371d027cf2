package incharge.http;

import java.time.Duration;
import java.util.Map;

/** How far a service is with the logs that it answers from; a bean, several are asked together. */
public interface PositionSource {
    /** Last event that an answer given now includes, by source ({@code customers}); 0 is none. */
    Map<String, Long> positions();

    /** Waits until each of these sources (only known ones are asked for) is that far; false when the time is over. */
    boolean await(Map<String, Long> min, Duration max) throws InterruptedException;
}
