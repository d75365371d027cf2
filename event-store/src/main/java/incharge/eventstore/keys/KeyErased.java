package incharge.eventstore.keys;

/** The key of a person is erased, so no text about that person is sealed any more. */
public final class KeyErased extends RuntimeException {
    KeyErased(String id) {
        super("the key " + id + " is erased");
    }
}
