package incharge.contracts;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one topic promises: the schema and the golden sample of each of its events.
 *
 * <p>Producers check what they write, consumers read every sample. Events are named as they stand on the wire behind
 * the topic, such as {@code CustomerRegistered.v1}.
 */
public final class Contract {

    private static final List<String> TOPICS =
            List.of("incharge.customers", "incharge.responsibilities", "incharge.groupings");

    private final String topic;
    private final Map<String, String> samples = new TreeMap<>();
    private final Map<String, String> schemas = new TreeMap<>();
    private final Map<String, Schema> compiled = new TreeMap<>();

    private Contract(String topic) {
        this.topic = topic;
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (String event : resource(topic + "/events.txt").lines().toList()) {
            String schema = resource(topic + "/" + event + ".schema.json");
            schemas.put(event, schema);
            samples.put(event, resource(topic + "/" + event + ".sample.json"));
            compiled.put(event, registry.getSchema(schema, InputFormat.JSON));
        }
    }

    /** @throws IllegalArgumentException when no such topic is published */
    public static Contract of(String topic) {
        if (!TOPICS.contains(topic)) {
            throw new IllegalArgumentException("no topic " + topic + " is published, only " + TOPICS);
        }
        return new Contract(topic);
    }

    public static List<String> topics() {
        return TOPICS;
    }

    public String topic() {
        return topic;
    }

    /** The events of the topic, such as {@code CustomerRegistered.v1}. */
    public SortedSet<String> events() {
        return new TreeSet<>(samples.keySet());
    }

    /** The golden sample of an event: JSON text. */
    public String sample(String event) {
        return known(samples, event);
    }

    /** The JSON Schema (2020-12) of an event. */
    public String schema(String event) {
        return known(schemas, event);
    }

    /** How a payload breaks its schema, one sentence for each fault; empty when it keeps the promise. */
    public List<String> violations(String event, String payload) {
        return known(compiled, event)
                .validate(
                        payload,
                        InputFormat.JSON,
                        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private <T> T known(Map<String, T> of, String event) {
        T found = of.get(event);
        if (found == null) {
            throw new IllegalArgumentException(topic + " publishes no event " + event);
        }
        return found;
    }

    private static String resource(String name) {
        try (InputStream in = Contract.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the contract lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
