package incharge.reporting.snapshot;

/**
 * A tag that was requested with a customer. As a requested category, it shows until grouping-service has answered.
 *
 * @param slot of the tag, -1 when it was requested by name
 * @param name its {@link incharge.http.NameKey}, null when it was requested by id
 * @param sequence of the event that requested it
 */
record RequestedTag(int slot, String name, long sequence) {

    static final RequestedTag[] NONE = {};
}
