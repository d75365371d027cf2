package incharge.eventstore.decider;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.axon.CommandTransaction;
import incharge.eventstore.log.Appended;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.Commit;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Idempotency;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.StoredCommit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Handles one request of {@link EventStore} in one transaction: reads what the boundaries select, decides, appends what
 * follows.
 */
final class DecideHandler<C, S, E> {
    private final Codec<E> codec;
    private final EventLog log;
    private final Request<C, S, E> request;
    private final List<Criteria> boundaries;
    private final EventIndex<E> events = new EventIndex<>();

    DecideHandler(Codec<E> codec, EventLog log, Request<C, S, E> request) {
        this.codec = codec;
        this.log = log;
        this.request = request;
        this.boundaries = request.boundaries().stream().map(codec::stored).toList();
    }

    /**
     * The result of a request.
     *
     * @param loaded what was read
     * @param events what was read and decided
     * @param head position up to which was read
     * @param cause of what is decided
     * @param transaction has the positions of the events after the commit; null without one
     */
    record Handled<E>(
            List<Outcome<E>> outcomes,
            Criteria loaded,
            EventIndex<E> events,
            long head,
            Cause cause,
            CommandTransaction transaction) {
        boolean changesNothing() {
            return outcomes.stream().allMatch(outcome -> outcome.events().isEmpty());
        }

        /** Returns the persons that the request or an earlier one erased. */
        Set<String> persons() {
            return events.all().stream()
                    .map(EventIndex.Entry::event)
                    .filter(ErasesPerson.class::isInstance)
                    .map(event -> ((ErasesPerson) event).personId().toString())
                    .collect(Collectors.toSet());
        }

        private Appended appended() {
            return transaction == null ? null : transaction.appended();
        }

        /** Returns the position of the last event recorded; if none was, the head. */
        long position() {
            return appended() == null ? head : appended().last();
        }

        /** Returns the state that the events selected by the criteria lead to. */
        <S> Current<S> current(Decider<?, S, E> decider, Criteria criteria) {
            if (!loaded.covers(criteria)) {
                throw new IllegalArgumentException(
                        "the decision has not loaded " + criteria + "; the command's boundary must select it");
            }
            List<EventIndex.Entry<E>> matching = events.matching(criteria, 0);
            S state = decider.initial().get();
            for (EventIndex.Entry<E> entry : matching) {
                state = decider.evolve().apply(state, entry.event());
            }
            return matching.isEmpty()
                    ? new Current<>(state, 0, position(), null, null)
                    : new Current<>(
                            state,
                            version(matching.getLast()),
                            position(),
                            touch(matching.getFirst()),
                            touch(matching.getLast()));
        }

        private long version(EventIndex.Entry<E> entry) {
            if (entry.order() < EventIndex.DECIDED) {
                return entry.order();
            }
            return appended() == null ? 0 : appended().first() + entry.order() - EventIndex.DECIDED;
        }

        private Touch touch(EventIndex.Entry<E> entry) {
            return entry.touch() != null || appended() == null
                    ? entry.touch()
                    : new Touch(version(entry), appended().time(), cause.actor(), cause.commandId());
        }
    }

    /** Carries what the guard throws, so that the caller can distinguish it from what a decision throws. */
    static final class GuardRejection extends RuntimeException {
        private final RuntimeException reason;

        private GuardRejection(RuntimeException reason) {
            super(null, reason, false, false);
            this.reason = reason;
        }

        RuntimeException reason() {
            return reason;
        }
    }

    /**
     * Decides the request, or throws what forbids it.
     *
     * @throws GuardRejection if the guard forbids it
     */
    Handled<E> handle(CommandTransaction transaction) {
        var loaded = Criteria.either(boundaries);
        var stored = new ArrayList<Recorded>();
        long head = transaction.read(loaded, stored::add);
        codec.read(stored).forEach(read -> events.add(entry(read)));
        Stale stale = stale();
        var decision = new SequentialDecision<>(request.decider(), codec, events);
        // the guard runs before the version is compared, so that a caller learns nothing about what it may not see
        guard(decision);
        objectBefore(stale);
        rehearse();
        List<Outcome<E>> outcomes = outcomes(decision);
        objectAfter(outcomes, stale);
        var handled = new Handled<>(outcomes, loaded, events, head, request.cause(0), transaction);
        if (request.rehearsed() == null && !handled.changesNothing()) {
            transaction.append(commit(outcomes));
        }
        return handled;
    }

