package incharge.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_document_names_every_event_with_its_schema_and_its_sample() throws IOException {
        JsonNode document;
        try (InputStream in = Contract.class.getResourceAsStream("asyncapi.json")) {
            document = JSON.readTree(in);
        }
        assertThat(document.get("asyncapi").asString()).startsWith("3.");
        for (String topic : Contract.topics()) {
            Contract contract = Contract.of(topic);
            JsonNode channel = document.get("channels").get(topic.substring(topic.indexOf('.') + 1));
            assertThat(channel.get("address").asString()).isEqualTo(topic);
            assertThat(channel.get("messages").propertyNames()).containsExactlyInAnyOrderElementsOf(contract.events());
            for (String event : contract.events()) {
                ObjectNode schema = (ObjectNode) JSON.readTree(contract.schema(event));
                schema.remove(List.of("$schema", "$id"));
                JsonNode components = document.get("components");
                assertThat(components.get("schemas").get(topic + "." + event)).isEqualTo(schema);
                assertThat(components
                                .get("messages")
                                .get(topic + "." + event)
                                .get("examples")
                                .get(0)
                                .get("payload"))
                        .isEqualTo(JSON.readTree(contract.sample(event)));
            }
        }
    }
}
