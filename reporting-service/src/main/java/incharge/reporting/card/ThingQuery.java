package incharge.reporting.card;

import incharge.reporting.answers.Search;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import incharge.reporting.versions.VersionStore;
import java.util.List;
import java.util.function.Predicate;

/**
 * A list of things.
 *
 * @param filter chooses what the list is about, and what is counted beside it
 * @param listed whether the list has one of those
 * @param parts the list, one after the other
 * @param search in the texts
 * @param opened what else is tested of a thing with its texts; {@link ThingScope#ANY} for nothing
 * @param key of a list of many things; null for one that is counted anew each time
 */
record ThingQuery(
        ThingScope scope,
        ThingFilter filter,
        Predicate<Content.Thing> listed,
        List<Part> parts,
        Search search,
        Predicate<Content.Thing> opened,
        KeptCount.Key key) {

    /** A part of a list: what a further choice leaves of it, in an order. */
    record Part(ThingFilter filter, ThingOrder order) {}

    /** Makes the query of a list in one order, of which the database alone chooses by its fields. */
    static ThingQuery of(ThingScope scope, ThingFilter filter, ThingOrder order, Search search, KeptCount.Key key) {
        ThingFilter narrowed = scope.narrowing().apply(filter);
        return new ThingQuery(
                scope, narrowed, ThingScope.ANY, List.of(new Part(narrowed, order)), search, ThingScope.ANY, key);
    }

    /** Returns whether a thing must be opened before it is known that the list has it. */
    boolean readsTexts() {
        return !search.equals(Search.ANYTHING) || opened != ThingScope.ANY;
    }

    /** Returns whether the database alone chooses what is in the parts. */
    boolean isOfFields() {
        return !readsTexts() && scope.shows() == ThingScope.ANY;
    }

    /** Returns whether the database alone chooses, and the list has all of it. */
    boolean isExact() {
        return isOfFields() && listed == ThingScope.ANY;
    }

    /** Returns whether a thing, sealed or, where no text matters, without its texts, is one that is counted. */
    boolean counts(Content.Thing thing, VersionStore versions) {
        return scope.shows().test(thing) && (!readsTexts() || finds(versions.open(thing)));
    }

    /** @param thing opened */
    boolean finds(Content.Thing thing) {
        return opened.test(thing) && ThingTexts.finds(search, thing);
    }
}
