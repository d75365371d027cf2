package incharge.eventstore.log;

import java.util.List;
import java.util.Set;

/** Type and tags of an event, which is all that conditions compare. */
record Mark(String type, Set<String> tags) {
    static List<Mark> of(List<NewEvent> events) {
        return events.stream()
                .map(event -> new Mark(event.type(), event.tags()))
                .toList();
    }
}
