package incharge.responsibility.responsibility;

import incharge.http.Fields;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.Subject;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.responsibility.ResponsibilityCommand.AssignResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.ChangeResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.EndResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.RemoveResponsibility;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.OnlyOne;
import incharge.responsibility.responsibility.ResponsibilityCommand.Selector.StartingOn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A change of a batch that breaks no rule of its own.
 *
 * @param fromGiven whether the request names a start, be it null
 * @param on the first day on which the responsibility is no longer in force; only for {@link Action#END}
 */
record RequestedChange(
        Action action, Assignment assignment, LocalDate from, boolean fromGiven, LocalDate to, LocalDate on) {

    static final int MOST = 20_000;

    /** The day before it is the first one that can be written. */
    private static final LocalDate FIRST_ON = LocalDate.of(0, 1, 2);

    enum Action {
        ASSIGN,
        REMOVE,
        CHANGE,
        END
    }

    /** {@code from} is null when it is absent and a JSON null when it is given as null. */
    record ChangeFields(
            Action action, Subject subject, UUID employeeId, UUID roleId, JsonNode from, String to, String on) {}

    /**
     * Checks the changes of a batch; ends the request if one of them breaks a rule.
     *
     * @param today the day on which something ends if the change names none
     */
    static List<RequestedChange> checked(List<ChangeFields> changes, LocalDate today) {
        var fields = new Fields();
        if (changes == null || changes.isEmpty()) {
            fields.required("changes", null);
            fields.check();
        }
        if (changes.size() > MOST) {
            fields.reject("changes", "too-many-changes", "A command takes at most 20,000 changes.");
            fields.check();
        }
        List<RequestedChange> checked = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            checked.add(checked(changes.get(i), today, fields.in("changes[" + i + "].")));
        }
        fields.check();
        return checked;
    }

    private static RequestedChange checked(ChangeFields change, LocalDate today, Fields fields) {
        fields.required("action", change.action());
        fields.required("employeeId", change.employeeId());
        if (fields.required("subject", change.subject()) != null) {
            fields.in("subject.").required("type", change.subject().type());
            fields.in("subject.").required("id", change.subject().id());
        }
        return new RequestedChange(
                change.action(),
                new Assignment(change.subject(), change.employeeId(), change.roleId()),
                from(change.from(), fields),
                change.from() != null,
                fields.date("to", change.to()),
                on(change, today, fields));
    }

    private static LocalDate on(ChangeFields change, LocalDate today, Fields fields) {
        if (change.on() != null && change.action() != Action.END) {
            fields.reject("on", "not-of-this-action", "on belongs to the action end.");
            return null;
        }
        if (change.action() != Action.END) {
            return null;
        }
        LocalDate on = change.on() == null ? today : fields.date("on", change.on());
        if (on != null && on.isBefore(FIRST_ON)) {
            fields.reject("on", "date-invalid", "on has no day before it.");
        }
        return on;
    }

    private static LocalDate from(JsonNode from, Fields fields) {
        if (from == null || from.isNull()) {
            return null;
        }
        if (!from.isString()) {
            fields.reject("from", "date-invalid", "from is not a date such as 2026-01-31.");
            return null;
        }
        return fields.date("from", from.asString());
    }

    Subject subject() {
        return assignment.subject();
    }

    boolean namesRole() {
        return assignment.roleId() != null;
    }

    /** @param data null if the subject is not known */
    ResponsibilityCommand command(SubjectData data, LocalDate today) {
        Selector selector = fromGiven ? new StartingOn(from) : new OnlyOne(today);
        return switch (action) {
            case ASSIGN -> new AssignResponsibility(assignment, data, new Interval(from, to));
            case REMOVE -> new RemoveResponsibility(assignment, data, selector, to);
            case CHANGE -> new ChangeResponsibility(assignment, data, selector, to);
            case END -> new EndResponsibility(assignment, data, selector, to, on);
        };
    }
}
