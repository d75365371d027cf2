package incharge.eventstore.log;

import java.util.List;
import java.util.Set;

/** What conditions look at in an event, without its payload. */
record Mark(String type, Set<String> tags) {
    static List<Mark> of(List<NewEvent> events) {
        return events.stream()
                .map(event -> new Mark(event.type(), event.tags()))
                .toList();
    }
}
