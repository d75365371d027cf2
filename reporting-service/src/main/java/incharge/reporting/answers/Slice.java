package incharge.reporting.answers;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list in memory, found by key: rows that come or go in front of it neither repeat nor hide a row.
 *
 * @param last key of the last item, null when nothing follows it
 */
public record Slice<T>(List<T> items, String last) {

    /**
     * @param all in ascending order of {@code key}, or in descending order
     * @param after key that the page before ended with, null for the first page
     */
    public static <T> Slice<T> of(
            List<T> all, Function<? super T, String> key, boolean descending, int limit, String after) {
        int from = after == null ? 0 : firstAfter(all, key, descending, after);
        int to = Math.min(all.size(), from + limit);
        return new Slice<>(all.subList(from, to), to < all.size() ? key.apply(all.get(to - 1)) : null);
    }

    private static <T> int firstAfter(List<T> all, Function<? super T, String> key, boolean descending, String after) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int compared = key.apply(all.get(middle)).compareTo(after);
            boolean behind = descending ? compared < 0 : compared > 0;
            if (behind) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
