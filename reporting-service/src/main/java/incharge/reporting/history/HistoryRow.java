package incharge.reporting.history;

import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;

/** An entry with its source. */
public record HistoryRow(Source source, Entry entry) {

    /** Returns the position of the event in its source, as {@code Min-Event-Position} has it. */
    String position() {
        return source.shortName() + "=" + entry.sequence();
    }

    /** Returns the word for how the command came about; events of older logs do not name it. */
    String commandSource() {
        String given = entry.command().source();
        return given == null ? "api" : given;
    }
}
