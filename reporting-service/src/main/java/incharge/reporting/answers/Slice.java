package incharge.reporting.answers;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list in memory, found by key: rows that come or go before it neither repeat nor hide a row.
 *
 * @param last key of the last item, null when nothing follows it
 */
public record Slice<T>(List<T> items, String last) {

    /**
     * @param all in the order of {@code key}
     * @param after key of the last item of the previous page, null for the first page
     */
    public static <T> Slice<T> of(List<T> all, Function<? super T, String> key, int limit, String after) {
        int from = after == null ? 0 : firstAfter(all, key, after);
        int to = Math.min(all.size(), from + limit);
        return new Slice<>(all.subList(from, to), to < all.size() ? key.apply(all.get(to - 1)) : null);
    }

    private static <T> int firstAfter(List<T> all, Function<? super T, String> key, String after) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key.apply(all.get(middle)).compareTo(after) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
