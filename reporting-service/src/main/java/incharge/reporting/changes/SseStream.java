package incharge.reporting.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.http.EventPositions;
import incharge.http.ProblemException;
import incharge.reporting.snapshot.Category;
import incharge.reporting.snapshot.Employee;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * One caller's open stream of server-sent events. It takes the entries of the snapshots at its own pace, each source in
 * the order of its log, so it blocks nobody and queues nothing. The id of each event holds the three positions reached,
 * from which any replica resumes.
 *
 * <p>When the caller's visibility may have changed by anything but new customers, the stream sends {@code reset}: the
 * client loads anew. While it follows the present, it compares the visibilities before and after. On a resumption only
 * the entries in between are known, so it may send a reset too many, which does no harm.
 */
final class SseStream {

    /** Above that many missed events, loading anew costs the client less than receiving each. */
    static final int MOST_BEHIND = 10_000;

    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_SKIPPED = 100;
    /** How often the token and the employee are checked while nothing happens. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofMillis(50);
    /** How long the category of a customer may be unknown. */
    private static final Duration PATIENCE_UNDECIDED = Duration.ofSeconds(2);

    /**
     * The receiver of a stream.
     *
     * @param externalId of the caller's employee, or null
     * @param sources of the areas that the caller may view
     * @param expires when the token expires
     */
    record Subscriber(String externalId, Set<Source> sources, Instant expires) {}

    /** @param patienceAhead how long positions that another replica sent may be ahead of this one */
    record Timing(Clock clock, Duration heartbeat, Duration patienceAhead) {}

    private final Snapshots snapshots;
    private final Subscriber subscriber;
    private final BooleanSupplier ended;
    private final Timing timing;
    private final OutputStream out;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    /** Everything up to here is sent, or is not for this caller. */
    private Positions at;
    /** The snapshot at the end of the last section; null until the first section of a resumed stream is sent. */
    private Snapshot seen;
    /** The caller's visibility then; null at first. */
    private Visibility visibility;
    /** The end of the section that is being sent; null between two. */
    private Snapshot end;

    private final Set<UUID> registered = new HashSet<>();
    private final Set<UUID> skipped = new HashSet<>();
    private Instant undecidedSince;
    private Instant aheadSince;
    private Instant lastBeat;

    /** @param from the positions that the caller received last; null to begin now */
    SseStream(
            Snapshots snapshots,
            Snapshot now,
            Positions from,
            Subscriber subscriber,
            BooleanSupplier ended,
            Timing timing,
            OutputStream out) {
        this.snapshots = snapshots;
        this.subscriber = subscriber;
        this.ended = ended;
        this.timing = timing;
        this.out = out;
        if (from == null) {
            at = now.positions();
            seen = now;
            visibility = Visibility.of(now, now.employeeOf(subscriber.externalId()));
        } else {
            at = from;
        }
    }

    /** Sends until the token expires, the employee is not active any more, or the service ends. */
    void run() throws IOException, InterruptedException {
        lastBeat = timing.clock().instant();
        write("event: position\nid: " + id() + "\ndata: " + id() + "\n\n");
        send();
        while (!ended.getAsBoolean() && timing.clock().instant().isBefore(subscriber.expires())) {
            Snapshot known = snapshots.now().orElse(null);
            if (known != null && !isActive(known)) {
                return;
            }
            boolean more = known != null && advanceWhileServed(known);
            beat();
            send();
            if (known == null) {
                snapshots.await(Map.of(), pause());
            } else if (!more) {
                snapshots.awaitAfter(known, pause());
            }
        }
    }

    private boolean isActive(Snapshot now) {
        Employee employee = now.employeeOf(subscriber.externalId());
        return employee == null || employee.active();
    }

    private Duration pause() {
        var rest = Duration.between(timing.clock().instant(), subscriber.expires());
        Duration pause = undecidedSince != null || aheadSince != null ? RETRY : CHECK;
        return rest.compareTo(pause) < 0 ? rest : pause;
    }

    private void beat() {
        Instant now = timing.clock().instant();
        if (!now.isBefore(lastBeat.plus(timing.heartbeat()))) {
            write(": still here\n");
            // the position also moves past entries that are not for this caller, so a resumption begins late
            position();
            lastBeat = now;
        }
    }

    /** Returns false also when nothing is served any more: the stream goes on when something is, or ends before. */
    private boolean advanceWhileServed(Snapshot now) {
        try {
            return advance(now);
        } catch (ProblemException _) {
            return false;
        }
    }

    /** Advances towards the snapshot of now; false when there is nothing more to send. */
    private boolean advance(Snapshot now) {
        var sees = Visibility.of(now, now.employeeOf(subscriber.externalId()));
        if (visibility != null && !visibility.equals(sees)) {
            reset(now, sees);
            return false;
        }
        visibility = sees;
        if (end == null && !beginSection(now)) {
            return false;
        }
        return sendSection(now);
    }

    /** Returns false when there is nothing to send, or not yet. */
    private boolean beginSection(Snapshot now) {
        if (isAhead(now) && mayCatchUp()) {
            return false;
        }
        if (isAhead(now) || behind(now) > MOST_BEHIND || decidedLate(now)) {
            reset(now, visibility);
            return false;
        }
        aheadSince = null;
        if (at.equals(now.positions())) {
            seen = now;
            return false;
        }
        end = now;
        return true;
    }

