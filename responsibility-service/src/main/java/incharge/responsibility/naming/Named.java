package incharge.responsibility.naming;

import incharge.eventstore.log.Tag;
import java.util.UUID;

/** A thing with a unique name. */
public interface Named {

    UUID id();

    String name();

    /** Returns the tag that is borne by at most one thing at a time. */
    Tag nameTag();

    /** Returns the type of the thing as messages name it, such as {@code customer role}. */
    String typeName();
}
