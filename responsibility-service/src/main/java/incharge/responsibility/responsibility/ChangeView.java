package incharge.responsibility.responsibility;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.eventstore.decider.Outcome;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.ResponsibilityEvent.AssignmentEvent;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityAssigned;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityChanged;
import incharge.responsibility.event.ResponsibilityEvent.ResponsibilityRemoved;
import incharge.responsibility.event.Subject;
import incharge.responsibility.responsibility.RequestedChange.Action;
import java.time.LocalDate;
import java.util.UUID;

/** A change of a batch as it is answered, with what became of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangeView(
        Action action,
        Subject subject,
        UUID employeeId,
        UUID roleId,
        LocalDate from,
        LocalDate to,
        LocalDate on,
        Result outcome) {

    enum Result {
        ASSIGNED,
        REMOVED,
        CHANGED,
        UNCHANGED
    }

    static ChangeView of(RequestedChange change, Outcome<ResponsibilitiesEvent> outcome) {
        if (outcome.events().isEmpty()) {
            return of(change.action(), change.assignment(), new Interval(change.from(), change.to()), Result.UNCHANGED)
                    .endingOn(change.on());
        }
        AssignmentEvent event = (AssignmentEvent) outcome.events().getFirst();
        return of(change.action(), event).endingOn(change.on());
    }

    static ChangeView of(AssignmentEvent event) {
        Action action = switch (event) {
            case ResponsibilityAssigned _ -> Action.ASSIGN;
            case ResponsibilityRemoved _ -> Action.REMOVE;
            case ResponsibilityChanged _ -> Action.CHANGE;
        };
        return of(action, event);
    }

    ChangeView withoutOutcome() {
        return new ChangeView(action, subject, employeeId, roleId, from, to, on, null);
    }

    private ChangeView endingOn(LocalDate day) {
        return new ChangeView(action, subject, employeeId, roleId, from, to, day, outcome);
    }

    private static ChangeView of(Action action, AssignmentEvent event) {
        return of(action, event.assignment(), new Interval(event.from(), event.to()), result(event));
    }

    private static Result result(AssignmentEvent event) {
        return switch (event) {
            case ResponsibilityAssigned _ -> Result.ASSIGNED;
            case ResponsibilityRemoved _ -> Result.REMOVED;
            case ResponsibilityChanged _ -> Result.CHANGED;
        };
    }

    private static ChangeView of(Action action, Assignment assignment, Interval interval, Result result) {
        return new ChangeView(
                action,
                assignment.subject(),
                assignment.employeeId(),
                assignment.roleId(),
                interval.from(),
                interval.to(),
                null,
                result);
    }
}
