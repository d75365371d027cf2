package incharge.customer.event;

import java.util.Locale;

/** Keys of numbers and names, which are unique without regard to case. */
public final class Keys {

    private Keys() {}

    public static String of(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
