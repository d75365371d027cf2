package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Personal;
import java.util.UUID;

/** Events of a comment on a customer. */
public sealed interface CommentEvent extends CardEvent {

    UUID commentId();

    @Override
    default UUID thingId() {
        return commentId();
    }

    record CommentAdded(
            UUID commentId,
            @JsonUnwrapped Place place,
            @Personal String text) implements CommentEvent {}

    record CommentChanged(
            UUID commentId,
            @JsonUnwrapped Place place,
            @Personal String text) implements CommentEvent {}

    record CommentRemoved(UUID commentId, @JsonUnwrapped Place place) implements CommentEvent {}
}
