/**
 * Keeps the only state on disk: what each event made, one version of one entity, with who did it, when and why.
 *
 * <p>An event passes through reporting in four steps. The feed reads it from Kafka as a <em>fact</em>, a record of the
 * package {@code facts}. {@link Versioning} turns the fact into an <em>entry</em>, the trace of the event, with at most
 * one <em>version</em> of one entity; {@link VersionStore} writes it in the transaction that moves the checkpoint.
 * {@code Snapshots} adds the entry to the next <em>snapshot</em>, all entities at one moment in memory. A query takes
 * the snapshot of now or of an earlier time, hides what the caller may not see, and writes one <em>page</em> of its
 * rows.
 */
package incharge.reporting.versions;
