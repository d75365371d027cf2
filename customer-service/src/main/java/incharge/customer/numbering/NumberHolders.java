package incharge.customer.numbering;

import incharge.customer.event.Keys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The holders of numbers. A number has one holder; in a log that was begun when numbers were compared by their letters
 * alone, several may hold numbers of one key.
 *
 * @param byKey holders by the {@link Keys key} of their number, in the order in which they got it; a free number is
 *     absent
 * @param left the keys of numbers that a thing had before it got another one
 */
public record NumberHolders(Map<String, List<Holder>> byKey, Set<String> left) {

    public static final NumberHolders NONE = new NumberHolders(Map.of(), Set.of());

    /** A thing and its number as it is written. */
    public record Holder(UUID id, String number) {}

    /**
     * What an event does to numbers.
     *
     * @param given the number that the thing holds from then on, null if it gets none
     * @param freed the number that is free from then on, null if none is
     */
    public record NumberChange(UUID id, String given, String freed) {

        public static NumberChange giving(UUID id, String number) {
            return new NumberChange(id, number, null);
        }

        public static NumberChange freeing(UUID id, String number) {
            return new NumberChange(id, null, number);
        }
    }

    /** Makes an empty one that {@link #add} changes. */
    public static NumberHolders collecting() {
        return new NumberHolders(new HashMap<>(), new HashSet<>());
    }

    /** Changes this one, so that many changes take no copies; {@code change} may be null. */
    public NumberHolders add(NumberChange change) {
        if (change != null && change.freed() != null) {
            byKey.computeIfPresent(Keys.of(change.freed()), (_, holders) -> without(holders, change.id()));
        }
        if (change != null && change.freed() != null && change.given() != null) {
            left.add(Keys.of(change.freed()));
        }
        if (change != null && change.given() != null) {
            byKey.compute(Keys.of(change.given()), (_, holders) -> with(holders, change));
        }
        return this;
    }

    /** Returns the holders after a change, which may be null. */
    public NumberHolders after(NumberChange change) {
        return change == null ? this : new NumberHolders(new HashMap<>(byKey), new HashSet<>(left)).add(change);
    }

    private static List<Holder> with(List<Holder> before, NumberChange change) {
        List<Holder> holders = new ArrayList<>(before == null ? List.of() : before);
        holders.removeIf(holder -> holder.id().equals(change.id()));
        holders.add(new Holder(change.id(), change.given()));
        return holders;
    }

    /** Returns null if nobody is left. */
    private static List<Holder> without(List<Holder> before, UUID id) {
        List<Holder> holders =
                before.stream().filter(holder -> !holder.id().equals(id)).toList();
        return holders.isEmpty() ? null : holders;
    }

    /** Returns null if the number is free; of several holders the one who writes it like this, or else the first. */
    public UUID holder(String number) {
        List<Holder> holders = byKey.getOrDefault(Keys.of(number), List.of());
        return holders.stream()
                .filter(holder -> holder.number().equals(number))
                .findFirst()
                .or(() -> holders.stream().findFirst())
                .map(Holder::id)
                .orElse(null);
    }

    /** Returns whether another than {@code id} holds the number. */
    public boolean isTaken(String number, UUID id) {
        return byKey.getOrDefault(Keys.of(number), List.of()).stream()
                .anyMatch(holder -> !holder.id().equals(id));
    }

    /** Returns whether a thing had the number before it got another one. */
    boolean wasLeft(String number) {
        return left.contains(Keys.of(number));
    }

    /** Returns the ids of all holders. */
    public Set<UUID> ids() {
        var ids = new HashSet<UUID>();
        byKey.values().forEach(holders -> holders.forEach(holder -> ids.add(holder.id())));
        return ids;
    }

    /** Returns these without those holders. */
    public NumberHolders without(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return this;
        }
        var others = new HashMap<String, List<Holder>>();
        byKey.forEach((key, holders) -> {
            List<Holder> remaining = holders.stream()
                    .filter(holder -> !ids.contains(holder.id()))
                    .toList();
            if (!remaining.isEmpty()) {
                others.put(key, remaining);
            }
        });
        return new NumberHolders(others, left);
    }
}
