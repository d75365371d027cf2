package incharge.benchmarks;

import java.util.Map;

/** The running processes whose processor time is measured. */
interface Processes {
    /** Returns the process ids by the name of the part. */
    Map<String, Long> pids();
}
