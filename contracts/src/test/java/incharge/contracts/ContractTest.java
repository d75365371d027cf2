package incharge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

class ContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RELEASED = Path.of("src/test/resources/released");

    @Test
    void each_golden_sample_keeps_its_schema_and_shows_every_field() {
        for (String topic : Contract.topics()) {
            Contract contract = Contract.of(topic);
            for (String event : contract.events()) {
                assertThat(contract.violations(event, contract.sample(event)))
                        .as(topic + "." + event)
                        .isEmpty();
                assertThat(JSON.readTree(contract.sample(event)).propertyNames())
                        .as("fields of the sample of " + event)
                        .containsExactlyInAnyOrderElementsOf(JSON.readTree(contract.schema(event))
                                .get("properties")
                                .propertyNames());
            }
        }
    }

    @Test
    void a_payload_that_breaks_its_schema_is_found() {
        Contract customers = Contract.of("incharge.customers");

        assertThat(customers.violations("CustomerArchived.v1", "{}")).hasSize(1);
        assertThat(customers.violations("CustomerArchived.v1", "{\"customerId\":\"not an id\"}"))
                .hasSize(1);
    }

    @Test
    void every_schema_file_is_listed() throws IOException {
        for (String topic : Contract.topics()) {
            try (Stream<Path> files = Files.list(Path.of("src/main/resources/incharge/contracts", topic))) {
                assertThat(files.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith(".schema.json"))
                                .map(name -> name.replace(".schema.json", "")))
                        .containsExactlyInAnyOrderElementsOf(Contract.of(topic).events());
            }
        }
    }

    /** A released schema only ever gains optional fields; anything else is a new version beside the old one. */
    @Test
    void released_schemas_change_compatibly() throws IOException {
        for (Path file : released(".schema.json")) {
            JsonNode released = JSON.readTree(Files.readString(file));
            JsonNode now = JSON.readTree(Contract.of(topic(file)).schema(event(file)));
            assertThat(breaks(released, now, event(file))).isEmpty();
        }
    }

    /** Events that were published before a schema gained a field are valid, and examples for readers, for ever. */
    @Test
    void released_samples_keep_the_present_schema() throws IOException {
        for (Path file : released(".sample.json")) {
            assertThat(Contract.of(topic(file)).violations(event(file), Files.readString(file)))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    private static List<Path> released(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static String topic(Path file) {
        return file.getParent().getFileName().toString();
    }

    private static String event(Path file) {
        return file.getFileName().toString().replaceAll("[.](schema|sample)[.]json$", "");
    }

    @Test
    void the_compatibility_check_sees_a_removed_a_retyped_and_a_newly_required_field() {
        JsonNode released = JSON.readTree(Contract.of("incharge.customers").schema("CustomerRenamed.v1"));
        ObjectNode now = (ObjectNode) released.deepCopy();
        ((ObjectNode) now.get("properties")).remove("name");
        ((ObjectNode) now.at("/properties/customerId")).put("type", "integer");
        now.withArray("required").add("because");

        assertThat(breaks(released, now, "CustomerRenamed.v1")).hasSize(3);
    }

    /** Every way in which a reader or writer of the released schema would be broken by the present one. */
    private static List<String> breaks(JsonNode released, JsonNode now, String where) {
        List<String> found = new ArrayList<>();
        if (!released.path("type").equals(now.path("type"))
                || !released.path("enum").equals(now.path("enum"))
                || !released.path("format").equals(now.path("format"))
                || !released.path("pattern").equals(now.path("pattern"))) {
            found.add(where + " has another type");
        }
        if (!names(released.path("required")).equals(names(now.path("required")))) {
            found.add(where + " requires other fields");
        }
        for (String field : released.path("properties").propertyNames()) {
            JsonNode after = now.path("properties").path(field);
            if (after.isMissingNode()) {
                found.add(where + "." + field + " is gone");
            } else {
                found.addAll(breaks(released.path("properties").path(field), after, where + "." + field));
            }
        }
        if (released.has("items")) {
            found.addAll(breaks(released.get("items"), now.path("items"), where + "[]"));
        }
        return found;
    }

    private static TreeSet<String> names(JsonNode array) {
        var names = new TreeSet<String>();
        array.forEach(name -> names.add(name.asString()));
        return names;
    }
}
