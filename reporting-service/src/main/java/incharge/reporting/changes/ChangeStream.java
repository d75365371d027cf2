package incharge.reporting.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.http.EventPositions;
import incharge.reporting.answers.Json;
import incharge.reporting.snapshot.Positions;
import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Snapshots;
import incharge.reporting.snapshot.Visibility;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.Entry;
import incharge.reporting.versions.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One caller's open stream. It takes the entries that the snapshots are made of at its own pace, each source in the order
 * of its log, and so holds up nobody and queues nothing; what it told so far is the three positions in each event's id,
 * which any replica goes on from.
 *
 * <p>When what the caller sees may have changed by anything but new customers, it says {@code reset}: load anew. While it
 * follows, it knows by comparing what was seen with what is seen. Behind a resumption only the entries in between tell,
 * and a reset too many does no harm.
 */
final class ChangeStream {

    /** Behind more events than these, loading anew is cheaper than being told of each. */
    static final int MOST_BEHIND = 10_000;

    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_PASSED_OVER = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** How often it is looked whether the stream may go on, while nothing happens. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofMillis(50);
    /** For positions that another replica told and this one has not reached. */
    private static final Duration PATIENCE_AHEAD = Duration.ofSeconds(5);
    /** For what has to be known before it can be told whether a customer is seen. */
    private static final Duration PATIENCE_UNDECIDED = Duration.ofSeconds(2);

    /**
     * Who listens.
     *
     * @param externalId of the caller's employee, or null
     * @param sources of the areas that the caller may view
     * @param expires when the token does
     */
    record Listener(String externalId, Set<Source> sources, Instant expires) {}

    private final Snapshots snapshots;
    private final Listener listener;
    private final BooleanSupplier ended;
    private final Clock clock;
    private final OutputStream out;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    /** Everything up to here was told, or is not for this caller. */
    private Positions at;
    /** What was known at the end of the last stretch; null until the first stretch of a resumed stream is over. */
    private Snapshot seen;
    /** What the caller saw then; null at first. */
    private Visibility visibility;
    /** The end of the stretch that is being told; null between two. */
    private Snapshot end;

    private final Set<UUID> registered = new HashSet<>();
    private final Set<UUID> passedOver = new HashSet<>();
    private Instant undecidedSince;
    private Instant aheadSince;
    private Instant lastBeat;

    /** @param from where the caller heard last; null to begin now */
    ChangeStream(
            Snapshots snapshots,
            Snapshot now,
            Positions from,
            Listener listener,
            BooleanSupplier ended,
            Clock clock,
            OutputStream out) {
        this.snapshots = snapshots;
        this.listener = listener;
        this.ended = ended;
        this.clock = clock;
        this.out = out;
        if (from == null) {
            at = now.positions();
            seen = now;
            visibility = Visibility.of(now, now.employeeOf(listener.externalId()));
        } else {
            at = from;
        }
    }

    /** Tells until the token expires, the employee is not active any more, or the service ends. */
    void tell() throws IOException, InterruptedException {
        lastBeat = clock.instant();
        position();
        send();
        while (!ended.getAsBoolean() && clock.instant().isBefore(listener.expires())) {
            var known = snapshots.now().orElse(null);
            if (known != null && !mayListen(known)) {
                return;
            }
            boolean more = known != null && advance(known);
            beat();
            send();
            if (known == null) {
                snapshots.await(Map.of(), pause());
            } else if (!more) {
                snapshots.awaitAfter(known, pause());
            }
        }
    }

    private boolean mayListen(Snapshot now) {
        var employee = now.employeeOf(listener.externalId());
        return employee == null || employee.active();
    }

    private Duration pause() {
        var rest = Duration.between(clock.instant(), listener.expires());
        var pause = undecidedSince != null || aheadSince != null ? RETRY : GLANCE;
        return rest.compareTo(pause) < 0 ? rest : pause;
    }

    private void beat() {
        var now = clock.instant();
        if (!now.isBefore(lastBeat.plus(HEARTBEAT))) {
            write(": still here\n");
            // what is not for this caller moves on too: so a resumption later begins late
            position();
            lastBeat = now;
        }
    }

    /** Goes on towards what is known now; false when there is nothing more to tell. */
    private boolean advance(Snapshot now) {
        var sees = Visibility.of(now, now.employeeOf(listener.externalId()));
        if (visibility != null && !visibility.equals(sees)) {
            reset(now, sees);
            return false;
        }
        visibility = sees;
        if (end == null) {
            if (isAhead(now) && arrivesStill()) {
                return false;
            }
            if (isAhead(now) || behind(now) > MOST_BEHIND || decidedLate(now)) {
                reset(now, sees);
                return false;
            }
            aheadSince = null;
            if (at.equals(now.positions())) {
                seen = now;
                return false;
            }
            end = now;
        }
        boolean stuck = false;
        for (var source : Source.values()) {
            switch (advance(source, now)) {
                case RESET -> {
                    reset(now, sees);
                    return false;
                }
                case STUCK -> stuck = true;
                case ON -> {}
            }
            // who was registered meanwhile has to be known before it is judged what became of them
            if (seen == null && at.of(source) < end.positions().of(source)) {
                return !stuck;
            }
        }
        undecidedSince = stuck ? undecidedSince : null;
        if (at.equals(end.positions())) {
            seen = end;
            end = null;
            registered.clear();
        }
        return !stuck;
    }

