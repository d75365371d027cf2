package incharge.eventstore.decider;

import incharge.eventstore.log.Tag;
import java.util.UUID;

/**
 * An event after which the texts about a person cannot be read any more: the key that seals them is erased. Its record
 * is named {@value #TYPE} in every vocabulary, since the relay and consumers act on it.
 */
public interface ErasesPerson {
    String TYPE = "PersonErased";

    /** Each such event bears this tag beside those of its vocabulary. */
    Tag TAG = Tag.of("erasure", "person");

    UUID personId();
}
