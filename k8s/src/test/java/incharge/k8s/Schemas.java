package incharge.k8s;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas of all kinds that the overlays use. */
final class Schemas {
    /** Kinds that no package publishes a schema of. */
    static final Set<String> WITHOUT = Set.of("mongodbcommunity.mongodb.com/v1/MongoDBCommunity");

    private static final List<String> FILES = List.of(
            "kubernetes-1.35.0.json",
            "strimzi-1.2.0.json",
            "cert-manager-1.21.1.json",
            "prometheus-operator-0.93.1.json",
            "gateway-api.json");
    private static final String KIND = "kind.";

    private final Map<String, Schema> byKind = new HashMap<>();

    Schemas() {
        FILES.forEach(this::load);
    }

    Stream<String> violations(JsonNode object) {
        String kind =
                object.path("apiVersion").asString() + '/' + object.path("kind").asString();
        if (WITHOUT.contains(kind)) {
            return Stream.empty();
        }
        Schema schema = byKind.get(kind);
        if (schema == null) {
            return Stream.of(kind + " has no schema");
        }
        return schema.validate(object.toString(), InputFormat.JSON).stream()
                .map(fault -> Manifests.label(object) + fault.getInstanceLocation() + ": " + fault.getMessage());
    }

    private void load(String file) {
        ObjectNode all;
        try (InputStream stream = Schemas.class.getResourceAsStream("schemas/" + file)) {
            all = (ObjectNode) new JsonMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        all.get("$defs").propertyNames().stream()
                .filter(name -> name.startsWith(KIND))
                .forEach(name -> {
                    ObjectNode root = new JsonMapper().createObjectNode();
                    root.put("$ref", "#/$defs/" + name.replace("/", "~1"));
                    root.set("$defs", all.get("$defs"));
                    byKind.put(name.substring(KIND.length()), registry.getSchema(root.toString(), InputFormat.JSON));
                });
    }
}
