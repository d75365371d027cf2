package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.ForeignRequest;
import incharge.eventstore.decider.ForeignRequest.Requested;
import incharge.eventstore.decider.ForeignRequest.Withdrawn;
import incharge.eventstore.decider.ForeignRequests;
import incharge.eventstore.log.Cause;
import incharge.feed.Contribution;
import incharge.feed.DocumentWrites;
import incharge.feed.Fact;
import incharge.feed.FactVocabulary;
import incharge.feed.TypedFact;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.decision.GroupingCommand.AnswerTagRequest;
import incharge.grouping.decision.GroupingCommand.PlaceCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.membership.MembershipUndo.Subject;
import incharge.grouping.reference.ForeignFact;
import incharge.grouping.reference.ForeignFact.CustomerDetailsChanged;
import incharge.grouping.reference.ForeignFact.CustomerGroupingWithdrawn;
import incharge.grouping.reference.ForeignFact.CustomerRegistered;
import incharge.grouping.reference.ForeignFact.CustomerRenamed;
import incharge.grouping.reference.ForeignFact.GroupingRequest;
import incharge.grouping.reference.ForeignFact.PersonErased;
import incharge.grouping.reference.ForeignFact.Reference;
import incharge.grouping.reference.ForeignFact.RequestedGrouping;
import incharge.grouping.reference.ForeignFact.ResponsibilitiesFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Answers customer-service, which requests a category and tags for a customer and may withdraw a request. The answers
 * are in this service's own log before the checkpoint moves, so each request has its effect once.
 */
public final class GroupingRequests implements Contribution<ForeignFact> {

    private final ForeignRequests<GroupingCommand, Groupings, GroupingsEvent, UUID, Subject> requests;

    public GroupingRequests(EventStore<GroupingsEvent> store) {
        requests = new ForeignRequests<>(
                store,
                ForeignFact.CUSTOMERS,
                DECIDER,
                MembershipUndo::of,
                (undo, customers) -> store.touched(undo, MembershipUndo.changes(Set.copyOf(customers))));
    }

    @Override
    public FactVocabulary<ForeignFact> facts() {
        return ForeignFact.FACTS;
    }

    @Override
    public void apply(TypedFact<ForeignFact> fact, DocumentWrites writes) {
        // requests are answered in the log and not kept
    }

    @Override
    public boolean requiresAnswer(ForeignFact fact) {
        return switch (fact) {
            case GroupingRequest request -> request.requestedGrouping() != null;
            case CustomerGroupingWithdrawn _ -> true;
            case CustomerRenamed _, CustomerDetailsChanged _, PersonErased _, ResponsibilitiesFact _ -> false;
        };
    }

    @Override
    public void beforeCommit(List<TypedFact<ForeignFact>> batch) {
        boolean categoryRequired =
                batch.stream().anyMatch(fact -> fact.content() instanceof CustomerRegistered) && isCategoryRequired();
        requests.answer(batch.stream()
                .filter(fact -> requiresAnswer(fact.content())
                        || categoryRequired && fact.content() instanceof CustomerRegistered)
                .map(fact -> request(fact, categoryRequired))
                .toList());
    }

    /** A customer that comes in between this and a change of the settings is placed later. */
    private boolean isCategoryRequired() {
        return requests.store()
                .current(DECIDER, GroupingBoundary.settings())
                .state()
                .workspace()
                .settings()
                .categoryRequired();
    }

    @Override
    public boolean isTransient(Throwable failure) {
        return EventStore.isTransient(failure);
    }

    private static ForeignRequest<GroupingCommand, UUID> request(
            TypedFact<ForeignFact> typed, boolean categoryRequired) {
        Fact fact = typed.fact();
        var cause = new Cause(fact.actor(), fact.commandId(), fact.reason());
        return switch (typed.content()) {
            case GroupingRequest request -> {
                List<GroupingCommand> commands = commands(request, fact.sequence());
                if (categoryRequired && request instanceof CustomerRegistered registered) {
                    // customer-service chose a category, unless its settings or categories were older than these
                    commands.add(new PlaceCustomer(registered.customerId(), registered.country()));
                }
                yield new Requested<>(fact.sequence(), cause, commands);
            }
            case CustomerGroupingWithdrawn(var customer, var commandId) ->
                new Withdrawn<>(fact.sequence(), cause, commandId, customer);
            case CustomerRenamed _, CustomerDetailsChanged _, PersonErased _, ResponsibilitiesFact _ ->
                throw new IllegalArgumentException(fact + " requests nothing");
        };
    }

    private static List<GroupingCommand> commands(GroupingRequest request, long sequence) {
        List<GroupingCommand> commands = new ArrayList<>();
        RequestedGrouping requested = request.requestedGrouping();
        if (requested == null) {
            return commands;
        }
        if (requested.category() != null) {
            commands.add(new AnswerCategoryRequest(request.customerId(), reference(requested.category()), sequence));
        }
        if (requested.tags() != null) {
            requested
                    .tags()
                    .forEach(tag -> commands.add(new AnswerTagRequest(request.customerId(), reference(tag), sequence)));
        }
        return commands;
    }

    private static GroupingCommand.Reference reference(Reference requested) {
        return new GroupingCommand.Reference(
                requested.id(), requested.name(), requested.id() == null ? UuidCreator.getTimeOrderedEpoch() : null);
    }
}