    private boolean sendSection(Snapshot now) {
        boolean stuck = false;
        for (Source source : Source.values()) {
            switch (advance(source, now)) {
                case RESET -> {
                    reset(now, visibility);
                    return false;
                }
                case STUCK -> stuck = true;
                case ON -> {}
            }
            // registrations of the section must be known before later entries about these customers are judged
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
        List<Entry> entries = snapshots.entries(source, at.of(source), upTo, MOST_AT_ONCE);
        for (Entry entry : entries) {
            if (changesVisibility(source, entry, now)) {
                return Step.RESET;
            }
            if (visibility.undecided(now, now.customerOf(entry))) {
                if (isWaitedFor()) {
                    return Step.STUCK;
                }
                skipped.add(now.customerOf(entry));
            }
            at = at.with(source, entry.sequence());
            if ((subscriber.sources().contains(source) || isOfSettings(entry)) && sees(entry, now)) {
                write("id: " + id() + "\ndata: " + ChangeData.of(source, entry, now) + "\n\n");
            }
        }
        if (entries.size() < MOST_AT_ONCE) {
            at = at.with(source, upTo);
        }
        return Step.ON;
    }

    /** Everybody who is signed in works with the settings, whatever the areas that the caller may view. */
    private static boolean isOfSettings(Entry entry) {
        return entry.version() != null && entry.version().content() instanceof Content.Settings;
    }

    private boolean sees(Entry entry, Snapshot now) {
        return visibility.sees(now, now.customerOf(entry))
                && (entry.version() == null
                        || !(entry.version().content() instanceof Content.Category of)
                        || sees(now.categories().find(of.id())));
    }

    /** @param category null when it is deleted, which no seller is kept from */
    private boolean sees(Category category) {
        return category == null || visibility.sees(category);
    }

    private boolean isWaitedFor() {
        Instant now = timing.clock().instant();
        undecidedSince = undecidedSince == null ? now : undecidedSince;
        return now.isBefore(undecidedSince.plus(PATIENCE_UNDECIDED));
    }

    /**
     * Returns whether a customer is seen now whose events were skipped because the category was unknown for too long.
     */
    private boolean decidedLate(Snapshot now) {
        if (skipped.size() > MOST_SKIPPED) {
            return true;
        }
        boolean seenNow = skipped.stream().anyMatch(customer -> visibility.sees(now, customer));
        skipped.removeIf(customer -> !visibility.undecided(now, customer));
        return seenNow;
    }

    private boolean isAhead(Snapshot now) {
        for (Source source : Source.values()) {
            if (at.of(source) > now.positions().of(source)) {
                return true;
            }
        }
        return false;
    }

    /** Returns false when no replica can have sent these positions, or the logs were replaced. */
    private boolean mayCatchUp() {
        Instant now = timing.clock().instant();
        aheadSince = aheadSince == null ? now : aheadSince;
        return now.isBefore(aheadSince.plus(timing.patienceAhead()));
    }

    private long behind(Snapshot now) {
        long behind = 0;
        for (Source source : Source.values()) {
            behind += now.positions().of(source) - at.of(source);
        }
        return behind;
    }

    /** Returns whether this event may have changed the caller's visibility beyond its own subject. */
    private boolean changesVisibility(Source source, Entry entry, Snapshot now) {
        return switch (source) {
            case CUSTOMERS -> {
                if (entry.type().equals("CustomerRegistered")) {
                    registered.add(entry.customer());
                }
                if (isOfMerge(entry)) {
                    yield visibility != Visibility.EVERYTHING;
                }
                yield entry.version() != null && entry.version().content() instanceof Content.Project of
                        ? of.moved() && movesProject(entry, now)
                        : entry.type().equals("CustomerGroupingRequested") && moves(entry.customer(), now);
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

    /** Returns whether the entry takes what lies beneath a customer to another one, or back. */
    private static boolean isOfMerge(Entry entry) {
        return entry.type().equals("CustomerMerged") || entry.type().equals("CustomerUnmerged");
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

    /** Returns whether a project went from a customer that is seen to one that is not, or the other way. */
    private boolean movesProject(Entry entry, Snapshot now) {
        if (visibility == Visibility.EVERYTHING) {
            return false;
        }
        if (seen == null) {
            return entry.type().equals("ProjectChanged");
        }
        UUID before = seen.customerOf(entry.project(), null);
        return before != null && visibility.sees(seen, before) != visibility.sees(now, now.customerOf(entry));
    }

    /** Returns whether the entry is about an employee who is, or may have been, the caller. */
    private boolean concernsCaller(Entry entry, Snapshot now) {
        if (subscriber.externalId() == null
                || entry.version() == null
                || !(entry.version().content() instanceof Content.Employee of)) {
            return false;
        }
        Employee caller = now.employeeOf(subscriber.externalId());
        return caller == null
                || caller.id().equals(of.id())
                || subscriber.externalId().equals(of.externalId());
    }

    private void reset(Snapshot now, Visibility sees) {
        at = now.positions();
        seen = now;
        visibility = sees;
        end = null;
        aheadSince = null;
        undecidedSince = null;
        registered.clear();
        skipped.clear();
        write("event: reset\nid: " + id() + "\ndata: {}\n\n");
    }

    /** Sends an id without data, which is no event, but a client resumes from it. */
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
