package incharge.http;

import java.util.List;

/**
 * The page of a query: {@code limit} (50, at most 500) and {@code cursor}; a controller's parameter. A cursor holds the
 * sort key of the last item before the page and is bound to the path and all other parameters but {@code columns}.
 */
@QueryParameters({"limit", "cursor"})
public sealed class Paging permits Window {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    private final int limit;
    private final List<String> after;
    private final Cursors cursors;

    Paging(int limit, List<String> after, Cursors cursors) {
        this.limit = limit;
        this.after = List.copyOf(after);
        this.cursors = cursors;
    }

    /** Number of items on the page, 1 to 500; in a {@link Window} also 0. */
    public int limit() {
        return limit;
    }

    /** Returns the sort key that {@link #next} put into the cursor; empty on the first page. */
    public List<String> after() {
        return after;
    }

    /** Returns the number in a cursor that holds one number; 400 if it holds anything else. */
    public long afterNumber() {
        try {
            if (after.size() == 1) {
                return Long.parseLong(after.getFirst());
            }
        } catch (NumberFormatException e) {
            throw Cursors.invalid();
        }
        throw Cursors.invalid();
    }

    public boolean first() {
        return after.isEmpty();
    }

    /**
     * Returns the cursor of the next page, for the field {@code next}: the page begins after the item with this sort
     * key, such as name and id.
     */
    public String next(String... sortKey) {
        return cursors.write(List.of(sortKey));
    }

    /** Cuts a page out of a complete list. The cursor holds the key of the last item and its index. */
    public <T> Page<T> cut(List<T> all, java.util.function.Function<? super T, String> key) {
        int from = 0;
        if (!first()) {
            while (from < all.size() && !key.apply(all.get(from)).equals(after.getFirst())) {
                from++;
            }
            // the item was removed since: the cursor holds its index too
            from = from < all.size() ? from + 1 : Math.min(place(), all.size());
        }
        List<T> items = all.subList(from, Math.min(all.size(), from + limit));
        int end = from + items.size();
        String next = end < all.size() ? next(key.apply(items.getLast()), Integer.toString(end)) : null;
        return new Page<>(items, next, all.size());
    }

    private int place() {
        try {
            return after.size() == 2 ? Math.max(0, Integer.parseInt(after.get(1))) : 0;
        } catch (NumberFormatException e) {
            throw Cursors.invalid();
        }
    }
}
