package incharge.reporting.answers;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.InvalidInput;
import incharge.http.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the parameters that choose customers, in the same way for every view. A parameter not given is null. */
public final class RowParameters {

    /** The value of {@code category} for customers in none. */
    private static final String UNCATEGORISED = "none";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private RowParameters() {}

    /** @param caller who may view customers or not, which decides what {@code q} finds */
    public static CustomerFilter filter(
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            List<String> q,
            List<Boolean> archived,
            Caller caller) {
        var categories = new HashSet<UUID>();
        boolean uncategorised = false;
        for (String one : category == null ? List.<String>of() : category) {
            if (one.equals(UNCATEGORISED)) {
                uncategorised = true;
            } else {
                categories.add(id(one));
            }
        }
        var search = Search.of(q);
        return new CustomerFilter(
                values(customer),
                Set.copyOf(categories),
                uncategorised,
                values(tag),
                search,
                // equal filters share what is remembered
                search.equals(Search.ANYTHING) || caller.can(Area.CUSTOMERS, Level.VIEW),
                any(archived));
    }

    /** Returns whether one of them is true: true and false together show what either shows. */
    public static boolean any(List<Boolean> given) {
        return given != null && given.contains(true);
    }

    /** Returns the values of a filter that takes alternatives. Returns none when any value matches. */
    public static <T> Set<T> values(List<T> given) {
        return given == null ? Set.of() : Set.copyOf(given);
    }

    private static UUID id(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!ID.matcher(lower).matches()) {
            throw InvalidInput.request("category", "id-invalid", "category is not an id or " + UNCATEGORISED + ".");
        }
        return UUID.fromString(lower);
    }
}
