package incharge.reporting.history;

import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;

/** An entry with its source. */
record HistoryRow(Source source, Entry entry) {}
