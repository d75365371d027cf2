package incharge.eventstore.decider;

import incharge.eventstore.axon.Criteria;
import incharge.eventstore.log.AppendUnknown;
import incharge.eventstore.log.ConditionFailed;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Idempotency;
import incharge.eventstore.log.IdempotencyKeyUsed;
import incharge.eventstore.log.LogUnavailable;
import incharge.eventstore.log.StoredCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides commands on the events of one log and appends what follows, so that no two decisions ever contradict each other.
 * One for each write service.
 *
 * <p>All decisions fail with {@link Refused} or {@link RefusedAll} where a rule says no, {@link Stale} or
 * {@link ChangedSincePreview} where the origin's provisos do not hold, {@link IdempotencyKeyReused} where its key belongs to
 * another request, {@link Contended} where others were faster {@value #TRIES} times, {@link Unavailable} where the log
 * cannot be reached, {@link Unreadable} where a stored event is not understood. In all of these nothing was changed, except
 * that it is open after {@link Unavailable}.
 */
public final class EventStore<E> implements AutoCloseable {
    private static final int TRIES = 20;
    private static final long LONGEST_PAUSE_MILLIS = 64;

    private final EventLog log;
    private final Codec<E> codec;
    private final AxonConfiguration axon;
    private final CommandGateway gateway;

    /**
     * Starts it.
     *
     * @param json how values of the application's own types are written; the shape of events is fixed
     */
    public EventStore(Vocabulary<E> vocabulary, EventLog log, JsonMapper json) {
        this.log = log;
        this.codec = new Codec<>(vocabulary, json);
        this.axon =
                new Handling<>(codec, new Crossing<>(codec), log).configurer().start();
        this.gateway = axon.getComponent(CommandGateway.class);
    }

    /** Decides one command. */
    public <C, S> Decision<E> decide(Decider<C, S, E> decider, C command, Origin origin) {
        try {
            return decided(Request.of(decider, List.of(command), true, origin));
        } catch (RefusedAll refused) {
            throw refused.refusals().getFirst().refused();
        }
    }

    /** Decides the commands as if one came after the other, all or nothing, in one commit. */
    public <C, S> Decision<E> decideAll(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return decided(Request.of(decider, commands, true, origin));
    }

    /** Decides the commands as if one came after the other, in one commit; refused ones stay out. */
    public <C, S> Decision<E> decideEach(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return decided(Request.of(decider, commands, false, origin));
    }

    /**
     * Decides what another log's events ask for, in one commit that also records how far they are answered: whatever
     * happens, each is answered once. Refused ones stay out; those answered already are left out without a word.
     *
     * @param upTo position in {@code topic} that is answered with this; nothing is recorded where nothing is decided
     */
    public <C, S> Decision<E> answer(Decider<C, S, E> decider, List<ForeignRequest<C>> asked, String topic, long upTo) {
        // causes are those of what is answered; as a whole the request has none
        var origin = Origin.of("", UUID.randomUUID());
        var commands = asked.stream().map(ForeignRequest::command).toList();
        var sequences = asked.stream().map(ForeignRequest::sequence).toList();
        return decided(Request.of(decider, commands, false, origin)
                .answering(
                        new Request.Answering(topic, upTo, sequences),
                        i -> asked.get(i).cause()));
    }

    /**
     * Brings things back to where they were before some commands, in one commit; what others changed since, and what a rule
     * does not let go back, is refused and stays. The origin's base is not looked at.
     *
     * @return one outcome for each thing, in their order
     */
    public <K, C, S> Decision<E> undo(Undo<K, C, S, E> undo, List<K> things, Origin origin) {
        var decider = Attempt.decider(undo.decider());
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var lives = lives(undo, things);
            var attempts = things.stream()
                    .map(thing -> undo.attempt(thing, lives.byThing().get(thing)))
                    .toList();
            try {
                return decideEach(decider, attempts, origin.withBasedOn(lives.head()));
            } catch (ChangedSincePreview _) {
                // somebody came in between: what they did is looked at too
                pause(attempt);
            }
        }
        throw contended();
    }

    private record Lives<K, E>(Map<K, List<Undo.Happened<K, E>>> byThing, long head) {}

    private <K> Lives<K, E> lives(Undo<K, ?, ?, E> undo, List<K> things) {
        if (things.isEmpty()) return new Lives<>(Map.of(), Long.MAX_VALUE);
        var criteria = things.stream().map(undo.life()).toList();
        return reaching(() -> {
            var sourced = log.source(Criteria.of(EventCriteria.either(criteria)));
            var past = new History<Undo.Happened<K, E>>();
            for (var stored : sourced.events()) {
                var event = codec.read(stored);
                var happened = new Undo.Happened<>(
                        undo.thing().apply(event), event, stored.cause().commandId());
                past.add(new History.Entry<>(stored.position(), stored.type(), stored.tags(), happened));
            }
            var byThing = new HashMap<K, List<Undo.Happened<K, E>>>();
            for (int i = 0; i < things.size(); i++) {
                var thing = things.get(i);
                byThing.put(
                        thing,
                        past.matching(Set.copyOf(Criteria.of(criteria.get(i))), 0).stream()
                                .map(History.Entry::event)
                                .filter(happened -> happened.thing() == null
                                        || happened.thing().equals(thing))
                                .toList());
            }
            return new Lives<>(byThing, sourced.marker());
        });
    }

    /** The things that an undo's commands did something to by these events, each once and in order. */
    public <K> List<K> touched(Undo<K, ?, ?, E> undo, EventCriteria among) {
        return reaching(() -> {
            var touched = new LinkedHashSet<K>();
            for (var stored : log.source(Criteria.of(among)).events()) {
                if (!undo.commandIds().contains(stored.cause().commandId())) continue;
                var thing = undo.thing().apply(codec.read(stored));
                if (thing != null) touched.add(thing);
            }
            return List.copyOf(touched);
        });
    }

    /** The events of commits, in their order. */
    public List<E> events(List<StoredCommit> commits) {
        return reaching(() -> commits.stream()
                .flatMap(commit -> log.read(commit.first(), commit.size()).stream())
                .map(codec::read)
                .toList());
    }

    /** The commits that a command made, in order; none if there is no such command. */
    public List<StoredCommit> doneBy(UUID commandId) {
        return reaching(() -> log.ofCommand(commandId.toString()));
    }

    /** The commit that was made under an idempotency key. */
    public Optional<StoredCommit> doneUnder(String idempotencyKey) {
        return reaching(() -> log.withKey(idempotencyKey));
    }

    /** Begins to decide without appending. */
    public Rehearsal<E> rehearse() {
        return new Rehearsal<>(this, codec);
    }

    /** The state of what is stored now. */
    public <S> Current<S> current(Decider<?, S, E> decider, EventCriteria criteria) {
        return currentAt(decider, criteria, Long.MAX_VALUE);
    }

    /** What is stored now, seen through another fold than a decider's. */
    public <S> S fold(Supplier<S> initial, BiFunction<S, E, S> evolve, EventCriteria criteria) {
        return current(new Decider<>(initial, (_, _) -> List.of(), evolve, _ -> criteria), criteria)
                .state();
    }

    /** The state of what was stored up to a position. */
    public <S> Current<S> currentAt(Decider<?, S, E> decider, EventCriteria criteria, long upTo) {
        return reaching(() -> {
            var sourced = log.source(Criteria.of(criteria));
            var state = decider.initial().get();
            long last = 0;
            Instant since = null;
            for (var event : sourced.events()) {
                if (event.position() > upTo) break;
                if (since == null) since = event.time();
                state = decider.evolve().apply(state, codec.read(event));
                last = event.position();
            }
            return new Current<>(state, last, Math.min(sourced.marker(), upTo), since);
        });
    }

    /** Up to which position the events of a topic are answered; 0 if none is. */
    public long consumed(String topic) {
        return reaching(() -> log.lastBearing(Consumed.tag(topic)))
                .map(StoredCommit::consumed)
                .map(Consumed::sequence)
                .orElse(0L);
    }

    /** The log underneath. */
    public EventLog log() {
        return log;
    }

    <C, S> Decision<E> decided(Request<C, S, E> request) {
        if (request.commands().isEmpty()) return new Decision<>(List.of(), reaching(log::head), false);
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                var verdict = send(request);
                boolean appended = verdict.objection() == null && !verdict.changesNothing();
                if (!appended && request.rehearsed() == null) {
                    // a first request under this key may have done it; then that is the answer
                    var replay = replayOf(request.origin().idempotency());
                    if (replay != null) return replay;
                }
                if (verdict.objection() != null) throw verdict.objection();
                return new Decision<>(verdict.outcomes(), verdict.position().get(), false);
            } catch (AppendEventsTransactionRejectedException _) {
                pause(attempt);
            } catch (IdempotencyKeyUsed used) {
                return replay(used.existing(), request.origin().idempotency());
            } catch (LogUnavailable | AppendUnknown e) {
                throw new Unavailable(e.getMessage(), e);
            }
        }
        var replay = replayOf(request.origin().idempotency());
        if (replay != null) return replay;
        throw contended();
    }

    private static Contended contended() {
        return new Contended("others were faster " + TRIES + " times", null);
    }

    /** Sends it from here only, never from within a handler: a new try must be a new transaction. */
    @SuppressWarnings("unchecked")
    private Verdict<E> send(Request<?, ?, E> request) {
        try {
            var result = gateway.send(new GenericCommandMessage(Handling.DECIDE, request));
            return (Verdict<E>) result.getResultMessage().join().payload();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    private static void pause(int attempt) {
        long longest = TimeUnit.MILLISECONDS.toNanos(Math.min(LONGEST_PAUSE_MILLIS, 1L << attempt));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 4, longest));
    }

    /** The answer of the commit that was made under this key; null if there is none. */
    private Decision<E> replayOf(Idempotency idempotency) {
        if (idempotency == null) return null;
        return reaching(() -> log.withKey(idempotency.key()))
                .map(commit -> replay(commit, idempotency))
                .orElse(null);
    }

    private Decision<E> replay(StoredCommit commit, Idempotency idempotency) {
        if (!commit.idempotency().bodyHash().equals(idempotency.bodyHash()))
            throw new IdempotencyKeyReused("the idempotency key belongs to another request", null);
        var events = reaching(() -> log.read(commit.first(), commit.size())).stream()
                .map(codec::read)
                .iterator();
        var refusals = commit.answer() == null
                ? List.<Refused>of().iterator()
                : codec.readRefusals(commit.answer()).iterator();
        var outcomes = new ArrayList<Outcome<E>>();
        for (int count : commit.eventsPerCommand()) {
            var decided = new ArrayList<E>();
            for (int i = 0; i < count; i++) decided.add(events.next());
            outcomes.add(new Outcome<>(decided, count < 0 ? refusals.next() : null));
        }
        return new Decision<>(outcomes, commit.last(), true);
    }

    private static <T> T reaching(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (LogUnavailable e) {
            throw new Unavailable(e.getMessage(), e);
        }
    }

    /** Returns whether a decision failed for a reason that passes by itself, so that it can be made again. */
    public static boolean isTransient(Throwable failure) {
        return switch (failure) {
            case Unavailable _, Contended _ -> true;
            case LogUnavailable _, AppendUnknown _, ConditionFailed _ -> true;
            case null, default -> false;
        };
    }

    /** Ends Axon; the log stays open, it belongs to whoever opened it. */
    @Override
    public void close() {
        axon.shutdown();
    }
}
