package incharge.reporting.card;

import com.fasterxml.jackson.annotation.JsonProperty;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.card.ThingQuery.Part;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** The parameters that lists of activities have beside {@link Parameters}. */
record ActivityOptions(
        List<Kind> kind, List<Status> status, List<State> state, List<UUID> assignee, List<Link> linked, Order sort) {

    enum Kind {
        TODO("todo"),
        CALENDAR("calendar");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    enum Status {
        @JsonProperty("not-started")
        NOT_STARTED("not-started"),
        @JsonProperty("in-progress")
        IN_PROGRESS("in-progress"),
        DONE("done");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    enum State {
        PLANNED,
        PAST
    }

    enum Link {
        PROJECT,
        NONE
    }

    enum Order {
        RANK
    }

    /** Returns whether an activity is past at a time: done, or an entry of the calendar that is over. */
    static boolean isPast(Content.Thing activity, Instant now) {
        return Status.DONE.text.equals(activity.text("status")) || activity.over() <= now.toEpochMilli();
    }

    /** Chooses what the list is about, without regard to state and status. */
    ThingFilter choose(ThingFilter activities) {
        ThingFilter chosen = activities
                .with(
                        "kind",
                        kind == null
                                ? List.of()
                                : kind.stream().map(one -> one.text).toList())
                .with(
                        "assigneeId",
                        assignee == null
                                ? List.of()
                                : assignee.stream().map(UUID::toString).toList());
        Set<Link> links = RowParameters.values(linked);
        return links.size() == 1 ? chosen.ofProject(links.contains(Link.PROJECT)) : chosen;
    }

    /** Returns whether the list has an activity, by its state and status. */
    Predicate<Content.Thing> listed(Instant now) {
        if (status == null && state == null) {
            return ThingScope.ANY;
        }
        Set<State> states = states();
        List<String> statuses = statuses();
        return activity -> states.contains(isPast(activity, now) ? State.PAST : State.PLANNED)
                && (statuses.isEmpty() || statuses.contains(activity.text("status")));
    }

    private Set<State> states() {
        return state == null ? EnumSet.allOf(State.class) : EnumSet.copyOf(state);
    }

    private List<String> statuses() {
        return status == null ? List.of() : status.stream().map(Status::text).toList();
    }

    /** Returns the list: planned ones, the soonest first, then past ones, the latest first; undated ones last. */
    List<Part> parts(ThingFilter chosen, Instant now) {
        ThingFilter filter = chosen.with("status", statuses());
        Set<State> states = states();
        if (sort == Order.RANK) {
            ThingFilter ofState =
                    states.size() > 1 ? filter : states.contains(State.PAST) ? filter.past(now) : filter.planned(now);
            return List.of(new Part(ofState, ThingOrder.RANK));
        }
        var parts = new ArrayList<Part>();
        if (states.contains(State.PLANNED)) {
            parts.add(new Part(filter.planned(now), ThingOrder.FIRST));
        }
        if (states.contains(State.PAST)) {
            parts.add(new Part(filter.past(now).dated(true), ThingOrder.LAST));
            parts.add(new Part(filter.past(now).dated(false), ThingOrder.LAST));
        }
        return parts;
    }
}
