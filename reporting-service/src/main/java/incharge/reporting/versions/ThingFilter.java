package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import incharge.reporting.facts.CustomersFact.ThingType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.conversions.Bson;

/** Which things on cards a list is about. Immutable; a further choice makes another filter. */
public final class ThingFilter {

    /** Distinguishes things from other entities; the indexes of things have it. */
    static final Bson THINGS = Filters.eq(EntryCodec.KIND, Kind.THING.stored());

    /** Chooses all: the beginning of an alternative. */
    public static final ThingFilter ALL = new ThingFilter(List.of());

    private static final List<String> STAYING =
            ThingType.STAYING.stream().map(ThingType::name).sorted().toList();

    /** Things that lie beneath another customer while theirs is merged into it. */
    static final Bson GOING = Filters.nin(EntryCodec.THING_TYPE, STAYING);

    private static final String STATUS = EntryCodec.FIELDS + "status";
    private static final String DONE = "done";

    private final List<Bson> conditions;

    private ThingFilter(List<Bson> conditions) {
        this.conditions = conditions;
    }

    /** Returns the filter of all things of these types. */
    public static ThingFilter of(Set<ThingType> types) {
        List<String> names = types.stream().map(ThingType::name).toList();
        Bson ofTypes = names.size() == 1
                ? Filters.eq(EntryCodec.THING_TYPE, names.getFirst())
                : Filters.in(EntryCodec.THING_TYPE, names);
        return new ThingFilter(List.of(THINGS, ofTypes));
    }

    private ThingFilter and(Bson condition) {
        var all = new ArrayList<>(conditions);
        all.add(condition);
        return new ThingFilter(List.copyOf(all));
    }

    /** Chooses those of customers that are in no project, sales cases among them, and those of projects. */
    public ThingFilter beneath(Collection<UUID> customers, Collection<UUID> projects) {
        Bson ofCustomers =
                Filters.and(Filters.in(EntryCodec.CUSTOMER, customers), Filters.exists(EntryCodec.PROJECT, false));
        return and(
                projects.isEmpty() ? ofCustomers : Filters.or(ofCustomers, Filters.in(EntryCodec.PROJECT, projects)));
    }

    /** Chooses those that lie beneath another customer while theirs is merged into it. */
    public ThingFilter going() {
        return and(GOING);
    }

    /** Chooses the others, which stay with their own customer. */
    public ThingFilter staying() {
        return and(Filters.in(EntryCodec.THING_TYPE, STAYING));
    }

    public ThingFilter inProjects(Collection<UUID> projects) {
        return and(Filters.in(EntryCodec.PROJECT, projects));
    }

    /** Chooses the sales cases with a link to one of these projects, in which they are not. */
    public ThingFilter linkedTo(Collection<UUID> projects) {
        return and(Filters.in(EntryCodec.LINKED_PROJECT, projects));
    }

    public ThingFilter inSalesCase(UUID salesCase) {
        return and(Filters.eq(EntryCodec.SALES_CASE, salesCase));
    }

    public ThingFilter withIds(Collection<UUID> ids) {
        return and(Filters.in(EntryCodec.ID, ids));
    }

    /** Chooses those with one of these values in a field that is not sealed; all of them without a value. */
    public ThingFilter with(String field, Collection<?> values) {
        return values.isEmpty() ? this : and(Filters.in(EntryCodec.FIELDS + field, values));
    }

    public ThingFilter without(String field, Object value) {
        return and(Filters.ne(EntryCodec.FIELDS + field, value));
    }

    /** Chooses those of a project, or those of none. */
    public ThingFilter ofProject(boolean project) {
        return and(Filters.exists(EntryCodec.PROJECT, project));
    }

    /** Chooses those of a sales case, or those of none. */
    public ThingFilter ofSalesCase(boolean salesCase) {
        return and(Filters.exists(EntryCodec.SALES_CASE, salesCase));
    }

    /** Chooses those that one of the filters chooses. */
    public ThingFilter any(List<ThingFilter> filters) {
        return and(Filters.or(filters.stream().map(ThingFilter::query).toList()));
    }

    /** Chooses those that were created on these days, both included; null is open. */
    public ThingFilter created(LocalDate from, LocalDate to, ZoneId zone) {
        ThingFilter after = from == null ? this : and(Filters.gte(EntryCodec.CREATED_AT, start(from, zone)));
        return to == null ? after : after.and(Filters.lt(EntryCodec.CREATED_AT, start(to.plusDays(1), zone)));
    }

    /** Chooses those that have a day between these, both included, in a field; null is open. */
    public ThingFilter between(String field, LocalDate from, LocalDate to) {
        ThingFilter after = from == null ? this : and(Filters.gte(EntryCodec.FIELDS + field, from.toString()));
        return to == null ? after : after.and(Filters.lte(EntryCodec.FIELDS + field, to.toString()));
    }

    /** Chooses the activities that are due, or start, on these days, both included; null is open. */
    public ThingFilter due(LocalDate from, LocalDate to, ZoneId zone) {
        if (from == null && to == null) {
            return this;
        }
        ThingFilter starting = ALL.and(Filters.exists(EntryCodec.FIELDS + "start"));
        ThingFilter begun = from == null ? starting : starting.and(Filters.gte(EntryCodec.ORDER, millis(from, zone)));
        ThingFilter started =
                to == null ? begun : begun.and(Filters.lt(EntryCodec.ORDER, millis(to.plusDays(1), zone)));
        ThingFilter due = ALL.and(Filters.exists(EntryCodec.FIELDS + "due")).between("due", from, to);
        return any(List.of(due, started));
    }

    /** Chooses the activities that are past at a time: done, or an entry of the calendar that is over. */
    public ThingFilter past(Instant now) {
        return and(Filters.or(Filters.eq(STATUS, DONE), Filters.lte(EntryCodec.OVER, now.toEpochMilli())));
    }

    /** Chooses the other activities. */
    public ThingFilter planned(Instant now) {
        return and(Filters.and(Filters.ne(STATUS, DONE), Filters.gt(EntryCodec.OVER, now.toEpochMilli())));
    }

    /** Chooses the activities with a day or a start, or those without. */
    public ThingFilter dated(boolean dated) {
        return and(
                dated
                        ? Filters.lt(EntryCodec.ORDER, Content.Thing.NEVER)
                        : Filters.eq(EntryCodec.ORDER, Content.Thing.NEVER));
    }

    /** Chooses those behind a thing in an order. */
    public ThingFilter after(ThingOrder order, Object value, UUID id) {
        return and(order.after(value, id));
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static long millis(LocalDate day, ZoneId zone) {
        return start(day, zone).toEpochMilli();
    }

    Bson query() {
        return Filters.and(conditions);
    }
}
