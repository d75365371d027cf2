package incharge.eventstore.log;

/**
 * The events that match, in order of their positions, and the position up to which these are all.
 *
 * @param events none lies above the marker
 * @param marker every matching event up to this position is among the events; a {@link Condition} takes it
 */
public record Sourced(Iterable<Recorded> events, long marker) {}
