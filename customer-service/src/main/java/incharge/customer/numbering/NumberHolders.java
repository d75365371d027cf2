package incharge.customer.numbering;

import incharge.customer.event.Keys;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The holders of numbers. A number is a text and unique without regard to case.
 *
 * @param byKey ids by the {@link Keys key} of a number; a free number is absent
 */
public record NumberHolders(Map<String, UUID> byKey) {

    public static final NumberHolders NONE = new NumberHolders(Map.of());

    /** Returns null if the number is free. */
    public UUID holder(String number) {
        return byKey.get(Keys.of(number));
    }

    /** Returns whether another than {@code id} holds the number. */
    public boolean isTaken(String number, UUID id) {
        UUID holder = holder(number);
        return holder != null && !holder.equals(id);
    }

    public NumberHolders with(String number, UUID holder) {
        var holders = new HashMap<String, UUID>(byKey);
        holders.put(Keys.of(number), holder);
        return new NumberHolders(holders);
    }

    public NumberHolders without(String number) {
        var holders = new HashMap<String, UUID>(byKey);
        holders.remove(Keys.of(number));
        return new NumberHolders(holders);
    }
}
