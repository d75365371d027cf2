package incharge.reporting.card;

import incharge.reporting.card.ActivityOptions.Status;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Counts activities by state and status. */
final class ActivityCounts implements ThingCounts {

    private final Instant now;
    private final Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
    private int past;
    private int all;
    /** The milliseconds at which the first of the planned ones is over. */
    private long until = Content.Thing.NEVER;

    ActivityCounts(Instant now) {
        this.now = now;
    }

    @Override
    public void add(Content.Thing activity) {
        all++;
        if (ActivityOptions.isPast(activity, now)) {
            past++;
        } else {
            until = Math.min(until, activity.over());
        }
        for (Status status : Status.values()) {
            if (status.text().equals(activity.text("status"))) {
                byStatus.merge(status, 1, Integer::sum);
            }
        }
    }

    @Override
    public boolean holdAt(Instant time) {
        return !time.isBefore(now) && time.toEpochMilli() < until;
    }

    int planned() {
        return all - past;
    }

    int past() {
        return past;
    }

    int of(Status status) {
        return byStatus.getOrDefault(status, 0);
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("planned", planned());
        json.writeNumberProperty("past", past);
        json.writeNumberProperty("notStarted", of(Status.NOT_STARTED));
        json.writeNumberProperty("inProgress", of(Status.IN_PROGRESS));
        json.writeNumberProperty("done", of(Status.DONE));
        json.writeEndObject();
    }
}
