package incharge.http;

import java.util.List;

/** One page of a list: {@code next} is the cursor of the following page or null, {@code total} counts all pages. */
public record Page<T>(List<T> items, String next, long total) {
    public Page {
        items = List.copyOf(items);
    }
}
