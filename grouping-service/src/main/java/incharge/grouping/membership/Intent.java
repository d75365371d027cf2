package incharge.grouping.membership;

import incharge.eventstore.decider.Origin;

/**
 * A command with its provisos, or the preview of one.
 *
 * @param origin with the position that the command is based on
 * @param previewed null for a command; for a preview the position that a command can be based on
 */
public record Intent(Origin origin, Long previewed) {

    public boolean isPreview() {
        return previewed != null;
    }
}
