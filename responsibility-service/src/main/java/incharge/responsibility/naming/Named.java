package incharge.responsibility.naming;

import incharge.eventstore.log.Tag;
import java.util.UUID;

/** A thing with a unique name. */
public interface Named {

    UUID id();

    String name();

    /** The tag that is borne by at most one thing at a time. */
    Tag nameTag();

    /** The sort of thing, in messages, such as {@code customer role}. */
    String sort();
}
