package incharge.customer.activity;

import incharge.customer.card.Card.Thing;
import incharge.customer.card.ThingKind;
import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityEvent;
import incharge.customer.event.ActivityEvent.ActivityAdded;
import incharge.customer.event.ActivityEvent.ActivityChanged;
import incharge.customer.event.ActivityEvent.ActivityMoved;
import incharge.customer.event.ActivityEvent.ActivityRemoved;
import incharge.customer.event.ActivityStatus;
import incharge.customer.event.CardEvent;
import incharge.customer.event.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An activity as decisions see it.
 *
 * @param rank its place among those of the same status
 * @param batchId the command that added it for many customers; null for another
 */
record Activity(ActivityDetails details, ActivityStatus status, String rank, UUID batchId) {

    /** How activities are recorded. */
    static final ThingKind<Activity> KIND = new ThingKind<>() {
        @Override
        public boolean includes(CardEvent event) {
            return event instanceof ActivityEvent;
        }

        @Override
        public CardEvent added(UUID id, Place place, Activity added) {
            return new ActivityAdded(id, place, added.details(), added.status(), added.rank(), added.batchId());
        }

        @Override
        public CardEvent changed(UUID id, Place place, Activity activity) {
            return new ActivityChanged(id, place, activity.details());
        }

        @Override
        public List<CardEvent> changes(UUID id, Thing<Activity> before, Thing<Activity> after) {
            Activity from = before.content();
            Activity to = after.content();
            var events = new ArrayList<CardEvent>();
            if (!to.details().equals(from.details())) {
                events.add(changed(id, after.place(), to));
            }
            if (to.status() != from.status() || !to.rank().equals(from.rank())) {
                events.add(new ActivityMoved(id, after.place(), to.status(), from.status(), to.rank()));
            }
            return events;
        }

        @Override
        public CardEvent removed(UUID id, Place place) {
            return new ActivityRemoved(id, place);
        }

        @Override
        public Activity after(CardEvent event, Activity before) {
            if (before == null && !(event instanceof ActivityAdded)) {
                return null; // a board has no more of it than this event
            }
            return switch ((ActivityEvent) event) {
                case ActivityAdded added ->
                    new Activity(added.details(), added.status(), added.rank(), added.batchId());
                case ActivityChanged changed -> before.with(changed.details());
                case ActivityMoved moved -> before.moved(moved.status(), moved.rank());
                case ActivityRemoved _ -> null;
            };
        }
    };

    Activity with(ActivityDetails newDetails) {
        return new Activity(newDetails, status, rank, batchId);
    }

    Activity moved(ActivityStatus newStatus, String newRank) {
        return new Activity(details, newStatus, newRank, batchId);
    }
}
