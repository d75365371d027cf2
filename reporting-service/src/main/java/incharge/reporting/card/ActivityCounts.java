package incharge.reporting.card;

import incharge.reporting.card.ActivityOptions.Status;
import incharge.reporting.versions.Content;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Counts activities by state and status. */
final class ActivityCounts implements ThingCounts {

    private final Instant now;
    private final Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
    private int past;
    private int all;
    /** The milliseconds at which the last of those that are over was, and at which the next one will be. */
    private long since = Long.MIN_VALUE;

    private long until = Content.Thing.NEVER;

    ActivityCounts(Instant now) {
        this.now = now;
    }

    @Override
    public void add(Content.Thing activity) {
        count(activity, 1);
        long over = activity.over();
        if (over > now.toEpochMilli()) {
            until = Math.min(until, over);
        } else {
            since = Math.max(since, over);
        }
    }

    private void count(Content.Thing activity, int by) {
        all += by;
        past += ActivityOptions.isPast(activity, now) ? by : 0;
        for (Status status : Status.values()) {
            if (status.text().equals(activity.text("status"))) {
                byStatus.merge(status, by, Integer::sum);
            }
        }
    }

    @Override
    public boolean holdAt(Instant time) {
        return since <= time.toEpochMilli() && time.toEpochMilli() < until;
    }

    @Override
    public ThingCounts replaced(List<Content.Thing> before, List<Content.Thing> after, Instant time) {
        var next = new ActivityCounts(time);
        next.byStatus.putAll(byStatus);
        next.past = past;
        next.all = all;
        next.since = since;
        next.until = until;
        before.forEach(activity -> next.count(activity, -1));
        after.forEach(next::add);
        return next;
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
