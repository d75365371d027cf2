package incharge.eventstore.axon;

import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Recorded;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventhandling.EventMessage;

/** How Axon's messages become a commit of the log, and the log's events messages. */
public interface Translation {
    /** At least one message; what belongs to the commit as a whole travels as metadata of the first. */
    Commit commit(List<? extends TaggedEventMessage<?>> messages);

    EventMessage message(Recorded event);
}
