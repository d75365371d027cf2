package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Personal;
import java.util.UUID;

/** Events of a note on a customer, a project or a sales case. */
public sealed interface NoteEvent extends CardEvent {

    UUID noteId();

    @Override
    default UUID thingId() {
        return noteId();
    }

    record NoteAdded(
            UUID noteId,
            @JsonUnwrapped Place place,
            @Personal String text) implements NoteEvent {}

    record NoteChanged(
            UUID noteId,
            @JsonUnwrapped Place place,
            @Personal String text) implements NoteEvent {}

    record NoteRemoved(UUID noteId, @JsonUnwrapped Place place) implements NoteEvent {}
}
