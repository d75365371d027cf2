package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import incharge.reporting.facts.CustomersFact.ThingType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.conversions.Bson;

/** Which things on cards a list is about. */
public final class ThingFilter {

    /** Distinguishes things from other entities; the indexes of things have it. */
    static final Bson THINGS = Filters.eq(EntryCodec.KIND, Kind.THING.stored());

    private final List<Bson> conditions = new ArrayList<>();

    private ThingFilter(Set<ThingType> types) {
        conditions.add(THINGS);
        conditions.add(Filters.in(
                EntryCodec.THING_TYPE, types.stream().map(ThingType::name).toList()));
    }

    /** Returns the filter of all things of these types. */
    public static ThingFilter of(Set<ThingType> types) {
        return new ThingFilter(types);
    }

    /** Chooses those of customers that are in no project, and those of projects. */
    public ThingFilter beneath(Collection<UUID> customers, Collection<UUID> projects) {
        Bson ofCustomers =
                Filters.and(Filters.in(EntryCodec.CUSTOMER, customers), Filters.exists(EntryCodec.PROJECT, false));
        conditions.add(
                projects.isEmpty() ? ofCustomers : Filters.or(ofCustomers, Filters.in(EntryCodec.PROJECT, projects)));
        return this;
    }

    /** Chooses those of one project. */
    public ThingFilter inProject(UUID project) {
        conditions.add(Filters.eq(EntryCodec.PROJECT, project));
        return this;
    }

    /** Chooses those of one sales case. */
    public ThingFilter inSalesCase(UUID salesCase) {
        conditions.add(Filters.eq(EntryCodec.SALES_CASE, salesCase));
        return this;
    }

    /** Chooses those with one of these values in a field that is not sealed. */
    public ThingFilter with(String field, Collection<?> values) {
        conditions.add(Filters.in(EntryCodec.FIELDS + field, values));
        return this;
    }

    Bson query() {
        return Filters.and(conditions);
    }
}
