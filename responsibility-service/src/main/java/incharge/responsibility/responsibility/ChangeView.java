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
        Action action, Subject subject, UUID employeeId, UUID roleId, LocalDate from, LocalDate to, Result outcome) {

    enum Result {
        ASSIGNED,
        REMOVED,
        CHANGED,
        UNCHANGED
    }

    static ChangeView of(RequestedChange change, Outcome<ResponsibilitiesEvent> outcome) {
        if (outcome.events().isEmpty()) {
            return of(change.action(), change.assignment(), change.from(), change.to(), Result.UNCHANGED);
        }
        AssignmentEvent event = (AssignmentEvent) outcome.events().getFirst();
        return of(change.action(), event.assignment(), event.from(), event.to(), result(event));
    }

    static ChangeView of(AssignmentEvent event) {
        Action action = switch (event) {
            case ResponsibilityAssigned _ -> Action.ASSIGN;
            case ResponsibilityRemoved _ -> Action.REMOVE;
            case ResponsibilityChanged _ -> Action.CHANGE;
        };
        return of(action, event.assignment(), event.from(), event.to(), result(event));
    }

    ChangeView withoutOutcome() {
        return new ChangeView(action, subject, employeeId, roleId, from, to, null);
    }

    private static Result result(AssignmentEvent event) {
        return switch (event) {
            case ResponsibilityAssigned _ -> Result.ASSIGNED;
            case ResponsibilityRemoved _ -> Result.REMOVED;
            case ResponsibilityChanged _ -> Result.CHANGED;
        };
    }

    private static ChangeView of(Action action, Assignment on, LocalDate from, LocalDate to, Result result) {
        return new ChangeView(action, on.subject(), on.employeeId(), on.roleId(), from, to, result);
    }
}
