package incharge.reporting.answers;

import incharge.http.EventPositions;
import incharge.http.InvalidInput;
import incharge.http.Paging;
import incharge.reporting.snapshot.Snapshot;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;

/** Makes answers in JSON with the positions that they reflect. */
public final class Answer {

    private Answer() {}

    public static ResponseEntity<byte[]> json(Snapshot snapshot, Consumer<JsonGenerator> written) {
        return ResponseEntity.ok()
                .headers(EventPositions.at(snapshot.positions().bySource()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.bytes(written));
    }

    /**
     * A page of a list.
     *
     * @param next the cursor of the next page, null for none
     * @param total the number of items on all pages
     */
    public record Page<T>(List<T> items, String next, int total) {

        /** @param paging whose cursor the page follows */
        public static <T> Page<T> of(Slice<T> slice, Paging paging, Language language, int total) {
            return new Page<>(
                    slice.items(), slice.last() == null ? null : Answer.next(paging, language, slice.last()), total);
        }
    }

    /** Returns {@code {"items":[...],"next":...,"total":n}}. */
    public static <T> ResponseEntity<byte[]> page(SnapshotView view, Page<T> page, Listed<T> item) {
        return page(view, page, item, _ -> {});
    }

    /** Returns the same with more properties. */
    public static <T> ResponseEntity<byte[]> page(
            SnapshotView view, Page<T> page, Listed<T> item, Consumer<JsonGenerator> more) {
        return json(view.snapshot(), json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            for (T one : page.items()) {
                json.writeStartObject();
                item.write(json, view.snapshot(), one);
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.text(json, "next", page.next());
            json.writeNumberProperty("total", page.total());
            more.accept(json);
            json.writeEndObject();
        });
    }

    /** Writes the properties of one item. */
    public interface Listed<T> {
        void write(JsonGenerator json, Snapshot snapshot, T item);
    }

    /**
     * Returns the key of the last item of the previous page, or null on the first page. Answers 400 to a cursor of
     * another language, where the items have another order.
     */
    public static String after(Paging paging, Language language) {
        if (paging.first()) {
            return null;
        }
        if (paging.after().size() != 2 || !paging.after().getFirst().equals(language.code())) {
            throw InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
        }
        return paging.after().getLast();
    }

    /** Returns the cursor of the page after the item with that key. */
    public static String next(Paging paging, Language language, String key) {
        return paging.next(language.code(), key);
    }
}
