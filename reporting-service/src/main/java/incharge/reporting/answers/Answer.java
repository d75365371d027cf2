package incharge.reporting.answers;

import incharge.http.EventPositions;
import incharge.http.InvalidInput;
import incharge.http.Paging;
import incharge.reporting.snapshot.Snapshot;
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

    /** Returns {@code {"items":[...],"next":...,"total":n}}. */
    public static <T> ResponseEntity<byte[]> page(
            SnapshotView view, Paging paging, Slice<T> page, int total, Listed<T> item) {
        return json(view.snapshot(), json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            for (T one : page.items()) {
                json.writeStartObject();
                item.write(json, view.snapshot(), one);
                json.writeEndObject();
            }
            json.writeEndArray();
            Json.text(json, "next", page.last() == null ? null : paging.next(page.last()));
            json.writeNumberProperty("total", total);
            json.writeEndObject();
        });
    }

    /** Writes the properties of one item. */
    public interface Listed<T> {
        void write(JsonGenerator json, Snapshot snapshot, T item);
    }

    /** Returns the key of the last item of the previous page, or null on the first page. */
    public static String after(Paging paging) {
        if (paging.first()) {
            return null;
        }
        if (paging.after().size() != 1) {
            throw InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
        }
        return paging.after().getFirst();
    }
}
