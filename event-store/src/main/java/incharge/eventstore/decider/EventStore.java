package incharge.eventstore.decider;

import com.mongodb.client.MongoDatabase;
import incharge.eventstore.axon.AxonCommand;
import incharge.eventstore.axon.AxonCommands;
import incharge.eventstore.axon.AxonCustomizer;
import incharge.eventstore.axon.CommandTransaction;
import incharge.eventstore.decider.DecideHandler.GuardRejection;
import incharge.eventstore.decider.DecideHandler.Handled;
import incharge.eventstore.decider.ForeignRequest.Requested;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.keys.KeysUnavailable;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    private static final Logger LOGGER = System.getLogger(EventStore.class.getName());

    private static final int TRIES = 20;
    private static final long LONGEST_PAUSE_MILLIS = 64;

    private final EventLog log;
    private final Codec<E> codec;
    private final KeyStore keys;
    private final String name;
    private final AxonCommands axon;

    /** Opens a store on a log without texts about persons. */
    public EventStore(Vocabulary<E> vocabulary, EventLog log, JsonMapper json, AxonCustomizer... customizers) {
        this(vocabulary, log, null, json, customizers);
    }

    /**
     * Opens a store on a log.
     *
     * @param keys the keys of the persons in the events; null where the vocabulary has none
     * @param json how values of the application's own types are written; the shape of events is fixed
     */
    public EventStore(
            Vocabulary<E> vocabulary, EventLog log, KeyStore keys, JsonMapper json, AxonCustomizer... customizers) {
        if (vocabulary.hasPersons() != (keys != null)) {
            throw new IllegalArgumentException("events with texts about persons, and no others, need keys");
        }
        this.log = log;
        this.keys = keys;
        this.codec = new Codec<>(vocabulary, json, keys);
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
     * Decides the requests of another log, in one commit that also records how far they are answered; so each is
     * answered once. Refused commands and those of requests that are answered already are left out. Nothing is recorded
     * if nothing is decided.
     */
    <C, S> Decision<S, E> answer(Decider<C, S, E> decider, List<? extends Requested<C, ?>> requests, String topic) {
        var commands = new ArrayList<C>();
        var sequences = new ArrayList<Long>();
        var causes = new ArrayList<Cause>();
        for (Requested<C, ?> request : requests) {
            for (C command : request.commands()) {
                commands.add(command);
                sequences.add(request.sequence());
                causes.add(request.cause().with(CommandSource.REQUEST.metadataByProduct()));
            }
        }
        // the causes are those of the requests; the answer itself has none
        return decided(Request.of(decider, commands, false, Origin.of("", UUID.randomUUID()))
                .answering(new Request.Answering(topic, requests.getLast().sequence(), sequences, causes)));
    }

    /**
     * Undoes what some commands did to resources, in one commit. What others changed since, and what a rule does not
     * allow to be undone, is refused and stays. The origin's base and source are ignored.
     *
     * @return one outcome for each resource, in their order
     */
    public <K, C, S> Decision<S, E> undo(Undo<K, C, S, E> undo, List<K> resources, Origin origin) {
        Decider<Attempt<C, S>, S, E> decider = Attempt.decider(undo.decider());
        Origin undoing = origin.byProduct(CommandSource.UNDO);
        return untilUnchanged(() -> {
            Histories<K, E> histories = histories(undo, resources);
            List<Attempt<C, S>> attempts = resources.stream()
                    .map(resource ->
                            undo.attempt(resource, histories.byResource().get(resource)))
                    .toList();
            return decideEach(decider, attempts, undoing.withBasedOn(histories.head()));
        });
    }

    /**
     * Reads and decides based on the position of what was read. If another command came in between, both are done
     * again.
     */
    public static <T> T untilUnchanged(Supplier<T> decision) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return decision.get();
            } catch (ChangedSincePreview _) {
                pause(attempt);
            }
        }
        throw contended();
    }

    private record Histories<K, E>(Map<K, List<Undo.PastEvent<K, E>>> byResource, long head) {}

    private <K> Histories<K, E> histories(Undo<K, ?, ?, E> undo, List<K> resources) {
        if (resources.isEmpty()) {
            return new Histories<>(Map.of(), Long.MAX_VALUE);
        }
        List<Criteria> criteria =
                resources.stream().map(undo.history()).map(codec::stored).toList();
        return reaching(() -> {
            Sourced sourced = log.source(Criteria.either(criteria));
            var index = new EventIndex<Undo.PastEvent<K, E>>();
            codec.read(sourced.events()).forEach(read -> {
                Recorded stored = read.stored();
                var pastEvent = new Undo.PastEvent<>(
                        undo.resource().apply(read.event()),
                        read.event(),
                        stored.cause().commandId());
                index.add(new EventIndex.Entry<>(
                        stored.position(), stored.type(), stored.tags(), Touch.of(stored), pastEvent));
            });
            var byResource = new HashMap<K, List<Undo.PastEvent<K, E>>>();
            for (int i = 0; i < resources.size(); i++) {
                K resource = resources.get(i);
                byResource.put(
                        resource,
                        index.matching(criteria.get(i), 0).stream()
                                .map(EventIndex.Entry::event)
                                .toList());
            }
            return new Histories<>(byResource, sourced.marker());
        });
    }

    /** Returns the resources that an undo's commands changed by these events, each once and in order. */
    public <K> List<K> touched(Undo<K, ?, ?, E> undo, Criteria among) {
        return reaching(() -> {
            var done = new ArrayList<Recorded>();
            for (Recorded stored : log.source(codec.stored(among)).events()) {
                if (undo.commandIds().contains(stored.cause().commandId())) {
                    done.add(stored);
                }
            }
            return codec.read(done)
                    .map(read -> undo.resource().apply(read.event()))
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        });
    }

    /** Returns the events of commits, in their order. */
    public List<E> events(List<StoredCommit> commits) {
        return reaching(() -> commits.stream().flatMap(this::events).toList());
    }

    private Stream<E> events(StoredCommit commit) {
        return codec.read(log.read(commit.first(), commit.size())).map(Codec.Read::event);
    }

    /** Returns the commits that a command made, in order; none if there is no such command. */
    public List<StoredCommit> doneBy(UUID commandId) {
        return reaching(() -> log.ofCommand(commandId.toString()));
    }

    /** Returns the commit that was made under an idempotency key. */
    public Optional<StoredCommit> doneUnder(String idempotencyKey) {
        return reaching(() -> log.withKey(idempotencyKey));
    }

    /** Returns whether a request was made before: it is answered as then, also if a rule would refuse it by now. */
    public boolean isRepeat(Origin origin) {
        return origin.idempotency() != null
                && doneUnder(origin.idempotency().key()).isPresent();
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

    /** What follows from an event, with its place in the log, its time and its actor. */
    @FunctionalInterface
    public interface Evolution<S, E> {
        S after(S state, E event, Touch touch);
    }

    /** Folds what the criteria select up to a position, without a decider. */
    public <S> S foldAt(S initial, Evolution<S, E> evolve, Criteria criteria, long upTo) {
        return reaching(() -> {
            S state = initial;
            Iterator<Codec.Read<E>> events = codec.read(
                            log.source(codec.stored(criteria)).events())
                    .takeWhile(read -> read.stored().position() <= upTo)
                    .iterator();
            while (events.hasNext()) {
                Codec.Read<E> read = events.next();
                state = evolve.after(state, read.event(), Touch.of(read.stored()));
            }
            return state;
        });
    }

    /** Reads the state of what the criteria select up to a position. */
    public <S> Current<S> currentAt(Decider<?, S, E> decider, Criteria criteria, long upTo) {
        return reaching(() -> {
            Sourced sourced = log.source(codec.stored(criteria));
            S state = decider.initial().get();
            long version = 0;
            Touch first = null;
            Touch last = null;
            Iterator<Codec.Read<E>> events = codec.read(sourced.events())
                    .takeWhile(read -> read.stored().position() <= upTo)
                    .iterator();
            while (events.hasNext()) {
                Codec.Read<E> read = events.next();
                last = Touch.of(read.stored());
                first = first == null ? last : first;
                state = decider.evolve().apply(state, read.event());
                version = read.stored().position();
            }
            return new Current<>(state, version, Math.min(sourced.marker(), upTo), first, last);
        });
    }

    /** Returns the position up to which the events of a topic are answered; 0 if none is. */
    public long consumed(String topic) {
        return reaching(() -> log.lastAnswering(topic))
                .map(StoredCommit::consumed)
                .map(Consumed::sequence)
                .orElse(0L);
    }

    /** Gives stored events the tags that the vocabulary gives to new ones; before the first decision. */
    public void renewTags() {
        reaching(() -> {
            log.renewTags(codec.tagsVersion(), this::tags);
            return null;
        });
    }

    /** Returns no tags for an event that cannot be read: it blocks the decisions that need it, and no others. */
    private Set<String> tags(Recorded stored) {
        try {
            return codec.tags(codec.read(stored));
        } catch (Unreadable e) {
            LOGGER.log(Level.ERROR, "an event of the log gets no new tags", e);
            return Set.of();
        }
    }

    /** Returns the keys of the persons in the events; null where there are none. */
    public KeyStore keys() {
        return keys;
    }

    /** Returns whether an event that the criteria select holds texts about a person in clear, as in an older log. */
    public boolean holdsClearTexts(Criteria criteria) {
        return reaching(() -> StreamSupport.stream(
                        log.source(codec.stored(criteria)).events().spliterator(), false)
                .anyMatch(codec::isClear));
    }

    /**
     * Seals the texts about persons that an older version recorded in clear: writes the log of a database anew, and
     * ends the appends of all processes until they open it again. Does nothing where there are none.
     *
     * @param keys where the keys of the persons are and are made
     * @return how many events the log has that was written anew; 0 if none was
     */
    public static <E> long seal(MongoDatabase database, Vocabulary<E> vocabulary, KeyStore keys, JsonMapper json) {
        var codec = new Codec<>(vocabulary, json, keys);
        try (EventLog log = EventLog.open(database)) {
            Iterable<Recorded> all = log.source(Criteria.everything()).events();
            if (!EventLog.isBeingRewritten(database)
                    && StreamSupport.stream(all.spliterator(), false).noneMatch(codec::isClear)) {
                return 0;
            }
        }
        return EventLog.rewrite(database, codec::sealed);
    }

    /** Returns the log that it appends to. */
    public EventLog log() {
        return log;
    }

    <C, S> Decision<S, E> decided(Request<C, S, E> request) {
        if (request.commands().isEmpty()) {
            return replay(request)
                    .orElseGet(() -> decision(
                            request,
                            new Handled<>(List.of(), Criteria.nothing(), new EventIndex<>(), head(), null, null)));
        }
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                Handled<E> handled = send(request);
                if (keys != null && request.rehearsed() == null) {
                    erase(handled.persons());
                }
                // a first request under this key may have changed it; then its answer is the answer
                Optional<Decision<S, E>> earlier =
                        handled.changesNothing() ? replay(request) : Optional.<Decision<S, E>>empty();
                return earlier.orElseGet(() -> decision(request, handled));
            } catch (ConditionFailed _) {
                pause(attempt);
            } catch (IdempotencyKeyUsed used) {
                return replay(request, used.existing());
            } catch (LogUnavailable | AppendUnknown | KeysUnavailable e) {
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

    /**
     * Erases the keys of the persons that the request erased. An earlier request that ended between its commit and this
     * is completed here too, and by the relay.
     */
    private void erase(Collection<String> persons) {
        if (!persons.isEmpty()) {
            keys.find(persons).keySet().forEach(keys::erase);
        }
    }

    private long head() {
        return reaching(log::head);
    }

    private static Contended contended() {
        return new Contended("others were faster " + TRIES + " times", null);
    }

    /** Sends the request in a transaction of its own; never called within a handler. */
    private Handled<E> send(Request<?, ?, E> request) {
        Cause cause = request.cause(0);
        var metadata = new HashMap<>(cause.metadata());
        metadata.put("actor", cause.actor());
        metadata.put("commandId", cause.commandId());
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
                criteria -> handled.current(request.decider(), codec.stored(criteria)));
    }

    /** Returns the answer of the commit that was made under the request's key; a rehearsal has none. */
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
        } catch (LogUnavailable | KeysUnavailable e) {
            throw new Unavailable(e.getMessage(), e);
        }
    }

    /** Returns whether a decision failed for a reason that passes by itself, so that it can be made again. */
    public static boolean isTransient(Throwable failure) {
        return switch (failure) {
            case Unavailable _, Contended _ -> true;
            case LogUnavailable _, AppendUnknown _, ConditionFailed _, KeysUnavailable _ -> true;
            case null, default -> false;
        };
    }

    /** Ends Axon; the log stays open, it belongs to its opener. */
    @Override
    public void close() {
        axon.close();
    }
}
