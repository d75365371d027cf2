package incharge.reporting.history;

import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;

/** An entry with its source. */
record HistoryRow(Source source, Entry entry) {

    /** Returns the word for how the command came about; events of older logs do not name it. */
    String commandSource() {
        String given = entry.command().source();
        return given == null ? "api" : given;
    }
}
