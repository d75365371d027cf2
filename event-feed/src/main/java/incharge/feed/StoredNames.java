package incharge.feed;

import incharge.feed.DocumentWrites.DocumentUpdate;
import incharge.sealing.Sealed;
import java.util.UUID;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names in the documents of reference data. That of a person lies there as it is published, sealed with what else
 * its event holds about the person, and is opened when it is read. So only a name that an older log has in clear is
 * removed when a person is erased.
 */
public final class StoredNames {
    private static final Logger LOG = LoggerFactory.getLogger(StoredNames.class);
    private static final String NAME = "name";
    private static final String KEY = "key";
    private static final String DATA = "data";
    private static final String EVENT = "event";
    private static final String TYPE = "type";

    private final KeyRing keys;

    public StoredNames(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Sets the name of what a document is about to that of an event, {@code name} if it is not sealed there. Events of
     * an erased person have none, and the document stays as it is.
     */
    public static void set(DocumentUpdate update, Fact fact, String name) {
        Object stored = fact.sealed().<Object>map(StoredNames::stored).orElse(name);
        if (stored != null) {
            update.set(NAME, stored);
        }
    }

    /**
     * Sets another text of what a document is about to that of an event, {@code text} if it is not sealed there; an
     * event without it removes it.
     *
     * @param field the text's name in the event and in the document
     */
    public static void set(DocumentUpdate update, Fact fact, String field, String text) {
        update.set(field, fact.sealed().<Object>map(StoredNames::stored).orElse(text));
    }

    /** Removes the name of an erased person, which may be in clear. */
    public static void erase(DocumentUpdate update) {
        update.set(NAME, new Document());
    }

    private static Document stored(Sealed sealed) {
        return new Document(KEY, sealed.key())
                .append(DATA, sealed.data())
                .append(EVENT, sealed.event().toString())
                .append(TYPE, sealed.type());
    }

    /**
     * Returns the name of what a document is about; null if it has none. A name that cannot be opened now is left out:
     * the command that an answer is about may be committed already.
     */
    public ShownName of(Document document) {
        return switch (document.get(NAME)) {
            case null -> null;
            case Document sealed -> opened(sealed);
            case Object clear -> ShownName.of(clear.toString());
        };
    }

    /**
     * Returns a text, the name or another one; null if there is none, or its person is erased.
     *
     * @throws KeysUnavailable if it cannot be opened now
     */
    public String text(Document document, String field) {
        return switch (document.get(field)) {
            case null -> null;
            case Document none when none.isEmpty() -> null;
            case Document stored ->
                keys.open(sealed(stored))
                        .map(texts -> texts.path(field).asString(null))
                        .orElse(null);
            case Object clear -> clear.toString();
        };
    }

    private static Sealed sealed(Document stored) {
        return new Sealed(
                stored.getString(KEY),
                stored.getString(DATA),
                UUID.fromString(stored.getString(EVENT)),
                stored.getString(TYPE));
    }

    private ShownName opened(Document stored) {
        if (stored.isEmpty()) {
            return ShownName.ERASED;
        }
        Sealed sealed = sealed(stored);
        try {
            return keys.open(sealed)
                    .map(texts -> ShownName.of(texts.path(NAME).asString(null)))
                    .orElse(ShownName.ERASED);
        } catch (KeysUnavailable e) {
            LOG.warn("The name of {} is left out: {}", sealed.key(), e.getMessage());
            return ShownName.UNREADABLE;
        }
    }
}