    private static <E> EventIndex.Entry<E> entry(Codec.Read<E> read) {
        Recorded stored = read.stored();
        return new EventIndex.Entry<>(stored.position(), stored.type(), stored.tags(), Touch.of(stored), read.event());
    }

    private void guard(SequentialDecision<C, S, E> decision) {
        if (request.decider().isGuarded()) {
            for (int i = 0; i < boundaries.size(); i++) {
                guard(decision, i);
            }
        }
    }

    private void guard(SequentialDecision<C, S, E> decision, int index) {
        try {
            decision.guard(request.commands().get(index), boundaries.get(index));
        } catch (RuntimeException e) {
            throw new GuardRejection(e);
        }
    }

    private void rehearse() {
        if (request.rehearsed() != null) {
            request.rehearsed().forEach(event -> events.addDecided(codec.type(event), codec.tags(event), event));
        }
    }

    /** Returns the failed expectation of the caller; null if it holds, or if nothing is expected. */
    private Stale stale() {
        Expected expected = request.origin().expected();
        if (expected == null) {
            return null;
        }
        long actual = events.lastBearing(expected.resource());
        return expected.admits(actual) ? null : new Stale(actual, expected);
    }

    private void objectBefore(Stale stale) {
        Long basedOn = request.origin().basedOn();
        if (basedOn != null && events.lastRecorded() > basedOn) {
            throw new ChangedSincePreview(
                    "position " + events.lastRecorded() + " is newer than the preview at " + basedOn, null);
        }
        // for a resource that does not exist the refusal of the decider is more precise
        if (stale != null && stale.actual() > 0) {
            throw stale;
        }
    }

    private List<Outcome<E>> outcomes(SequentialDecision<C, S, E> decision) {
        long answered = answered();
        return IntStream.range(0, boundaries.size())
                .mapToObj(i -> request.answering() != null
                                && request.answering().sequences().get(i) <= answered
                        ? new Outcome<E>(List.of(), null)
                        : decision.decide(request.commands().get(i), boundaries.get(i)))
                .toList();
    }

    /**
     * Returns how far the other log is answered. It is read after the events, so it covers everything that the append's
     * condition lets through.
     */
    private long answered() {
        return request.answering() == null
                ? 0
                : log.lastAnswering(request.answering().topic())
                        .map(StoredCommit::consumed)
                        .map(Consumed::sequence)
                        .orElse(0L);
    }

    private void objectAfter(List<Outcome<E>> outcomes, Stale stale) {
        List<RefusedAll.At> refusals = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).refused() != null)
                .mapToObj(i -> new RefusedAll.At(i, outcomes.get(i).refused()))
                .toList();
        if (request.allOrNothing() && !refusals.isEmpty()) {
            throw new RefusedAll(refusals);
        }
        if (stale != null) {
            throw stale;
        }
        int count =
                outcomes.stream().mapToInt(outcome -> outcome.events().size()).sum();
        if (count > Commit.MAX_EVENTS) {
            throw Refused.rule(
                    "too-many-changes",
                    null,
                    "At most " + Commit.MAX_EVENTS + " changes can be made at once, not " + count + ".");
        }
    }

    private Commit commit(List<Outcome<E>> outcomes) {
        var decided = new ArrayList<Codec.Caused<E>>();
        for (int i = 0; i < outcomes.size(); i++) {
            for (E event : outcomes.get(i).events()) {
                decided.add(new Codec.Caused<>(event, request.cause(i)));
            }
        }
        List<NewEvent> recorded = codec.newEvents(decided);
        Idempotency idempotency = request.origin().idempotency();
        boolean anyRefused = outcomes.stream().anyMatch(outcome -> outcome.refused() != null);
        Request.Answering answering = request.answering();
        return new Commit(
                UuidCreator.getTimeOrderedEpoch(),
                recorded.getFirst().cause(),
                recorded,
                idempotency,
                outcomes.stream()
                        .mapToInt(outcome ->
                                outcome.refused() == null ? outcome.events().size() : -1)
                        .toArray(),
                answering == null ? null : new Consumed(answering.topic(), answering.upTo()),
                idempotency != null && anyRefused
                        ? codec.writeRefusals(outcomes).getBytes(StandardCharsets.UTF_8)
                        : null);
    }
}
