package incharge.reporting.card;

import incharge.reporting.versions.Content;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What a list answers beside its items, over all of its pages. */
interface ThingCounts {

    ThingCounts NONE = new ThingCounts() {
        @Override
        public void add(Content.Thing thing) {}

        @Override
        public void write(JsonGenerator json) {}
    };

    /** @param thing sealed, perhaps without who added and changed it */
    void add(Content.Thing thing);

    void write(JsonGenerator json);

    /** Returns whether the same is counted at that time. */
    default boolean holdAt(Instant time) {
        return true;
    }

    /**
     * Returns what is counted at that time once some things were replaced by others, where that is known without
     * counting all things anew; else null. This one stays as it is.
     */
    default ThingCounts replaced(List<Content.Thing> before, List<Content.Thing> after, Instant time) {
        return null;
    }
}
