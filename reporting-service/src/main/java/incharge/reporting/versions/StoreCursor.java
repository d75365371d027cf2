package incharge.reporting.versions;

import com.mongodb.client.MongoCursor;
import java.util.Iterator;

/** What is read from the database while the caller iterates, who closes it. */
public final class StoreCursor<T> implements Iterator<T>, AutoCloseable {

    private final MongoCursor<T> cursor;

    StoreCursor(MongoCursor<T> cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean hasNext() {
        return cursor.hasNext();
    }

    @Override
    public T next() {
        return cursor.next();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
