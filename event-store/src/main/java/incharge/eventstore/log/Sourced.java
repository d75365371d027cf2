package incharge.eventstore.log;

/**
 * The events that match, in order of their positions, and how far that is the whole truth.
 *
 * @param events none lies above the marker
 * @param marker every matching event up to here is among the events; what a {@link Condition} takes
 */
public record Sourced(Iterable<Recorded> events, long marker) {}
