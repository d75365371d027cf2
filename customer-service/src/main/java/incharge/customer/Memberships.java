package incharge.customer;

import incharge.customer.KnownProjection.Membership;
import incharge.customer.RequestedGrouping.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What customers have of categories and tags: what was known when this was made, and what was asked for through it since,
 * so that several wishes for one customer count one after the other.
 */
final class Memberships {

    /** A wish for a customer's category and tags. */
    record Wish(UUID customer, RequestedGrouping grouping) {}

    private final Map<UUID, Membership> known;
    private final Map<String, UUID> categories;
    private final Map<String, UUID> tags;
    private final Map<UUID, Reference> askedCategory = new HashMap<>();
    private final Map<UUID, Set<String>> askedTags = new HashMap<>();

    /**
     * @param categories ids of the categories that wishes name, by {@link Customer#key}
     * @param tags ids of the tags that wishes name, likewise
     */
    Memberships(Map<UUID, Membership> known, Map<String, UUID> categories, Map<String, UUID> tags) {
        this.known = known;
        this.categories = categories;
        this.tags = tags;
    }

    /** What the customer lacks of the wish, null when nothing. */
    RequestedGrouping missing(Wish wish) {
        if (wish.grouping() == null) {
            return null;
        }
        UUID customer = wish.customer();
        Membership has = known.getOrDefault(customer, Membership.NONE);
        Reference category = wish.grouping().category();
        boolean inIt = category != null
                && (askedCategory.containsKey(customer)
                        ? same(category, askedCategory.get(customer))
                        : id(category, categories)
                                .filter(id -> id.equals(has.category()))
                                .isPresent());
        Set<String> asked = askedTags.getOrDefault(customer, Set.of());
        List<Reference> missing = Optional.ofNullable(wish.grouping().tags()).orElse(List.of()).stream()
                .filter(tag -> !asked.contains(name(tag, tags)))
                .filter(tag -> id(tag, tags).filter(has.tags()::contains).isEmpty())
                .toList();
        return RequestedGrouping.of(inIt ? null : category, missing);
    }

    /** The customer will have these; null is nothing. */
    void ask(UUID customer, RequestedGrouping grouping) {
        if (grouping == null) {
            return;
        }
        if (grouping.category() != null) {
            askedCategory.put(customer, grouping.category());
        }
        if (grouping.tags() != null) {
            Set<String> asked = askedTags.computeIfAbsent(customer, _ -> new HashSet<>());
            grouping.tags().forEach(tag -> asked.add(name(tag, tags)));
        }
    }

    private boolean same(Reference one, Reference other) {
        return name(one, categories).equals(name(other, categories));
    }

    /** One name for what is known by its id and for what is still to be made. */
    private static String name(Reference reference, Map<String, UUID> byKey) {
        return id(reference, byKey).map(UUID::toString).orElseGet(() -> Customer.key(reference.name()));
    }

    private static Optional<UUID> id(Reference reference, Map<String, UUID> byKey) {
        return Optional.ofNullable(reference.id() != null ? reference.id() : byKey.get(Customer.key(reference.name())));
    }
}
