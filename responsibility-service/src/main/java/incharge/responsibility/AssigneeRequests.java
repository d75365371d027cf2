package incharge.responsibility;

import incharge.eventstore.decider.Asked;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.feed.Fact;
import incharge.responsibility.KnownSubject.State;
import incharge.responsibility.ResponsibilityCommand.Answer;
import incharge.responsibility.ResponsibilityCommand.Holding;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Answers customer-service, which asks for an assignee of a project: one commit for each batch, each question once. */
final class AssigneeRequests {

    private final EventStore<ResponsibilitiesEvent> store;
    private final ZoneId zone;

    AssigneeRequests(EventStore<ResponsibilitiesEvent> store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    /**
     * @param batch facts of one topic, in order
     * @param known what is known of subjects before the batch
     */
    void answer(List<Fact> batch, Function<Collection<Subject>, Map<Subject, KnownSubject>> known) {
        List<Fact> asking = batch.stream().filter(AssigneeRequests::asks).toList();
        if (asking.isEmpty()) {
            return;
        }
        Map<Subject, KnownSubject> before =
                known.apply(asking.stream().map(AssigneeRequests::project).toList());
        Map<UUID, State> within = new HashMap<>();
        List<Asked<ResponsibilityCommand>> asked = new ArrayList<>();
        for (Fact fact : batch) {
            noteArchiving(fact, within);
            UUID employee = employee(fact);
            if (employee != null) {
                Subject project = project(fact);
                UUID customer = id(fact, "customerId");
                State state = state(before.get(project), within.get(project.id()), within.get(customer));
                asked.add(new Asked<>(
                        new Answer(
                                new Holding(project, employee, null),
                                new KnownSubject(customer, state),
                                LocalDate.ofInstant(fact.time(), zone)),
                        fact.sequence(),
                        fact.actor(),
                        fact.commandId(),
                        fact.reason()));
            }
        }
        store.answer(
                ResponsibilityBoundary.DECIDER,
                asked,
                batch.getFirst().topic(),
                batch.getLast().sequence());
    }

    /** What the batch itself says of the project and its customer outweighs what was known before it. */
    private static State state(KnownSubject before, State project, State customer) {
        State was = before == null ? State.OPEN : before.state();
        if (project == State.ARCHIVED || (project == null && was == State.ARCHIVED)) {
            return State.ARCHIVED;
        }
        if (customer == State.ARCHIVED || (customer == null && was == State.CUSTOMER_ARCHIVED)) {
            return State.CUSTOMER_ARCHIVED;
        }
        return State.OPEN;
    }

    private static void noteArchiving(Fact fact, Map<UUID, State> states) {
        switch (fact.type()) {
            case "CustomerArchived" -> states.put(id(fact, "customerId"), State.ARCHIVED);
            case "CustomerRestored" -> states.put(id(fact, "customerId"), State.OPEN);
            case "ProjectArchived" -> states.put(id(fact, "projectId"), State.ARCHIVED);
            case "ProjectRestored" -> states.put(id(fact, "projectId"), State.OPEN);
            default -> {}
        }
    }

    static boolean asks(Fact fact) {
        return employee(fact) != null;
    }

    /** Who is asked for, null when nobody is. */
    private static UUID employee(Fact fact) {
        return switch (fact.type()) {
            case "ProjectOpened" -> id(fact, "requestedEmployeeId");
            case "ProjectAssigneeRequested" -> id(fact, "employeeId");
            default -> null;
        };
    }

    private static Subject project(Fact fact) {
        return new Subject(SubjectType.PROJECT, id(fact, "projectId"));
    }

    private static UUID id(Fact fact, String field) {
        JsonNode value = fact.payload().get(field);
        return value == null || value.isNull() ? null : UUID.fromString(value.asString());
    }
}
