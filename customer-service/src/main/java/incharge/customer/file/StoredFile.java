package incharge.customer.file;

import incharge.customer.card.ThingKind;
import incharge.customer.event.CardEvent;
import incharge.customer.event.FileEvent;
import incharge.customer.event.FileEvent.FileAdded;
import incharge.customer.event.FileEvent.FileRemoved;
import incharge.customer.event.Place;
import java.util.UUID;

/**
 * A file without its content.
 *
 * @param name null, like the description, where the person that it is about is erased
 * @param type media type that was found in the content
 * @param sha256 of the content, in hexadecimal
 */
record StoredFile(String name, String description, long size, String type, String sha256) {

    /** How files are recorded. */
    static final ThingKind<StoredFile> KIND = new ThingKind<>() {
        @Override
        public boolean includes(CardEvent event) {
            return event instanceof FileEvent;
        }

        @Override
        public CardEvent added(UUID id, Place place, StoredFile file) {
            return new FileAdded(id, place, file.name(), file.description(), file.size(), file.type(), file.sha256());
        }

        @Override
        public CardEvent removed(UUID id, Place place) {
            return new FileRemoved(id, place);
        }

        @Override
        public StoredFile after(CardEvent event, StoredFile before) {
            return switch ((FileEvent) event) {
                case FileAdded added ->
                    new StoredFile(added.name(), added.description(), added.size(), added.type(), added.sha256());
                case FileRemoved _ -> null;
            };
        }
    };
}
