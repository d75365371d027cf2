package incharge.customer.merge;

import incharge.customer.customer.Customer;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.merge.MergeCommand.MergeCustomer;
import incharge.customer.merge.MergeCommand.ReturnProject;
import incharge.customer.merge.MergeCommand.UnmergeCustomer;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.decider.Undo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The customers and projects within the boundary of a merge, and the decisions about it. Events change them in place: a
 * customer may have thousands of projects.
 */
record Merging(Map<UUID, Party> customers, Map<UUID, Project> projects) {

    /** Each project makes an event of the one commit. */
    static final int MOST_PROJECTS = 20_000;

    private static final String INTO = "into";

    /**
     * One of the two customers.
     *
     * @param person whether it is a person and no company
     * @param mergedInto the customer that it is merged into; null for none
     */
    record Party(boolean person, boolean archived, UUID mergedInto) {

        Party withArchived(boolean nowArchived) {
            return new Party(person, nowArchived, mergedInto);
        }

        Party withMergedInto(UUID target) {
            return new Party(person, archived, target);
        }
    }

    record Project(UUID customerId, String number, Plan plan) {}

    static Merging nothing() {
        return new Merging(new HashMap<>(), new LinkedHashMap<>());
    }

    static Refused unknownTarget(UUID id) {
        return Refused.rule("customer-unknown", INTO, "There is no customer " + id + ".");
    }

    static Refused notMerged() {
        return Refused.rule("not-merged", null, "The customer is not merged into another one.");
    }

    List<CustomersEvent> decide(MergeCommand command) {
        return switch (command) {
            case MergeCustomer(var id, var into) -> merge(id, into);
            case UnmergeCustomer(var id, var restoring) -> unmerge(id, restoring);
            case ReturnProject(var id, var from, var to) -> {
                if (!projects.get(id).customerId().equals(from)) {
                    throw Undo.changedSince();
                }
                yield List.of(moved(id, to));
            }
        };
    }

    private List<CustomersEvent> merge(UUID id, UUID into) {
        Party merged = get(id);
        if (merged.mergedInto() != null) {
            throw Refused.rule("merged-already", null, "The customer is merged into another one already.");
        }
        if (into.equals(id)) {
            throw Refused.rule("merge-into-itself", INTO, "A customer is not merged into itself.");
        }
        Party target = customers.get(into);
        if (target == null) {
            throw unknownTarget(into);
        }
        if (target.archived()) {
            throw Refused.rule("customer-archived", INTO, "Nothing is merged into an archived customer.");
        }
        List<UUID> moving = projects.keySet().stream()
                .filter(project -> projects.get(project).customerId().equals(id))
                .toList();
        if (!moving.isEmpty() && (merged.person() || target.person())) {
            throw Refused.rule(
                    "project-of-person",
                    INTO,
                    merged.person()
                            ? "A project of a person stays with that person."
                            : "A person gets no project of another customer.");
        }
        if (moving.size() > MOST_PROJECTS) {
            throw Refused.rule(
                    "too-many",
                    null,
                    "At most %,d projects can move, not %,d.".formatted(MOST_PROJECTS, moving.size()));
        }
        var events = new ArrayList<CustomersEvent>(moving.size() + 2);
        moving.forEach(project -> events.add(moved(project, into)));
        if (!merged.archived()) {
            events.add(new CustomerArchived(id, null));
        }
        events.add(new CustomerMerged(id, into));
        return events;
    }

    private ProjectChanged moved(UUID id, UUID to) {
        Project project = projects.get(id);
        return new ProjectChanged(
                id, to, project.number(), project.plan().withStatus(null), null, project.customerId());
    }

    private List<CustomersEvent> unmerge(UUID id, boolean restoring) {
        UUID into = get(id).mergedInto();
        if (into == null) {
            throw notMerged();
        }
        return restoring
                ? List.of(new CustomerUnmerged(id, into), new CustomerRestored(id, null))
                : List.of(new CustomerUnmerged(id, into));
    }

    /** Returns the customer, or refuses the command if there is none. */
    Party get(UUID id) {
        Party party = customers.get(id);
        if (party == null) {
            throw Customer.unknown(id);
        }
        return party;
    }

    /** Returns the same after any event; most change nothing here. */
    Merging after(CustomersEvent event) {
        switch (event) {
            case CustomerRegistered e ->
                customers.put(e.customerId(), new Party(CustomerKind.of(e.kind()) == CustomerKind.PERSON, false, null));
            case CustomerArchived e -> changing(e.customerId(), party -> party.withArchived(true));
            case CustomerRestored e -> changing(e.customerId(), party -> party.withArchived(false));
            case CustomerMerged(var id, var into) -> changing(id, party -> party.withMergedInto(into));
            case CustomerUnmerged(var id, var _) -> changing(id, party -> party.withMergedInto(null));
            case ProjectOpened e -> projects.put(e.projectId(), new Project(e.customerId(), e.number(), e.plan()));
            case ProjectChanged e -> projects.put(e.projectId(), new Project(e.customerId(), e.number(), e.plan()));
            case CustomersEvent _ -> {}
        }
        return this;
    }

    private void changing(UUID customer, UnaryOperator<Party> change) {
        customers.computeIfPresent(customer, (_, party) -> change.apply(party));
    }
}
