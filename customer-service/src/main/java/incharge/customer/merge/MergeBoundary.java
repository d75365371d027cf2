package incharge.customer.merge;

import incharge.customer.card.Owners;
import incharge.customer.customer.CustomerBoundary;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.merge.MergeCommand.MergeCustomer;
import incharge.customer.merge.MergeCommand.ReturnProject;
import incharge.customer.merge.MergeCommand.UnmergeCustomer;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.log.Criteria;
import java.util.UUID;

/**
 * The consistency of merges: the events of the merged customer, whether the other one is registered and not archived,
 * and all that gives the merged customer a project or takes one away.
 */
final class MergeBoundary {

    static final Decider<MergeCommand, Merging, CustomersEvent> DECIDER =
            new Decider<>(Merging::nothing, (command, merging) -> merging.decide(command), Merging::after, command -> {
                return switch (command) {
                    case MergeCustomer(var id, var into) ->
                        Criteria.either(
                                CustomerBoundary.eventsOf(id),
                                into == null ? Criteria.nothing() : CustomerBoundary.existence(into),
                                Owners.projectsOf(id));
                    case UnmergeCustomer(var id, var _) -> CustomerBoundary.eventsOf(id);
                    case ReturnProject(var id, var _, var _) -> eventsOfProject(id);
                };
            });

    private MergeBoundary() {}

    static Criteria eventsOfProject(UUID id) {
        return Criteria.tagged(CustomersLog.project(id));
    }
}