    private enum Step {
        ON,
        STUCK,
        RESET
    }

    private Step advance(Source source, Snapshot now) {
        long upTo = end.positions().of(source);
        if (at.of(source) >= upTo) {
            return Step.ON;
        }
        var entries = snapshots.entries(source, at.of(source), upTo, MOST_AT_ONCE);
        for (var entry : entries) {
            if (changesSight(source, entry, now)) {
                return Step.RESET;
            }
            if (visibility.undecided(now, entry.customer())) {
                if (isWaitedFor()) {
                    return Step.STUCK;
                }
                passedOver.add(entry.customer());
            }
            at = at.with(source, entry.sequence());
            if (listener.sources().contains(source) && visibility.sees(now, entry.customer())) {
                change(source, entry);
            }
        }
        if (entries.size() < MOST_AT_ONCE) {
            at = at.with(source, upTo);
        }
        return Step.ON;
    }

    private boolean isWaitedFor() {
        var now = clock.instant();
        undecidedSince = undecidedSince == null ? now : undecidedSince;
        return now.isBefore(undecidedSince.plus(PATIENCE_UNDECIDED));
    }

    /** Whether somebody whose events were passed over, because it took too long to know better, is seen now. */
    private boolean decidedLate(Snapshot now) {
        if (passedOver.size() > MOST_PASSED_OVER) {
            return true;
        }
        boolean seenNow = passedOver.stream().anyMatch(customer -> visibility.sees(now, customer));
        passedOver.removeIf(customer -> !visibility.undecided(now, customer));
        return seenNow;
    }

    private boolean isAhead(Snapshot now) {
        for (var source : Source.values()) {
            if (at.of(source) > now.positions().of(source)) {
                return true;
            }
        }
        return false;
    }

    /** False when nobody can have told these positions, or the logs are others now. */
    private boolean arrivesStill() {
        var now = clock.instant();
        aheadSince = aheadSince == null ? now : aheadSince;
        return now.isBefore(aheadSince.plus(PATIENCE_AHEAD));
    }

    private long behind(Snapshot now) {
        long behind = 0;
        for (var source : Source.values()) {
            behind += now.positions().of(source) - at.of(source);
        }
        return behind;
    }

    /** Whether this event may have changed what the caller sees, beyond what it tells itself. */
    private boolean changesSight(Source source, Entry entry, Snapshot now) {
        return switch (source) {
            case CUSTOMERS -> {
                if (entry.type().equals("CustomerRegistered")) {
                    registered.add(entry.customer());
                }
                yield entry.type().equals("CustomerGroupingRequested") && moves(entry.customer(), now);
            }
            case RESPONSIBILITIES -> seen == null && concernsCaller(entry, now);
            case GROUPINGS ->
                entry.customer() != null
                        ? !isOfTags(entry) && moves(entry.customer(), now)
                        : seen == null
                                && visibility != Visibility.EVERYTHING
                                && entry.version() != null
                                && entry.version().content() instanceof Content.Category
                                && !entry.type().equals("CategoryCreated");
        };
    }

    private static boolean isOfTags(Entry entry) {
        return entry.type().equals("CustomerTagged") || entry.type().equals("CustomerUntagged");
    }

    private boolean moves(UUID customer, Snapshot now) {
        if (visibility == Visibility.EVERYTHING) {
            return false;
        }
        if (seen == null) {
            return !registered.contains(customer);
        }
        return seen.customers().find(customer) != null
                && visibility.sees(seen, customer) != visibility.sees(now, customer);
    }

    /** An employee who is, or may have been, the caller. */
    private boolean concernsCaller(Entry entry, Snapshot now) {
        if (listener.externalId() == null
                || entry.version() == null
                || !(entry.version().content() instanceof Content.Employee of)) {
            return false;
        }
        var caller = now.employeeOf(listener.externalId());
        return caller == null
                || caller.id().equals(of.id())
                || listener.externalId().equals(of.externalId());
    }

    private void reset(Snapshot now, Visibility sees) {
        at = now.positions();
        seen = now;
        visibility = sees;
        end = null;
        aheadSince = null;
        undecidedSince = null;
        registered.clear();
        passedOver.clear();
        write("event: reset\nid: " + id() + "\ndata: {}\n\n");
    }

    private void change(Source source, Entry entry) {
        write("id: " + id() + "\ndata: ");
        block.writeBytes(Json.bytes(json -> {
            json.writeStartObject();
            Json.text(json, "type", entry.type());
            var subject = entry.subject();
            json.writeName("subject");
            if (subject == null) {
                json.writeNull();
            } else {
                json.writeStartObject();
                Json.text(json, "type", subject.type());
                Json.id(json, "id", subject.id());
                json.writeEndObject();
            }
            Json.text(json, "position", source.shortName() + "=" + entry.sequence());
            json.writeEndObject();
        }));
        write("\n\n");
    }

    /** An id without data is no event, and yet where a resumption goes on. */
    private void position() {
        write("id: " + id() + "\n\n");
    }

    private String id() {
        return EventPositions.of(at.bySource()).toString();
    }

    private void write(String text) {
        block.writeBytes(text.getBytes(UTF_8));
    }

    private void send() throws IOException {
        if (block.size() > 0) {
            block.writeTo(out);
            block.reset();
        }
        out.flush();
    }
}
