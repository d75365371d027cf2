package incharge.reporting.card;

import com.fasterxml.jackson.annotation.JsonProperty;
import incharge.reporting.versions.ThingFilter;
import java.util.List;

/** The parameters that lists of notes have beside {@link Parameters}. */
record NoteOptions(List<Level> level) {

    enum Level {
        CUSTOMER,
        PROJECT,
        @JsonProperty("sales-case")
        SALES_CASE
    }

    ThingFilter choose(ThingFilter notes) {
        return level == null
                ? notes
                : notes.any(level.stream().map(NoteOptions::of).toList());
    }

    private static ThingFilter of(Level level) {
        return switch (level) {
            case CUSTOMER -> ThingFilter.ALL.ofSalesCase(false).ofProject(false);
            case PROJECT -> ThingFilter.ALL.ofSalesCase(false).ofProject(true);
            case SALES_CASE -> ThingFilter.ALL.ofSalesCase(true);
        };
    }
}
