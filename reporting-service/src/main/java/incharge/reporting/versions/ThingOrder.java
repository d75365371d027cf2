package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.UUID;
import java.util.function.Function;
import org.bson.conversions.Bson;

/** An order in which the database hands out things; equal ones by id. */
public enum ThingOrder {
    /** By {@link Content.Thing#order}: the oldest first, the soonest activity first. */
    FIRST(EntryCodec.ORDER, false, Content.Thing::order),
    /** The other way round. */
    LAST(EntryCodec.ORDER, true, Content.Thing::order),
    /** As in the columns of a board. */
    RANK(EntryCodec.FIELDS + "rank", false, thing -> thing.text("rank"));

    private final String field;
    private final boolean descending;
    private final Function<Content.Thing, Comparable<?>> value;

    ThingOrder(String field, boolean descending, Function<Content.Thing, Comparable<?>> value) {
        this.field = field;
        this.descending = descending;
        this.value = value;
    }

    /** Returns the text from which {@link #read} makes the value that the order compares. */
    public String written(Content.Thing thing) {
        return value.apply(thing).toString();
    }

    /** @throws NumberFormatException if it is no value of the order */
    public Object read(String written) {
        return this == RANK ? (Object) written : (Object) Long.valueOf(written);
    }

    Bson sort() {
        return descending ? Sorts.descending(field, EntryCodec.ID) : Sorts.ascending(field, EntryCodec.ID);
    }

    Bson after(Object last, UUID id) {
        return descending
                ? Filters.or(
                        Filters.lt(field, last), Filters.and(Filters.eq(field, last), Filters.lt(EntryCodec.ID, id)))
                : Filters.or(
                        Filters.gt(field, last), Filters.and(Filters.eq(field, last), Filters.gt(EntryCodec.ID, id)));
    }
}
