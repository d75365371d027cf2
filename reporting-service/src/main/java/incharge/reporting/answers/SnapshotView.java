package incharge.reporting.answers;

import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Visibility;
import java.time.LocalDate;

/**
 * What a query reads.
 *
 * @param visibility which of the customers the caller may see
 * @param today the day at the time of the snapshot
 */
public record SnapshotView(Snapshot snapshot, Visibility visibility, LocalDate today) {}
