package incharge.customer.merge;

import incharge.customer.card.Owners;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Touch;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Tag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads from the log what merges did. */
record Merges(EventStore<CustomersEvent> store) {

    /**
     * A merge that is not taken back.
     *
     * @param commandId the command that made it
     */
    record Done(UUID into, UUID commandId) {}

    /** Returns the merge of a customer that holds at a position. */
    Optional<Done> last(UUID customer, long at) {
        return store.foldAt(Optional.empty(), Merges::after, merges(CustomersLog.customer(customer)), at);
    }

    private static Optional<Done> after(Optional<Done> before, CustomersEvent event, Touch touch) {
        return event instanceof CustomerMerged(var _, var into)
                ? Optional.of(new Done(into, UUID.fromString(touch.commandId())))
                : Optional.empty();
    }

    private static Criteria merges(Tag tag) {
        return Criteria.tagged(tag, CustomerMerged.class, CustomerUnmerged.class);
    }

    /** Returns the projects that a merge moved, in the order of its events. */
    List<UUID> movedBy(UUID commandId) {
        return moved(store.events(store.doneBy(commandId)));
    }

    static List<UUID> moved(List<CustomersEvent> events) {
        return events.stream()
                .filter(ProjectChanged.class::isInstance)
                .map(event -> ((ProjectChanged) event).projectId())
                .toList();
    }

    /** Counts what came over with a merge, or would come over, at a position. */
    MergeCounts counts(UUID customer, Set<UUID> projects, long at) {
        Set<UUID> customers = withMerged(customer, at);
        List<Criteria> cards = new ArrayList<>();
        for (UUID owner : customers) {
            cards.add(card(owner));
            // a thing may have come to a project that went to another customer since
            projectsOf(owner, at).forEach(project -> cards.add(card(project)));
        }
        return store.foldAt(
                        new MergeCounts.Things(), (things, event, _) -> things.after(event), Criteria.either(cards), at)
                .beneath(customers, projects);
    }

    private static Criteria card(UUID owner) {
        return Criteria.tagged(CustomersLog.card(owner));
    }

    /** Returns the customer and those that are merged into it, also by way of others. */
    private Set<UUID> withMerged(UUID customer, long at) {
        var all = new LinkedHashSet<UUID>(Set.of(customer));
        Deque<UUID> open = new ArrayDeque<>(all);
        while (!open.isEmpty()) {
            Criteria merges = merges(CustomersLog.mergedInto(open.pop()));
            store.foldAt(new HashSet<UUID>(), Merges::merged, merges, at).stream()
                    .filter(all::add)
                    .forEach(open::push);
        }
        return all;
    }

    private static HashSet<UUID> merged(HashSet<UUID> into, CustomersEvent event, Touch touch) {
        switch (event) {
            case CustomerMerged(var id, var _) -> into.add(id);
            case CustomerUnmerged(var id, var _) -> into.remove(id);
            case CustomersEvent _ -> {}
        }
        return into;
    }

    /** Returns the projects that a customer has or had. */
    private Set<UUID> projectsOf(UUID customer, long at) {
        return store.foldAt(
                new HashSet<UUID>(),
                (projects, event, _) -> {
                    switch (event) {
                        case ProjectOpened e -> projects.add(e.projectId());
                        case ProjectChanged e -> projects.add(e.projectId());
                        case CustomersEvent _ -> {}
                    }
                    return projects;
                },
                Owners.projectsOf(customer),
                at);
    }
}
