package incharge.local;

import java.time.Duration;
import java.util.Optional;

/** The running process of a part. */
interface PartProcess {
    long pid();

    boolean alive();

    /** The exit status once it has ended. */
    Optional<Integer> exitStatus();

    /** Kills it (SIGKILL) and waits for its end. */
    void kill();

    /** Ends it (SIGTERM), waits, and kills it when the time is over. */
    void stop(Duration grace);

    /** Waits for its end. Returns whether it has ended. */
    boolean await(Duration time);
}
