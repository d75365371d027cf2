package incharge.reporting.snapshot;

/**
 * A tag asked for with a customer. It shows from then on, whether it was given already or its owner will give it as soon
 * as he hears of it, and until it is taken: no answer has to be waited for.
 *
 * @param slot of the tag, -1 when it was asked for by name
 * @param name as {@link Snapshot#plain} writes it, null when it was asked for by id
 * @param at when, in milliseconds from 1970
 */
record AskedTag(int slot, String name, long at) {

    static final AskedTag[] NONE = {};
}
