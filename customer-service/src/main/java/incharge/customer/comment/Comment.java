package incharge.customer.comment;

import incharge.customer.card.ThingKind;
import incharge.customer.event.CardEvent;
import incharge.customer.event.CommentEvent;
import incharge.customer.event.CommentEvent.CommentAdded;
import incharge.customer.event.CommentEvent.CommentChanged;
import incharge.customer.event.CommentEvent.CommentRemoved;
import incharge.customer.event.Place;
import java.util.UUID;

/** @param text null where the person that it is about is erased */
record Comment(String text) {

    /** How comments are recorded. */
    static final ThingKind<Comment> KIND = new ThingKind<>() {
        @Override
        public boolean includes(CardEvent event) {
            return event instanceof CommentEvent;
        }

        @Override
        public CardEvent added(UUID id, Place place, Comment comment) {
            return new CommentAdded(id, place, comment.text());
        }

        @Override
        public CardEvent changed(UUID id, Place place, Comment comment) {
            return new CommentChanged(id, place, comment.text());
        }

        @Override
        public CardEvent removed(UUID id, Place place) {
            return new CommentRemoved(id, place);
        }

        @Override
        public Comment after(CardEvent event, Comment before) {
            return switch ((CommentEvent) event) {
                case CommentAdded added -> new Comment(added.text());
                case CommentChanged changed -> new Comment(changed.text());
                case CommentRemoved _ -> null;
            };
        }
    };
}
