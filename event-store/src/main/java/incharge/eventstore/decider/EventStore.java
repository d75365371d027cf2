package incharge.eventstore.decider;

import incharge.eventstore.axon.AxonCommand;
import incharge.eventstore.axon.AxonCommands;
import incharge.eventstore.axon.AxonCustomizer;
import incharge.eventstore.axon.CommandTransaction;
import incharge.eventstore.decider.DecideHandler.GuardRejection;
import incharge.eventstore.decider.DecideHandler.Handled;
import incharge.eventstore.decider.ForeignRequest.Asked;
import incharge.eventstore.log.AppendUnknown;
import incharge.eventstore.log.Cause;
import incharge.eventstore.log.ConditionFailed;
import incharge.eventstore.log.Consumed;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Idempotency;
import incharge.eventstore.log.IdempotencyKeyUsed;
import incharge.eventstore.log.LogException;
import incharge.eventstore.log.LogUnavailable;
import incharge.eventstore.log.Recorded;
import incharge.eventstore.log.Sourced;
import incharge.eventstore.log.StoredCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides commands on the events of one log and appends what follows, so that no two decisions ever contradict each
 * other. A write service has one.
 *
 * <p>All decisions fail with {@link Refused} or {@link RefusedAll} if a rule is broken, {@link Stale} or
 * {@link ChangedSincePreview} if the origin's provisos do not hold, {@link IdempotencyKeyReused} if its key belongs to
 * another request, {@link Contended} if others were faster {@value #TRIES} times, {@link Unavailable} if the log cannot
 * be reached, {@link Unreadable} if a stored event cannot be read. In all of these nothing was changed, except that it
 * is open after {@link Unavailable}.
 */
public final class EventStore<E> implements AutoCloseable {
    private static final int TRIES = 20;
    private static final long LONGEST_PAUSE_MILLIS = 64;

    private final EventLog log;
    private final Codec<E> codec;
    private final String name;
    private final AxonCommands axon;

    /**
     * Starts it.
     *
     * @param json how values of the application's own types are written; the shape of events is fixed
     */
    public EventStore(Vocabulary<E> vocabulary, EventLog log, JsonMapper json, AxonCustomizer... customizers) {
        this.log = log;
        this.codec = new Codec<>(vocabulary, json);
        this.name = vocabulary.name();
        this.axon = new AxonCommands(log, customizers);
    }

    /** Decides one command. */
    public <C, S> Decision<S, E> decide(Decider<C, S, E> decider, C command, Origin origin) {
        return RefusedAll.unwrapping(() -> decideAll(decider, List.of(command), origin));
    }

    /** Decides the commands as if one came after the other, all or nothing, in one commit. */
    public <C, S> Decision<S, E> decideAll(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return decided(Request.of(decider, commands, true, origin));
    }

    /** Decides the commands as if one came after the other, in one commit; refused ones stay out. */
    public <C, S> Decision<S, E> decideEach(Decider<C, S, E> decider, List<C> commands, Origin origin) {
        return decided(Request.of(decider, commands, false, origin));
    }

    /**
     * Decides the requests of another log, in one commit that also records how far they are answered; so each is answered
     * once. Refused commands and those of requests that are answered already are left out. Nothing
     * is recorded if nothing is decided.
     */
    <C, S> Decision<S, E> answer(Decider<C, S, E> decider, List<? extends Asked<C, ?>> asked, String topic) {
        var commands = new ArrayList<C>();
        var sequences = new ArrayList<Long>();
        var causes = new ArrayList<Cause>();
        for (Asked<C, ?> request : asked) {
            for (C command : request.commands()) {
                commands.add(command);
                sequences.add(request.sequence());
                causes.add(request.cause());
            }
        }
        // the causes are those of the requests; the answer itself has none
        return decided(Request.of(decider, commands, false, Origin.of("", UUID.randomUUID()))
                .answering(new Request.Answering(topic, asked.getLast().sequence(), sequences, causes)));
    }

    /**
     * Brings things back to where they were before some commands, in one commit; what others changed since, and what a
     * rule does not let go back, is refused and stays. The origin's base is not looked at.
     *
     * @return one outcome for each thing, in their order
     */
    public <K, C, S> Decision<S, E> undo(Undo<K, C, S, E> undo, List<K> things, Origin origin) {
        Decider<Attempt<C, S>, S, E> decider = Attempt.decider(undo.decider());
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Lives<K, E> lives = lives(undo, things);
            List<Attempt<C, S>> attempts = things.stream()
                    .map(thing -> undo.attempt(thing, lives.byThing().get(thing)))
                    .toList();
            try {
                return decideEach(decider, attempts, origin.withBasedOn(lives.head()));
            } catch (ChangedSincePreview _) {
                // another command came in between, so the lives are read again
                pause(attempt);
            }
        }
        throw contended();
    }

    private record Lives<K, E>(Map<K, List<Undo.Happened<K, E>>> byThing, long head) {}

    private <K> Lives<K, E> lives(Undo<K, ?, ?, E> undo, List<K> things) {
        if (things.isEmpty()) {
            return new Lives<>(Map.of(), Long.MAX_VALUE);
        }
        List<Criteria> criteria = things.stream().map(undo.life()).toList();
        return reaching(() -> {
            Sourced sourced = log.source(Criteria.either(criteria));
            var past = new EventIndex<Undo.Happened<K, E>>();
            for (Recorded stored : sourced.events()) {
                E event = codec.read(stored);
                var happened = new Undo.Happened<>(
                        undo.thing().apply(event), event, stored.cause().commandId());
                past.add(new EventIndex.Entry<>(
                        stored.position(), stored.type(), stored.tags(), stored.time(), happened));
            }
            var byThing = new HashMap<K, List<Undo.Happened<K, E>>>();
            for (int i = 0; i < things.size(); i++) {
                K thing = things.get(i);
                byThing.put(
                        thing,
                        past.matching(criteria.get(i), 0).stream()
                                .map(EventIndex.Entry::event)
                                .filter(happened -> happened.thing() == null
                                        || happened.thing().equals(thing))
                                .toList());
            }
            return new Lives<>(byThing, sourced.marker());
        });
    }

    /** The things that an undo's commands changed by these events, each once and in order. */
    public <K> List<K> touched(Undo<K, ?, ?, E> undo, Criteria among) {
        return reaching(() -> {
            var touched = new LinkedHashSet<K>();
            for (Recorded stored : log.source(among).events()) {
                if (undo.commandIds().contains(stored.cause().commandId())) {
                    K thing = undo.thing().apply(codec.read(stored));
                    if (thing != null) {
                        touched.add(thing);
                    }
                }
            }
            return List.copyOf(touched);
        });
    }

    /** The events of commits, in their order. */
    public List<E> events(List<StoredCommit> commits) {
        return reaching(() -> commits.stream().flatMap(this::events).toList());
    }

    private Stream<E> events(StoredCommit commit) {
        return log.read(commit.first(), commit.size()).stream().map(codec::read);
    }

    /** The commits that a command made, in order; none if there is no such command. */
    public List<StoredCommit> doneBy(UUID commandId) {
        return reaching(() -> log.ofCommand(commandId.toString()));
    }

    /** The commit that was made under an idempotency key. */
    public Optional<StoredCommit> doneUnder(String idempotencyKey) {
        return reaching(() -> log.withKey(idempotencyKey));
    }

    /** Starts a rehearsal, which decides without appending. */
    public Rehearsal<E> rehearse() {
        return new Rehearsal<>(this, codec);
    }

    /** Reads the current state of what the criteria select. */
    public <S> Current<S> current(Decider<?, S, E> decider, Criteria criteria) {
        return currentAt(decider, criteria, Long.MAX_VALUE);
    }

    /** Folds what is stored now, without a decider. */
    public <S> S fold(Supplier<S> initial, BiFunction<S, E, S> evolve, Criteria criteria) {
        return current(new Decider<>(initial, (_, _) -> List.of(), evolve, _ -> criteria), criteria)
                .state();
    }

    /** Reads the state of what the criteria select up to a position. */
    public <S> Current<S> currentAt(Decider<?, S, E> decider, Criteria criteria, long upTo) {
        return reaching(() -> {
            Sourced sourced = log.source(criteria);
            S state = decider.initial().get();
            long version = 0;
            Instant since = null;
            for (Recorded event : sourced.events()) {
                if (event.position() > upTo) {
                    break;
                }
                since = since == null ? event.time() : since;
                state = decider.evolve().apply(state, codec.read(event));
                version = event.position();
            }
            return new Current<>(state, version, Math.min(sourced.marker(), upTo), since);
        });
    }

    /** The position up to which the events of a topic are answered; 0 if none is. */
    public long consumed(String topic) {
        return reaching(() -> log.lastBearing(Consumed.tag(topic)))
                .map(StoredCommit::consumed)
                .map(Consumed::sequence)
                .orElse(0L);
    }

    /** The log that it appends to. */
    public EventLog log() {
        return log;
    }

    <C, S> Decision<S, E> decided(Request<C, S, E> request) {
        if (request.commands().isEmpty()) {
            return decision(request, new Handled<>(List.of(), Criteria.nothing(), new EventIndex<>(), head(), null));
        }
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                Handled<E> handled = send(request);
                // a first request under this key may have changed it; then its answer is the answer
                Optional<Decision<S, E>> earlier =
                        handled.changesNothing() ? replay(request) : Optional.<Decision<S, E>>empty();
                return earlier.orElseGet(() -> decision(request, handled));
            } catch (ConditionFailed _) {
                pause(attempt);
            } catch (IdempotencyKeyUsed used) {
                return replay(request, used.existing());
            } catch (LogUnavailable | AppendUnknown e) {
                throw new Unavailable(e.getMessage(), e);
            } catch (LogException | Unreadable e) {
                throw e;
            } catch (GuardRejection rejection) {
                // the answer to an earlier request may hold what the guard hides from the caller now
                throw rejection.reason();
            } catch (RuntimeException objection) {
                return replay(request).orElseThrow(() -> objection);
            }
        }
        return replay(request).orElseThrow(EventStore::contended);
    }

    private long head() {
        return reaching(log::head);
    }

    private static Contended contended() {
        return new Contended("others were faster " + TRIES + " times", null);
    }

    /** Sends it in a transaction of its own; never called within a handler. */
    private Handled<E> send(Request<?, ?, E> request) {
        Cause cause = request.cause(0);
        var metadata = new HashMap<>(Map.of("actor", cause.actor(), "commandId", cause.commandId()));
        if (cause.reason() != null) {
            metadata.put("reason", cause.reason());
        }
        return axon.send(new AxonCommand<>(
                name + '.' + request.name(),
                metadata,
                request.commands(),
                transaction -> handle(request, transaction)));
    }

    private <C, S> Handled<E> handle(Request<C, S, E> request, CommandTransaction transaction) {
        return new DecideHandler<>(codec, log, request).handle(transaction);
    }

    private static void pause(int attempt) {
        long longest = TimeUnit.MILLISECONDS.toNanos(Math.min(LONGEST_PAUSE_MILLIS, 1L << attempt));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest / 4, longest));
    }

    private <S> Decision<S, E> decision(Request<?, S, E> request, Handled<E> handled) {
        return new Decision<>(
                handled.outcomes(),
                handled.position(),
                request.origin().commandId(),
                false,
                criteria -> handled.current(request.decider(), criteria));
    }

    /** The answer of the commit that was made under the request's key; a rehearsal has none. */
    private <S> Optional<Decision<S, E>> replay(Request<?, S, E> request) {
        Idempotency idempotency = request.origin().idempotency();
        return idempotency == null || request.rehearsed() != null
                ? Optional.empty()
                : doneUnder(idempotency.key()).map(commit -> replay(request, commit));
    }

    private <S> Decision<S, E> replay(Request<?, S, E> request, StoredCommit commit) {
        Idempotency idempotency = request.origin().idempotency();
        if (!commit.idempotency().bodyHash().equals(idempotency.bodyHash())) {
            throw new IdempotencyKeyReused("the idempotency key belongs to another request", null);
        }
        Iterator<E> events = events(List.of(commit)).iterator();
        Iterator<Refused> refusals = commit.answer() == null
                ? List.<Refused>of().iterator()
                : codec.readRefusals(commit.answer()).iterator();
        var outcomes = new ArrayList<Outcome<E>>();
        for (int count : commit.eventsPerCommand()) {
            var decided = new ArrayList<E>();
            for (int i = 0; i < count; i++) {
                decided.add(events.next());
            }
            outcomes.add(new Outcome<>(decided, count < 0 ? refusals.next() : null));
        }
        return new Decision<>(
                outcomes,
                commit.last(),
                UUID.fromString(commit.cause().commandId()),
                true,
                criteria -> currentAt(request.decider(), criteria, commit.last()));
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

    /** Ends Axon; the log stays open, it belongs to its opener. */
    @Override
    public void close() {
        axon.close();
    }
}
