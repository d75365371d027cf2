package incharge.local;

/** One process of the running whole, as the launcher sees it. */
interface Part {
    /** As in the names of its pid file and log. */
    String name();

    /** Starts the process and does not wait. Called again after it died. */
    Child launch();

    /** Does what the started process needs from outside; returns when that is done. Fails if the process ends meanwhile. */
    void settle();

    /** Whether the process that was launched last takes requests. Never blocks for long. */
    boolean ready();
}
