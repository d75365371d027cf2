package incharge.grouping.membership;

import static incharge.grouping.decision.GroupingBoundary.DECIDER;

import incharge.eventstore.decider.Attempt;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.RefusedAll;
import incharge.eventstore.decider.Undo;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.Recorded;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.Groupings;
import incharge.grouping.event.GroupingsEvent;
import incharge.http.InvalidInput;
import incharge.http.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Brings back a category or a tag that was deleted: its id, its fields and those of its customers that nobody moved
 * since. It reads what it decides on, and decides anew if anything changes meanwhile.
 */
public final class Restoration {

    /**
     * What came of it.
     *
     * @param kept the customers that were in it and were moved since
     */
    public record Restored(Decision<Groupings, GroupingsEvent> decision, Set<UUID> kept) {}

    /**
     * A deletion.
     *
     * @param target null if the customers had none
     * @param members the customers that it took out of the category or tag
     * @param joinedTarget those of them that it put into the target, from which they can be taken
     * @param moved those of them that were moved since
     */
    private record Deletion(Recorded event, UUID target, Set<UUID> members, Set<UUID> joinedTarget, Set<UUID> moved) {}

    private final EventStore<GroupingsEvent> store;
    private final Effects effects;

    public Restoration(EventStore<GroupingsEvent> store, Effects effects) {
        this.store = store;
        this.effects = effects;
    }

    /** Brings back a category. One that exists stays as it is; 404 if it was never deleted. */
    public Restored category(UUID id, Origin origin) {
        return restore(Restorable.category(id), null, origin);
    }

    /** Brings back a tag. One that exists stays as it is; 404 if it was never deleted. */
    public Restored tag(UUID id, Origin origin) {
        return restore(Restorable.tag(id), null, origin);
    }

    /**
     * Restores it as it was before its last deletion.
     *
     * @param deletedBy the command that must have deleted it last; null for any
     * @throws ProblemException 404 if it was never deleted
     */
    Restored restore(Restorable restorable, UUID deletedBy, Origin origin) {
        return EventStore.untilUnchanged(() -> {
            long head = store.log().head();
            Recorded deleted = lastDeletion(restorable, beforeFirst(origin));
            if (deletedBy != null && !deleted.cause().commandId().equals(deletedBy.toString())) {
                throw Undo.changedSince();
            }
            Groupings now =
                    store.current(DECIDER, restorable.membership().grouping()).state();
            Deletion deletion = restorable.membership().exists().test(now)
                    ? new Deletion(deleted, null, Set.of(), Set.of(), Set.of())
                    : deletion(restorable, deleted, Long.MAX_VALUE);
            Decision<Groupings, GroupingsEvent> decision =
                    decide(commands(restorable, deletion), origin.withBasedOn(head));
            return new Restored(decision, kept(restorable, deletion, decision));
        });
    }

    /** Returns the position before the first request if this one repeats it: it is answered whatever came since. */
    private long beforeFirst(Origin origin) {
        return Optional.ofNullable(origin.idempotency())
                .flatMap(idempotency -> store.doneUnder(idempotency.key()))
                .map(commit -> commit.first() - 1)
                .orElse(Long.MAX_VALUE);
    }

    private Decision<Groupings, GroupingsEvent> decide(List<GroupingCommand> commands, Origin origin) {
        try {
            return store.decideAll(
                    Attempt.decider(DECIDER),
                    commands.stream()
                            .map(Attempt::<GroupingCommand, Groupings>of)
                            .toList(),
                    origin);
        } catch (RefusedAll all) {
            throw all.refusals().getFirst().refused();
        }
    }

    private List<GroupingCommand> commands(Restorable restorable, Deletion deletion) {
        Membership membership = restorable.membership();
        long position = deletion.event().position() - 1;
        List<GroupingCommand> commands = new ArrayList<>();
        commands.add(restorable.restoring(
                store.currentAt(DECIDER, membership.grouping(), position).state()));
        for (UUID customer : deletion.members()) {
            UUID left = deletion.joinedTarget().contains(customer) ? deletion.target() : null;
            commands.addAll(
                    deletion.moved().contains(customer)
                            ? restorable.staying(customer)
                            : restorable.comingBack(customer, left));
        }
        return commands;
    }

    /** Returns the same for a repeated request, whatever happened since. */
    private Set<UUID> kept(Restorable restorable, Deletion deletion, Decision<Groupings, GroupingsEvent> decision) {
        if (decision.events().isEmpty()) {
            return Set.of();
        }
        long before = decision.position() - decision.events().size();
        Deletion undone =
                decision.replayed() ? deletion(restorable, lastDeletion(restorable, before), before) : deletion;
        Set<UUID> kept = new LinkedHashSet<>(undone.members());
        decision.events().forEach(event -> restorable.joined(event).ifPresent(kept::remove));
        return kept;
    }

    /** Finds the last deletion up to a position. */
    private Recorded lastDeletion(Restorable restorable, long upTo) {
        return recorded(restorable.deletions())
                .filter(deleted -> deleted.position() <= upTo)
                .reduce((_, last) -> last)
                .orElseThrow(ProblemException::notFound);
    }

    /** Finds what a deletion did, and who was moved since then up to a position. */
    private Deletion deletion(Restorable restorable, Recorded event, long upTo) {
        List<GroupingsEvent> withIt = withIt(event);
        UUID target = withIt.stream()
                .flatMap(other -> restorable.target(other).stream())
                .findFirst()
                .orElse(null);
        Set<UUID> members = effects.members(restorable.membership(), event.position() - 1);
        Set<UUID> joinedTarget = new HashSet<>();
        for (GroupingsEvent other : withIt) {
            restorable.left(other).ifPresent(members::add);
            restorable.joinedTarget(other, target).ifPresent(joinedTarget::add);
        }
        if (members.size() > GroupingCommand.MAX_CHANGES) {
            throw InvalidInput.value(
                    "id", "too-many", "At most " + GroupingCommand.MAX_CHANGES + " customers can come back at a time.");
        }
        Set<UUID> moved = recorded(restorable.moves(members, target))
                .filter(move -> move.position() > event.position() && move.position() <= upTo)
                .map(move -> UUID.fromString(move.subject()))
                .filter(members::contains)
                .collect(Collectors.toSet());
        return new Deletion(event, target, members, joinedTarget, moved);
    }

    /** Returns the events of the commit that an event is part of. */
    private List<GroupingsEvent> withIt(Recorded event) {
        return store.events(store.doneBy(UUID.fromString(event.cause().commandId())).stream()
                .filter(commit -> commit.first() <= event.position() && event.position() <= commit.last())
                .toList());
    }

    private Stream<Recorded> recorded(Criteria criteria) {
        return StreamSupport.stream(store.log().source(criteria).events().spliterator(), false);
    }
}
