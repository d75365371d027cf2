package incharge.http;

import java.util.Iterator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Merge Patch (RFC 7396) of a {@code T}, a controller's {@code @RequestBody Patch<T>}: an absent field stays,
 * null removes, a value replaces. It is read as strictly as a {@code T}.
 */
public final class Patch<T> {
    private final ObjectNode document;
    private final T changes;

    Patch(ObjectNode document, T changes) {
        this.document = document;
        this.changes = changes;
    }

    /** Returns the patch read as a {@code T}: absent fields and nulls are null. */
    public T changes() {
        return changes;
    }

    /** Returns whether the patch names the field, also with null. */
    public boolean has(String field) {
        return document.has(field);
    }

    public boolean isEmpty() {
        return document.isEmpty();
    }

    /** Returns {@code current} with the patch applied. */
    @SuppressWarnings("unchecked")
    public T applyTo(T current) {
        ObjectNode tree = StrictJson.MAPPER.<ObjectNode>valueToTree(current);
        return (T) StrictJson.MAPPER.treeToValue(merged(tree, document), current.getClass());
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : StrictJson.MAPPER.createObjectNode();
        for (Iterator<String> names = changes.propertyNames().iterator(); names.hasNext(); ) {
            String name = names.next();
            JsonNode change = changes.get(name);
            if (change.isNull()) {
                result.remove(name);
            } else {
                result.set(name, merged(result.get(name), change));
            }
        }
        return result;
    }
}
