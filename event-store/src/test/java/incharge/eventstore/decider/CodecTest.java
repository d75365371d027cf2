package incharge.eventstore.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.eventstore.log.Cause;
import incharge.eventstore.log.NewEvent;
import incharge.eventstore.log.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CodecTest {
    sealed interface Noted {
        record Said(String by, Instant at, LocalDate on, List<String> words, Loudness loudness, String aside)
                implements Noted {}

        sealed interface Deeper extends Noted {
            record Sung(String by) implements Deeper {}
        }
    }

    enum Loudness {
        low,
        high
    }

    private static final Vocabulary<Noted> VOCABULARY =
            new Vocabulary<>("incharge.notes", Noted.class, _ -> Set.of(), _ -> "note");

    private final Codec<Noted> codec =
            new Codec<>(VOCABULARY, JsonMapper.builder().build());

    private static Recorded stored(String type, int version, String payload) {
        return new Recorded(
                7,
                Instant.EPOCH,
                new NewEvent(
                        UUID.randomUUID(),
                        type,
                        version,
                        "note",
                        payload.getBytes(StandardCharsets.UTF_8),
                        Set.of(),
                        new Cause("anna", "command", null)));
    }

    @Test
    void the_published_shape_is_the_record_as_it_stands() {
        var said = new Noted.Said(
                "anna", Instant.parse("2026-01-02T03:04:05Z"), LocalDate.of(2026, 1, 2), List.of(), Loudness.low, null);

        assertThat(new String(codec.write(said), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"by\":\"anna\",\"at\":\"2026-01-02T03:04:05Z\",\"on\":\"2026-01-02\",\"words\":[],\"loudness\":\"low\"}");
        assertThat(codec.read(stored("Said", 1, new String(codec.write(said), StandardCharsets.UTF_8))))
                .isEqualTo(said);
    }

    @Test
    void records_at_any_depth_are_the_vocabulary() {
        assertThat(VOCABULARY.types()).containsOnlyKeys("Said", "Sung");
        assertThat(codec.read(stored("Sung", 1, "{\"by\":\"anna\"}"))).isEqualTo(new Noted.Deeper.Sung("anna"));
    }

    @Test
    void what_cannot_be_read_is_reported_and_never_guessed() {
        for (Recorded unknown : List.of(
                stored("Whispered", 1, "{}"),
                stored("Sung", 2, "{\"by\":\"anna\"}"),
                stored("Sung", 1, "{\"by\":[1]}"),
                stored("Sung", 1, "nonsense"))) {
            assertThatThrownBy(() -> codec.read(unknown))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("the event at 7")
                    .hasMessageContaining(unknown.type());
        }
    }
}
