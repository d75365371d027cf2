package incharge.reporting.answers;

import incharge.http.Caller;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.snapshot.Visibility;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What a caller may see while a long answer is on its way to them: asked anew row by row, so that who becomes hidden
 * meanwhile is left out at once. Used by one thread.
 */
public final class Watch {

    private final Timeline timeline;
    private final Caller caller;
    private final Set<UUID> shown = new HashSet<>();
    private Snapshot now;
    private Visibility visibility;
    private Snapshot allSeenAt;

    Watch(Timeline timeline, Caller caller, Snapshot now) {
        this.timeline = timeline;
        this.caller = caller;
        look(now);
    }

    private void look(Snapshot current) {
        if (current != now) {
            visibility = Moments.visibility(current, caller);
            now = current;
        }
    }

    /**
     * Whether the caller sees what is that customer's, or nobody's, at this very time.
     *
     * @throws incharge.http.ProblemException 401 when the caller's employee is not active any more
     */
    boolean sees(UUID customer) {
        timeline.now().ifPresent(this::look);
        return visibility.sees(now, customer);
    }

    /** As {@link #sees}, and remembers who was shown. */
    boolean shows(UUID customer) {
        boolean seen = sees(customer);
        if (seen && customer != null) {
            shown.add(customer);
        }
        return seen;
    }

    /** Forgets who was shown. */
    void begin() {
        shown.clear();
        allSeenAt = null;
    }

    /** Whether somebody who was shown is hidden now. */
    boolean shrank() {
        timeline.now().ifPresent(this::look);
        if (now != allSeenAt && !shown.stream().allMatch(customer -> visibility.sees(now, customer))) {
            return true;
        }
        allSeenAt = now;
        return false;
    }
}
