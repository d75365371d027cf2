package incharge.customer.event;

import incharge.http.NameKey;

/** Keys by which numbers and names are unique. */
public final class Keys {

    private Keys() {}

    public static String of(String text) {
        return NameKey.of(text);
    }
}
