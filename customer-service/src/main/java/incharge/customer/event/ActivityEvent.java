package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/** Events of an activity: something to do, or an entry of the calendar. */
public sealed interface ActivityEvent extends CardEvent {

    UUID activityId();

    @Override
    default UUID thingId() {
        return activityId();
    }

    /**
     * @param rank its place among those of the same status
     * @param batchId the command that added it for many customers; null for another
     */
    record ActivityAdded(
            UUID activityId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped ActivityDetails details,
            ActivityStatus status,
            String rank,
            UUID batchId)
            implements ActivityEvent {}

    /** All details as they are after the change. */
    record ActivityChanged(
            UUID activityId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped ActivityDetails details) implements ActivityEvent {}

    /** Another status, or another place among those of the same. */
    record ActivityMoved(
            UUID activityId,
            @JsonUnwrapped Place place,
            ActivityStatus status,
            ActivityStatus previousStatus,
            String rank)
            implements ActivityEvent {}

    record ActivityRemoved(UUID activityId, @JsonUnwrapped Place place) implements ActivityEvent {}
}
