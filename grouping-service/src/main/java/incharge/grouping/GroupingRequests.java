package incharge.grouping;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.ForeignRequest;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Idempotency;
import incharge.feed.Fact;
import incharge.grouping.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.GroupingCommand.AnswerTagRequest;
import incharge.grouping.GroupingCommand.Wanted;
import incharge.grouping.GroupingUndo.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Answers customer-service, which asks for a category and tags of a customer and may withdraw what was asked. */
final class GroupingRequests {

    private final EventStore<GroupingEvent> store;

    GroupingRequests(EventStore<GroupingEvent> store) {
        this.store = store;
    }

    static boolean asks(Fact fact) {
        return switch (fact.type()) {
            case "CustomerRegistered", "CustomerGroupingRequested" ->
                fact.payload().hasNonNull("requestedGrouping");
            default -> false;
        };
    }

    static boolean withdraws(Fact fact) {
        return fact.type().equals("CustomerGroupingWithdrawn");
    }

    /**
     * In the order of what is heard, since somebody may ask again for what was withdrawn: one commit for all that is asked
     * until something is withdrawn, one for all that the same command withdraws.
     *
     * @param batch facts of customers, in order
     */
    void answer(List<Fact> batch) {
        List<Fact> asking = new ArrayList<>();
        List<Fact> withdrawing = new ArrayList<>();
        for (Fact fact : batch) {
            if (asks(fact)) {
                withdraw(withdrawing);
                asking.add(fact);
            } else if (withdraws(fact)) {
                answerAll(asking);
                if (!withdrawing.isEmpty() && !isOfSameCommands(withdrawing.getLast(), fact)) {
                    withdraw(withdrawing);
                }
                withdrawing.add(fact);
            }
        }
        answerAll(asking);
        withdraw(withdrawing);
    }

    private void answerAll(List<Fact> asking) {
        if (asking.isEmpty()) {
            return;
        }
        List<ForeignRequest<GroupingCommand>> asked =
                asking.stream().flatMap(fact -> requests(fact).stream()).toList();
        Fact last = asking.getLast();
        if (!asked.isEmpty()) {
            store.answer(GroupingBoundary.DECIDER, asked, last.topic(), last.sequence());
        }
        asking.clear();
    }

    private static List<ForeignRequest<GroupingCommand>> requests(Fact fact) {
        JsonNode grouping = fact.payload().path("requestedGrouping");
        UUID customer = customer(fact);
        List<GroupingCommand> commands = new ArrayList<>();
        if (grouping.has("category")) {
            commands.add(new AnswerCategoryRequest(customer, wanted(grouping.get("category")), fact.sequence()));
        }
        grouping.path("tags")
                .forEach(tag -> commands.add(new AnswerTagRequest(customer, wanted(tag), fact.sequence())));
        return commands.stream()
                .map(command ->
                        new ForeignRequest<>(command, fact.sequence(), fact.actor(), fact.commandId(), fact.reason()))
                .toList();
    }

    private static Wanted wanted(JsonNode reference) {
        return reference.has("id")
                ? new Wanted(UUID.fromString(reference.get("id").asString()), null, null)
                : new Wanted(null, reference.get("name").asString(), UuidCreator.getTimeOrderedEpoch());
    }

    /**
     * Takes back what the withdrawn command did here. What others changed since, and what a rule does not let go back,
     * stays. Heard again in another batch it changes nothing: what is back already is back.
     */
    private void withdraw(List<Fact> withdrawing) {
        if (withdrawing.isEmpty()) {
            return;
        }
        Fact first = withdrawing.getFirst();
        var undo = GroupingUndo.of(Set.copyOf(List.of(withdrawn(first), first.commandId())));
        Set<UUID> customers =
                withdrawing.stream().map(GroupingRequests::customer).collect(Collectors.toSet());
        List<Place> places = store.touched(undo, GroupingBoundary.placesOf(customers));
        String key = "%s:%d-%d"
                .formatted(
                        first.topic(), first.sequence(), withdrawing.getLast().sequence());
        store.undo(
                undo,
                places,
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

    private static UUID customer(Fact fact) {
        return UUID.fromString(fact.payload().get("customerId").asString());
    }
}
