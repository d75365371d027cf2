package incharge.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FactVocabularyTest {
    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");

    sealed interface ForeignFact {}

    sealed interface LampFact extends ForeignFact {}

    sealed interface RoomFact extends ForeignFact {}

    sealed interface LampPlaced extends LampFact {
        UUID lampId();
    }

    record LampAdded(UUID lampId, List<String> colours, boolean on) implements LampPlaced {}

    record LampMoved(UUID lampId, Long room) implements LampPlaced {}

    record RoomOpened() implements RoomFact {}

    private final FactVocabulary<ForeignFact> facts =
            new FactVocabulary<>(Map.of("incharge.lamps", LampFact.class, "incharge.rooms", RoomFact.class));

    @Test
    void reads_into_the_record_that_is_named_as_the_type() {
        assertThat(facts.read(fact("incharge.lamps", "LampAdded", 1, "\"colours\":[\"red\"],\"on\":true,\"new\":{}")))
                .contains(new LampAdded(ID, List.of("red"), true));
        assertThat(facts.read(fact("incharge.lamps", "LampMoved", 1, "\"room\":7")))
                .contains(new LampMoved(ID, 7L));
    }

    @Test
    void a_payload_is_read_once_and_only_if_it_is_included() {
        Fact added = fact("incharge.lamps", "LampAdded", 1, "\"on\":true");
        var sold = new Fact(
                added.topic(),
                added.sequence(),
                added.offset(),
                added.id(),
                "LampSold",
                added.version(),
                added.subject(),
                added.time(),
                added.actor(),
                added.commandId(),
                added.reason(),
                added.commandSource(),
                added.commandKind(),
                null,
                new Payload("no JSON".getBytes(StandardCharsets.UTF_8), null, null, null));

        assertThat(facts.read(added).orElseThrow()).isSameAs(facts.read(added).orElseThrow());
        assertThat(facts.read(sold)).isEmpty();
    }

    @Test
    void what_is_absent_is_null_or_false() {
        assertThat(facts.read(fact("incharge.lamps", "LampAdded", 1, "\"on\":null")))
                .contains(new LampAdded(ID, null, false));
    }

    @Test
    void an_unknown_topic_type_or_version_is_no_fact() {
        assertThat(facts.read(fact("incharge.lamps", "LampSold", 1, "\"room\":7")))
                .isEmpty();
        assertThat(facts.read(fact("incharge.lamps", "LampAdded", 2, "\"room\":7")))
                .isEmpty();
        assertThat(facts.read(fact("incharge.lamps", "RoomOpened", 1, "\"room\":7")))
                .isEmpty();
        assertThat(facts.read(fact("incharge.doors", "RoomOpened", 1, "\"room\":7")))
                .isEmpty();
        assertThat(facts.read(fact("incharge.lamps", "LampPlaced", 1, "\"room\":7")))
                .isEmpty();
        assertThat(facts.topics()).containsExactlyInAnyOrder("incharge.lamps", "incharge.rooms");
    }

    @Test
    void a_known_fact_that_cannot_be_read_fails() {
        Fact broken = fact("incharge.lamps", "LampMoved", 1, "\"room\":\"kitchen\"");

        assertThat(facts.includes(broken)).isTrue();
        assertThatThrownBy(() -> facts.read(broken)).hasMessageContaining("kitchen");
    }

    static Fact fact(String topic, String type, int version, String fields) {
        return new Fact(
                topic,
                1,
                0,
                ID,
                type,
                version,
                "subject",
                Instant.EPOCH,
                "anna",
                "command",
                null,
                null,
                null,
                null,
                Payload.of(JsonMapper.shared().readTree("{\"lampId\":\"" + ID + "\"," + fields + "}")));
    }
}
