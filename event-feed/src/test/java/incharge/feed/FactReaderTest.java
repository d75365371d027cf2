package incharge.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.feed.testing.Topic;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class FactReaderTest {
    private static final String TOPIC = "incharge.lamps";

    @Test
    void reads_how_the_command_came_about_which_newer_events_have() {
        assertThat(read(record()).commandSource()).isNull();
        assertThat(read(record()).commandKind()).isNull();
        ProducerRecord<byte[], byte[]> newer = record();
        newer.headers().add("ce_commandsource", "undo".getBytes(UTF_8));
        newer.headers().add("ce_commandkind", "import".getBytes(UTF_8));

        assertThat(read(newer).commandSource()).isEqualTo("undo");
        assertThat(read(newer).commandKind()).isEqualTo("import");
    }

    private static ProducerRecord<byte[], byte[]> record() {
        return Topic.event(TOPIC, 1, UUID.randomUUID(), "LampAdded", "lamp", Instant.EPOCH, "{}");
    }

    private static Fact read(ProducerRecord<byte[], byte[]> sent) {
        var received = new ConsumerRecord<>(TOPIC, 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return new FactReader(TOPIC, null).read(received).orElseThrow();
    }
}
