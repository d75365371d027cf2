package incharge.http;

import java.time.Duration;
import java.util.Map;

/** Positions of the logs that a service answers from; a bean. A service may have several. */
public interface PositionSource {
    /** Returns, by source ({@code customers}), the last event that an answer given now includes; 0 for none. */
    Map<String, Long> positions();

    /** Waits until each source has reached its position. Returns false if that takes longer than {@code max}. */
    boolean await(Map<String, Long> min, Duration max) throws InterruptedException;
}
