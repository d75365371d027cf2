package incharge.feed;

import incharge.feed.DocumentWrites.DocumentUpdate;
import incharge.sealing.Sealed;
import java.util.UUID;
import org.bson.Document;

/**
 * The names in the documents of reference data. That of a person lies there as it is published, sealed with what else
 * its event says about the person, and is opened when it is read. So nothing has to be rewritten when a person is
 * erased.
 */
public final class StoredNames {
    private static final String NAME = "name";
    private static final String KEY = "key";
    private static final String DATA = "data";
    private static final String EVENT = "event";
    private static final String TYPE = "type";

    private final KeyRing keys;

    public StoredNames(KeyRing keys) {
        this.keys = keys;
    }

    /** Sets the name of what a document is about to that of an event, {@code name} if it is not sealed there. */
    public static void set(DocumentUpdate update, Fact fact, String name) {
        update.set(NAME, fact.sealed().<Object>map(StoredNames::stored).orElse(name));
    }

    private static Document stored(Sealed sealed) {
        return new Document(KEY, sealed.key())
                .append(DATA, sealed.data())
                .append(EVENT, sealed.event().toString())
                .append(TYPE, sealed.type());
    }

    /** Returns the name of what a document is about; null if it has none. */
    public ShownName of(Document document) {
        return switch (document.get(NAME)) {
            case null -> null;
            case Document sealed -> opened(sealed);
            case Object clear -> ShownName.of(clear.toString());
        };
    }

    private ShownName opened(Document stored) {
        var sealed = new Sealed(
                stored.getString(KEY),
                stored.getString(DATA),
                UUID.fromString(stored.getString(EVENT)),
                stored.getString(TYPE));
        return keys.open(sealed)
                .map(texts -> ShownName.of(texts.path(NAME).asString(null)))
                .orElse(ShownName.ERASED);
    }
}
