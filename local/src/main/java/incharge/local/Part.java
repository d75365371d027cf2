package incharge.local;

/** One process of the running system, as the launcher sees it. */
interface Part {
    /** The name in its pid file and log. */
    String name();

    /** Starts the process and does not wait. Called again after the process ended. */
    PartProcess launch();

    /** Completes the start, such as the setup of the replica set. Fails if the process ends meanwhile. */
    void settle();

    /** Whether the process that was launched last takes requests. Never blocks for long. */
    boolean ready();
}
