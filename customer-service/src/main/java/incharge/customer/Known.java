package incharge.customer;

import static java.util.stream.Collectors.toUnmodifiableSet;

import incharge.customer.KnownProjection.Category;
import incharge.customer.KnownProjection.Membership;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.feed.Knowledge;
import incharge.http.Caller;
import incharge.http.sight.Rule;
import incharge.http.sight.Rule.Seeing;
import incharge.http.sight.Sight;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the other services decided, as far as it is known here; what is not known yet is waited for, once a request. */
final class Known {

    /** Where the customers' numbers start unless their category has a series of its own. */
    static final int FIRST_NUMBER = 1;

    private final KnownProjection projection;
    private final Knowledge knowledge;

    Known(KnownProjection projection, Knowledge knowledge) {
        this.projection = projection;
        this.knowledge = knowledge;
    }

    /** Who looks at categories: the caller whose sight it is. */
    Seeing seeing(Caller caller, Sight sight) {
        return sight.restricted()
                ? new Seeing(
                        projection
                                .employeesByExternalId(List.of(caller.employee()))
                                .get(caller.employee()),
                        true)
                : Rule.EVERYTHING;
    }

    /** Whether there is such a category, for somebody who must see its customers to know of them. */
    boolean category(UUID id, Seeing who) {
        return knowledge
                .find(KnownProjection.GROUPINGS, () -> projection.category(id))
                .filter(category -> Rule.sees(who, category.sellers()))
                .isPresent();
    }

    /** The categories with these names, by {@link Customer#key}; an import that began at {@code started} waits for them. */
    Map<String, Category> categories(Collection<String> names, Instant started) {
        Set<String> wanted = names.stream().map(Customer::key).collect(toUnmodifiableSet());
        Map<String, Category> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            knowledge.findSince(started, KnownProjection.GROUPINGS, () -> {
                found.putAll(projection.categoriesByKey(wanted));
                return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
            });
        }
        return found;
    }

    boolean tag(UUID id) {
        return knowledge
                .find(KnownProjection.GROUPINGS, () -> projection.tag(id))
                .isPresent();
    }

    boolean employee(UUID id) {
        return knowledge
                .find(KnownProjection.RESPONSIBILITIES, () -> projection.employee(id))
                .isPresent();
    }

    /** The employees with these externalIds, by externalId; an import that began at {@code started} waits for the others. */
    Map<String, UUID> employees(Collection<String> externalIds, Instant started) {
        Set<String> wanted = Set.copyOf(externalIds);
        Map<String, UUID> found = new HashMap<>();
        knowledge.findSince(started, KnownProjection.RESPONSIBILITIES, () -> {
            found.putAll(projection.employeesByExternalId(wanted));
            return found.keySet().containsAll(wanted) ? Optional.of(found) : Optional.empty();
        });
        return found;
    }

    boolean isResponsible(UUID employee, UUID project) {
        return projection.isResponsible(employee, project);
    }

    /** Where the numbers of the category's customers start; {@code category} may be null. */
    int numberingStart(UUID category) {
        return Optional.ofNullable(category)
                .flatMap(projection::category)
                .map(Category::numberingStart)
                .orElse(FIRST_NUMBER);
    }

    /** Where the numbers of the customers of a category start; {@code name} may be null or that of a category to be made. */
    int numberingStart(String name) {
        return Optional.ofNullable(name)
                .flatMap(projection::categoryNamed)
                .map(Category::numberingStart)
                .orElse(FIRST_NUMBER);
    }

    /** What of the wanted groupings the customer does not have, null when it has them all. */
    RequestedGrouping missing(UUID customer, RequestedGrouping wanted) {
        if (wanted == null) {
            return null;
        }
        Map<UUID, RequestedGrouping> one = new HashMap<>();
        one.put(customer, wanted);
        return missing(one).get(customer);
    }

    /** Whether the customer has the groupings, or will at once: what was asked for before may be on its way. */
    boolean comesToHave(UUID customer, RequestedGrouping wanted) {
        return knowledge
                .find(
                        KnownProjection.GROUPINGS,
                        () -> missing(customer, wanted) == null ? Optional.of(wanted) : Optional.empty())
                .isPresent();
    }

    /** As {@link #missing(Map)}, after an import that began at {@code started} waited for what was asked for before. */
    Map<UUID, RequestedGrouping> stillMissing(Map<UUID, RequestedGrouping> wanted, Instant started) {
        knowledge.findSince(
                started,
                KnownProjection.GROUPINGS,
                () -> missing(wanted).isEmpty() ? Optional.of(wanted) : Optional.empty());
        return missing(wanted);
    }

    /** For each customer what it does not have of the groupings wanted for it; a customer that has them all is absent. */
    Map<UUID, RequestedGrouping> missing(Map<UUID, RequestedGrouping> wanted) {
        Map<UUID, Membership> memberships = projection.memberships(wanted.keySet());
        Map<String, UUID> categoryNames = new HashMap<>();
        projection
                .categoriesByKey(keys(wanted.values().stream()
                        .map(RequestedGrouping::category)
                        .filter(category -> category != null)
                        .toList()))
                .forEach((key, category) -> categoryNames.put(key, category.id()));
        Map<String, UUID> tagNames = projection.tagsByKey(keys(wanted.values().stream()
                .filter(grouping -> grouping.tags() != null)
                .flatMap(grouping -> grouping.tags().stream())
                .toList()));
        Map<UUID, RequestedGrouping> missing = new HashMap<>();
        wanted.forEach((customer, grouping) -> {
            Membership has = memberships.getOrDefault(customer, Membership.NONE);
            Reference category = grouping.category();
            if (category != null
                    && idOf(category, categoryNames)
                            .filter(id -> id.equals(has.category()))
                            .isPresent()) {
                category = null;
            }
            List<Reference> tags = grouping.tags() == null
                    ? List.of()
                    : grouping.tags().stream()
                            .filter(tag -> !idOf(tag, tagNames)
                                    .map(has.tags()::contains)
                                    .orElse(false))
                            .toList();
            RequestedGrouping left = RequestedGrouping.of(category, tags);
            if (left != null) {
                missing.put(customer, left);
            }
        });
        return missing;
    }

    private static Optional<UUID> idOf(Reference reference, Map<String, UUID> byKey) {
        return Optional.ofNullable(reference.id() != null ? reference.id() : byKey.get(Customer.key(reference.name())));
    }

    private static Set<String> keys(Collection<Reference> references) {
        return references.stream()
                .filter(reference -> reference.name() != null)
                .map(reference -> Customer.key(reference.name()))
                .collect(toUnmodifiableSet());
    }
}
