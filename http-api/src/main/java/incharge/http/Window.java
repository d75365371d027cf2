package incharge.http;

import java.util.List;

/**
 * A page that may begin at any row: {@code offset}, counted from 0, in place of a cursor, and {@code limit} also 0; a
 * controller's parameter. A cursor is not bound to the offset.
 */
@QueryParameters({"limit", "cursor", "offset"})
public final class Window extends Paging {
    private final long offset;

    Window(int limit, List<String> after, Cursors cursors, long offset) {
        super(limit, after, cursors);
        this.offset = offset;
    }

    /** Returns the row that the page begins with; 0 with a cursor. */
    public long offset() {
        return offset;
    }
}
