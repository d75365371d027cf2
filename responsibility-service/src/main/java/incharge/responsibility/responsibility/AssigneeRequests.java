package incharge.responsibility.responsibility;

import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.ForeignRequest;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Idempotency;
import incharge.feed.Fact;
import incharge.responsibility.event.Assignment;
import incharge.responsibility.event.ResponsibilitiesEvent;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.ForeignRequests;
import incharge.responsibility.reference.SubjectData;
import incharge.responsibility.reference.SubjectData.State;
import incharge.responsibility.responsibility.ResponsibilityCommand.AnswerAssigneeRequest;
import incharge.responsibility.responsibility.ResponsibilityUndo.Started;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Answers customer-service, which asks for an assignee of a project and may withdraw what was asked: each question once. */
public final class AssigneeRequests implements ForeignRequests {

    private final EventStore<ResponsibilitiesEvent> store;
    private final ZoneId zone;

    public AssigneeRequests(EventStore<ResponsibilitiesEvent> store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    /**
     * In the order of what is heard, since somebody may ask again for what was withdrawn: one commit for all that is asked
     * until something is withdrawn, one for all that the same command withdraws.
     *
     * @param batch facts of one topic, in order
     * @param known what is known of subjects before the batch
     */
    @Override
    public void answer(List<Fact> batch, Function<Collection<Subject>, Map<Subject, SubjectData>> known) {
        List<Fact> concerned =
                batch.stream().filter(fact -> asks(fact) || withdraws(fact)).toList();
        if (concerned.isEmpty()) {
            return;
        }
        Map<Subject, SubjectData> before =
                known.apply(concerned.stream().map(AssigneeRequests::project).toList());
        Map<UUID, State> within = new HashMap<>();
        List<ForeignRequest<ResponsibilityCommand>> asked = new ArrayList<>();
        List<Fact> withdrawing = new ArrayList<>();
        for (Fact fact : batch) {
            noteArchiving(fact, within);
            if (asks(fact)) {
                withdraw(withdrawing, before);
                asked.add(asked(fact, before, within));
            } else if (withdraws(fact)) {
                answerAll(asked, fact.topic());
                if (!withdrawing.isEmpty() && !isOfSameCommands(withdrawing.getLast(), fact)) {
                    withdraw(withdrawing, before);
                }
                withdrawing.add(fact);
            }
        }
        answerAll(asked, batch.getFirst().topic());
        withdraw(withdrawing, before);
    }

    private ForeignRequest<ResponsibilityCommand> asked(
            Fact fact, Map<Subject, SubjectData> before, Map<UUID, State> within) {
        Subject project = project(fact);
        UUID customer = id(fact, "customerId");
        State state = state(before.get(project), within.get(project.id()), within.get(customer));
        return new ForeignRequest<>(
                new AnswerAssigneeRequest(
                        assignment(fact), new SubjectData(customer, state), LocalDate.ofInstant(fact.time(), zone)),
                fact.sequence(),
                fact.actor(),
                fact.commandId(),
                fact.reason());
    }

    private void answerAll(List<ForeignRequest<ResponsibilityCommand>> asked, String topic) {
        if (asked.isEmpty()) {
            return;
        }
        store.answer(
                ResponsibilityBoundary.DECIDER, asked, topic, asked.getLast().sequence());
        asked.clear();
    }

    /**
     * Takes back what the withdrawn command did here. What others changed since, and what a rule does not let go back,
     * stays. Heard again in another batch it changes nothing: what is back already is back.
     */
    private void withdraw(List<Fact> withdrawing, Map<Subject, SubjectData> known) {
        if (withdrawing.isEmpty()) {
            return;
        }
        Fact first = withdrawing.getFirst();
        // who is asked for is assigned without role and without start
        List<Started> things = withdrawing.stream()
                .map(fact -> new Started(assignment(fact), null))
                .distinct()
                .toList();
        String key = "%s:%d-%d"
                .formatted(
                        first.topic(), first.sequence(), withdrawing.getLast().sequence());
        store.undo(
                ResponsibilityUndo.of(Set.copyOf(List.of(withdrawn(first), first.commandId())), known),
                things,
                Origin.of(first.actor(), UUID.fromString(first.commandId()))
                        .withReason(first.reason())
                        .withIdempotency(new Idempotency(key, withdrawn(first))));
        withdrawing.clear();
    }

    private static boolean isOfSameCommands(Fact one, Fact other) {
        return one.commandId().equals(other.commandId()) && withdrawn(one).equals(withdrawn(other));
    }

    private static String withdrawn(Fact fact) {
        return fact.payload().get("withdrawnCommandId").asString();
    }

    /** What the batch itself says of the project and its customer outweighs what was known before it. */
    private static State state(SubjectData before, State project, State customer) {
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

    @Override
    public boolean concerns(Fact fact) {
        return asks(fact) || withdraws(fact);
    }

    private static boolean asks(Fact fact) {
        return employee(fact) != null && !withdraws(fact);
    }

    private static boolean withdraws(Fact fact) {
        return fact.type().equals("ProjectAssigneeWithdrawn");
    }

    private static Assignment assignment(Fact fact) {
        return new Assignment(project(fact), employee(fact), null);
    }

    /** Who is or was asked for, null when nobody is. */
    private static UUID employee(Fact fact) {
        return switch (fact.type()) {
            case "ProjectOpened" -> id(fact, "requestedEmployeeId");
            case "ProjectAssigneeRequested", "ProjectAssigneeWithdrawn" -> id(fact, "employeeId");
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
