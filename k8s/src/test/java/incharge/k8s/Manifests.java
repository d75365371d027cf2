package incharge.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The objects of one overlay, as {@code kubectl apply} would send them. */
final class Manifests {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    private final Overlay overlay;
    private final List<ObjectNode> objects;

    private Manifests(Overlay overlay, Stream<ObjectNode> objects) {
        this.overlay = overlay;
        this.objects = objects.collect(Collectors.toCollection(ArrayList::new));
    }

    /** Returns whether a kubectl is on the path. */
    static boolean canRender() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    }

    static Manifests render(Overlay overlay) {
        try {
            Path output = Files.createTempFile("incharge-manifests", ".yaml");
            Path errors = Files.createTempFile("incharge-manifests", ".err");
            try {
                var kubectl = new ProcessBuilder("kubectl", "kustomize", overlay.directory())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                if (!kubectl.waitFor(60, TimeUnit.SECONDS) || kubectl.exitValue() != 0) {
                    kubectl.destroyForcibly();
                    throw new IllegalStateException(overlay.directory()
                            + " cannot be rendered, for which kubectl 1.27 or newer is needed: "
                            + Files.readString(errors));
                }
                return new Manifests(overlay, parse(output).stream());
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<ObjectNode> parse(Path file) {
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(file.toFile())) {
            return documents.readAll();
        }
    }

    Manifests copy() {
        return new Manifests(overlay, objects.stream().map(ObjectNode::deepCopy));
    }

    Overlay overlay() {
        return overlay;
    }

    List<ObjectNode> all() {
        return List.copyOf(objects);
    }

    Stream<ObjectNode> all(String kind) {
        return objects.stream().filter(object -> kind(object).equals(kind));
    }

    Optional<ObjectNode> find(String kind, String name) {
        return all(kind).filter(object -> name(object).equals(name)).findFirst();
    }

    /** Returns the data of the ConfigMap that the first container of a pod template takes its environment from. */
    Map<String, String> environment(JsonNode template) {
        String name =
                template.at("/spec/containers/0/envFrom/0/configMapRef/name").asString("");
        return find("ConfigMap", name)
                .map(map -> map.path("data")
                        .propertyStream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().asString())))
                .orElse(Map.of());
    }

    static String kind(JsonNode object) {
        return object.path("kind").asString();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asString();
    }

    static String label(JsonNode object) {
        return kind(object) + " " + name(object);
    }

    static Stream<JsonNode> each(JsonNode array) {
        return array.valueStream();
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    static Map<String, String> labels(JsonNode map) {
        return map.propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asString()));
    }

    // Changes, by which rules are proven to fail.

    /** Sets the value below a pointer, and makes objects on the way to it; {@code -} is the end of an array. */
    void set(String kind, String name, String pointer, Object value) {
        JsonNode node = find(kind, name).orElseThrow();
        String[] steps = pointer.substring(1).split("/");
        for (int i = 0; i < steps.length - 1; i++) {
            String step = unescaped(steps[i]);
            if (node instanceof ObjectNode object && !object.has(step)) {
                object.putObject(step);
            }
            node = node instanceof ArrayNode ? node.get(Integer.parseInt(step)) : node.get(step);
        }
        String last = unescaped(steps[steps.length - 1]);
        JsonNode converted = JSON.valueToTree(value);
        switch (node) {
            case ObjectNode object -> object.set(last, converted);
            case ArrayNode array when last.equals("-") -> array.add(converted);
            case ArrayNode array -> array.set(Integer.parseInt(last), converted);
            default -> throw new IllegalArgumentException(pointer + " is in no object or array of " + name);
        }
    }

    void delete(String kind, String name, String pointer) {
        int last = pointer.lastIndexOf('/');
        JsonNode parent = find(kind, name).orElseThrow().at(pointer.substring(0, last));
        String step = unescaped(pointer.substring(last + 1));
        JsonNode removed = parent instanceof ArrayNode array
                ? array.remove(Integer.parseInt(step))
                : ((ObjectNode) parent).remove(step);
        if (removed == null) {
            throw new IllegalArgumentException(name + " has no " + pointer);
        }
    }

    void remove(String kind, String name) {
        if (!objects.removeIf(
                object -> kind(object).equals(kind) && name(object).equals(name))) {
            throw new IllegalArgumentException("there is no " + kind + " " + name);
        }
    }

    void add(String json) {
        objects.add((ObjectNode) JSON.readTree(json.replace('\'', '"')));
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }
}
