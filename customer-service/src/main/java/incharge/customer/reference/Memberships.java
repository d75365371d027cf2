package incharge.customer.reference;

import incharge.customer.event.Keys;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The categories and tags of customers: those that they have, and those that were requested since this was made, so
 * that several requests for one customer count one after the other.
 */
public final class Memberships {

    /** A category and tags that are requested for a customer. */
    public record RequestedMembership(UUID customer, RequestedGrouping grouping) {}

    private final Map<UUID, Membership> current;
    private final Map<String, UUID> categories;
    private final Map<String, UUID> tags;
    private final Map<UUID, Reference> requestedCategory = new HashMap<>();
    private final Map<UUID, Set<String>> requestedTags = new HashMap<>();

    /**
     * @param current what customers have; those that have nothing may be absent
     * @param categories ids of the categories that requests name, by {@link Keys key}
     * @param tags ids of the tags that requests name, likewise
     */
    Memberships(Map<UUID, Membership> current, Map<String, UUID> categories, Map<String, UUID> tags) {
        this.current = current;
        this.categories = categories;
        this.tags = tags;
    }

    /** Returns what the customer lacks of the request, null for nothing. */
    public RequestedGrouping missing(RequestedMembership request) {
        if (request.grouping() == null) {
            return null;
        }
        UUID customer = request.customer();
        Membership has = current.getOrDefault(customer, Membership.NONE);
        Reference category = request.grouping().category();
        boolean inIt = category != null
                && (requestedCategory.containsKey(customer)
                        ? same(category, requestedCategory.get(customer))
                        : id(category, categories)
                                .filter(id -> id.equals(has.category()))
                                .isPresent());
        Set<String> requested = requestedTags.getOrDefault(customer, Set.of());
        List<Reference> missing = Optional.ofNullable(request.grouping().tags()).orElse(List.of()).stream()
                .filter(tag -> !requested.contains(name(tag, tags)))
                .filter(tag -> id(tag, tags).filter(has.tags()::contains).isEmpty())
                .toList();
        return RequestedGrouping.of(inIt ? null : category, missing);
    }

    /** Counts a request as fulfilled; null is nothing. */
    public void request(UUID customer, RequestedGrouping grouping) {
        if (grouping == null) {
            return;
        }
        if (grouping.category() != null) {
            requestedCategory.put(customer, grouping.category());
        }
        if (grouping.tags() != null) {
            Set<String> requested = requestedTags.computeIfAbsent(customer, _ -> new HashSet<>());
            grouping.tags().forEach(tag -> requested.add(name(tag, tags)));
        }
    }

    private boolean same(Reference one, Reference other) {
        return name(one, categories).equals(name(other, categories));
    }

    /** Returns one name for what exists and for what is still to be made. */
    private static String name(Reference reference, Map<String, UUID> byKey) {
        return id(reference, byKey).map(UUID::toString).orElseGet(() -> Keys.of(reference.name()));
    }

    private static Optional<UUID> id(Reference reference, Map<String, UUID> byKey) {
        return Optional.ofNullable(reference.id() != null ? reference.id() : byKey.get(Keys.of(reference.name())));
    }
}
