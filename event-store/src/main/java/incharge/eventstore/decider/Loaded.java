package incharge.eventstore.decider;

import incharge.eventstore.log.Recorded;
import java.util.ArrayList;
import java.util.List;

/** Axon's entity: the events that the union of a request's boundaries selects, as they are stored. */
final class Loaded {
    private final List<Recorded> events = new ArrayList<>();

    List<Recorded> events() {
        return events;
    }
}
