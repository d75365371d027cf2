package incharge.reporting.answers;

import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.time.LocalDate;

/** What a query is answered from: all that was known at its time, what the caller may see, and which day is today. */
public record Moment(Snapshot snapshot, Visibility visibility, LocalDate today) {}
