package incharge.customer.note;

import incharge.customer.card.ThingKind;
import incharge.customer.event.CardEvent;
import incharge.customer.event.NoteEvent;
import incharge.customer.event.NoteEvent.NoteAdded;
import incharge.customer.event.NoteEvent.NoteChanged;
import incharge.customer.event.NoteEvent.NoteRemoved;
import incharge.customer.event.Place;
import java.util.UUID;

/** @param text null where the person that it is about is erased */
record Note(String text) {

    /** How notes are recorded. */
    static final ThingKind<Note> KIND = new ThingKind<>() {
        @Override
        public boolean includes(CardEvent event) {
            return event instanceof NoteEvent;
        }

        @Override
        public CardEvent added(UUID id, Place place, Note note) {
            return new NoteAdded(id, place, note.text());
        }

        @Override
        public CardEvent changed(UUID id, Place place, Note note) {
            return new NoteChanged(id, place, note.text());
        }

        @Override
        public CardEvent removed(UUID id, Place place) {
            return new NoteRemoved(id, place);
        }

        @Override
        public Note after(CardEvent event, Note before) {
            return switch ((NoteEvent) event) {
                case NoteAdded added -> new Note(added.text());
                case NoteChanged changed -> new Note(changed.text());
                case NoteRemoved _ -> null;
            };
        }
    };
}
