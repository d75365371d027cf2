package incharge.reporting.card;

import incharge.http.Paging;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Language;
import incharge.reporting.answers.Search;
import incharge.reporting.answers.Slice;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.answers.SortKeys;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.versions.Content;
import incharge.reporting.versions.ThingFilter;
import incharge.reporting.versions.ThingOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;

/** The lists of each type of things, each in its own order and with what is counted beside it. */
final class ThingListViews {

    private final AsOf asOf;
    private final CardThings things;

    ThingListViews(AsOf asOf, CardThings things) {
        this.asOf = asOf;
        this.things = things;
    }

    private ThingListAnswer list(SnapshotView view, ThingQuery query) {
        return new ThingListAnswer(things, view.snapshot(), query);
    }

    /** Returns what identifies a list of many things; null for one of few. */
    private static KeptCount.Key key(ThingType type, ThingScope scope, Parameters parameters, Object options) {
        return scope.many() == null ? null : new KeptCount.Key(type, scope.many(), parameters, options);
    }

    /** Answers a list in one order, with nothing counted beside it. */
    ResponseEntity<byte[]> plain(
            SnapshotView view,
            ThingScope scope,
            Parameters parameters,
            ThingFilter filter,
            ThingOrder order,
            Paging paging) {
        return list(view, ThingQuery.of(scope, filter, order, parameters.search(), null))
                .page(view, paging, () -> ThingCounts.NONE, Instant.MAX);
    }

    ResponseEntity<byte[]> activities(
            SnapshotView view, ThingScope scope, Parameters parameters, ActivityOptions options, Paging paging) {
        return ThingListAnswer.answer(view, paging, found(view, scope, parameters, options, paging));
    }

    /** Returns a page of activities as it is read. */
    ThingListAnswer.Found found(
            SnapshotView view, ThingScope scope, Parameters parameters, ActivityOptions options, Paging paging) {
        Instant now = asOf.time(parameters.asOf());
        return list(view, activitiesQuery(scope, parameters, options, now))
                .found(paging, () -> new ActivityCounts(now), now);
    }

    ThingQuery activitiesQuery(ThingScope scope, Parameters parameters, ActivityOptions options, Instant now) {
        ThingFilter filter = scope.narrowing()
                .apply(options.choose(parameters.filter(ThingType.ACTIVITY))
                        .due(parameters.from(), parameters.to(), asOf.zone()));
        return new ThingQuery(
                scope,
                filter,
                options.listed(now),
                options.parts(filter, now),
                parameters.search(),
                ThingScope.ANY,
                key(ThingType.ACTIVITY, scope, parameters, options));
    }

    ResponseEntity<byte[]> salesCases(
            SnapshotView view, ThingScope scope, Parameters parameters, SalesCaseOptions options, Paging paging) {
        return list(view, salesCasesQuery(scope, parameters, options))
                .page(view, paging, SalesCaseSums::new, Instant.MAX);
    }

    ThingQuery salesCasesQuery(ThingScope scope, Parameters parameters, SalesCaseOptions options) {
        ThingFilter filter = options.choose(parameters.filter(ThingType.SALES_CASE))
                .between("expectedClose", parameters.from(), parameters.to());
        return ThingQuery.of(
                scope,
                filter,
                ThingOrder.LAST,
                parameters.search(),
                key(ThingType.SALES_CASE, scope, parameters, options));
    }

    ResponseEntity<byte[]> contacts(
            SnapshotView view,
            ThingScope scope,
            Parameters parameters,
            ContactOptions options,
            Paging paging,
            Language language) {
        return list(view, contactsQuery(scope, parameters, options))
                .page(view, paging, ContactLabels::new, byName(language.collation()), language.collation());
    }

    ThingQuery contactsQuery(ThingScope scope, Parameters parameters, ContactOptions options) {
        ThingFilter filter = options.choose(parameters.filter(ThingType.CONTACT))
                .created(parameters.from(), parameters.to(), asOf.zone());
        return new ThingQuery(
                scope,
                scope.narrowing().apply(filter),
                options.listed(),
                List.of(),
                parameters.search(),
                options.opened(),
                // an order by names goes with the present when a person is erased, the past is kept for longer
                parameters.asOf() == null ? key(ThingType.CONTACT, scope, parameters, options) : null);
    }

    static Function<Content.Thing, String> byName(Collation collation) {
        return contact -> collation.key(contact.text("name"), contact.id());
    }

    ResponseEntity<byte[]> customFields(SnapshotView view, List<String> q, Paging paging) {
        var scope = new ThingScope(UnaryOperator.identity());
        ThingFilter all = ThingFilter.of(Set.of(ThingType.CUSTOM_FIELD));
        return list(view, ThingQuery.of(scope, all, ThingOrder.FIRST, Search.of(q), null))
                .page(view, paging, () -> ThingCounts.NONE, ThingListViews::byPosition, ThingType.CUSTOM_FIELD);
    }

    private static String byPosition(Content.Thing field) {
        return SortKeys.counted(((Number) field.get("position")).longValue()) + field.id();
    }

    ResponseEntity<byte[]> addresses(SnapshotView view, Customer customer, Parameters parameters, Paging paging) {
        ThingScope scope = ThingScope.ofCustomer(view.snapshot(), customer);
        ThingFilter filter = scope.narrowing().apply(parameters.filter(ThingType.ADDRESS));
        List<Content.Thing> all = things.read(
                view.snapshot(),
                (versions, at) ->
                        Addresses.of(versions.customer(customer.id(), at), versions.things(filter, at), versions, at));
        List<Content.Thing> found = all.stream()
                .filter(address -> ThingTexts.finds(parameters.search(), address)
                        && isCreated(address, parameters.from(), parameters.to()))
                .toList();
        String after = ThingListAnswer.after(paging);
        Slice<Content.Thing> slice = Slice.of(found, Addresses::key, paging.limit(), after);
        return ThingListAnswer.answer(
                view, paging, new ThingListAnswer.Found(slice, found.size(), ThingCounts.NONE, ThingNames.NONE));
    }

    private boolean isCreated(Content.Thing thing, LocalDate from, LocalDate to) {
        LocalDate day = thing.created().time().atZone(asOf.zone()).toLocalDate();
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
}
