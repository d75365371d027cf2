package incharge.reporting.snapshot;

/**
 * A tag asked for with a customer. As a category asked for, it shows until its owner has answered.
 *
 * @param slot of the tag, -1 when it was asked for by name
 * @param name as {@link Snapshot#plain} writes it, null when it was asked for by id
 * @param sequence of the event that asked
 */
record AskedTag(int slot, String name, long sequence) {

    static final AskedTag[] NONE = {};
}
