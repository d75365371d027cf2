package incharge.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SealedTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final UUID EVENT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final String TYPE = "incharge.responsibilities.EmployeeAdded.v1";
    private static final String PAYLOAD = """
            {"employeeId":"e1","name":"Felecia Pierce","seller":true,"address":{"city":"Helsinki"}}""";

    private final SealingKey key = SealingKey.random();

    private ObjectNode sealed() {
        ObjectNode payload = JSON.readValue(PAYLOAD, ObjectNode.class);
        Sealed.seal(payload, List.of("name", "email", "address"), "e1", key, EVENT, TYPE);
        return payload;
    }

    @Test
    void personal_fields_leave_the_payload_and_come_back() {
        ObjectNode payload = sealed();

        assertThat(payload.propertyNames()).containsExactly("employeeId", "seller", "sealed");
        assertThat(payload.toString()).doesNotContain("Pierce").doesNotContain("Helsinki");
        assertThat(Sealed.mayBeIn(JSON.writeValueAsBytes(payload))).isTrue();

        Sealed member = Sealed.take(payload, EVENT, TYPE).orElseThrow();
        assertThat(member.key()).isEqualTo("e1");
        assertThat(payload.has("sealed")).isFalse();
        assertThat(member.open(key)).isEqualTo(JSON.readTree("""
                {"name":"Felecia Pierce","address":{"city":"Helsinki"}}"""));
    }

    @Test
    void the_data_are_the_nonce_the_encrypted_text_and_the_tag() {
        Sealed member = Sealed.take(sealed(), EVENT, TYPE).orElseThrow();
        int text = "{\"name\":\"Felecia Pierce\",\"address\":{\"city\":\"Helsinki\"}}".length();

        assertThat(member.data()).doesNotContain("=");
        assertThat(Base64.getUrlDecoder().decode(member.data())).hasSize(12 + text + 16);
        assertThat(member.data())
                .isNotEqualTo(Sealed.take(sealed(), EVENT, TYPE).orElseThrow().data());
    }

    @Test
    void a_payload_without_personal_fields_stays_as_it_is() {
        ObjectNode payload = JSON.readValue("{\"seller\":true}", ObjectNode.class);
        Sealed.seal(payload, List.of("name"), "e1", key, EVENT, TYPE);

        assertThat(payload.toString()).isEqualTo("{\"seller\":true}");
        assertThat(Sealed.mayBeIn(JSON.writeValueAsBytes(payload))).isFalse();
        assertThat(Sealed.take(payload, EVENT, TYPE)).isEqualTo(Optional.empty());
    }

    @Test
    void a_text_that_quotes_a_sealed_member_is_none() {
        ObjectNode payload = JSON.createObjectNode().put("note", "\"sealed\":{");

        assertThat(Sealed.mayBeIn(JSON.writeValueAsBytes(payload))).isFalse();
    }

    @Test
    void another_key_event_or_type_or_changed_data_do_not_open_it() {
        Sealed member = Sealed.take(sealed(), EVENT, TYPE).orElseThrow();
        String data = member.data();
        String changed = (data.startsWith("A") ? "B" : "A") + data.substring(1);

        assertBroken(member, SealingKey.random());
        assertBroken(new Sealed("e1", data, UUID.randomUUID(), TYPE), key);
        assertBroken(new Sealed("e1", data, EVENT, TYPE.replace("Added", "Changed")), key);
        assertBroken(new Sealed("e1", changed, EVENT, TYPE), key);
        assertBroken(new Sealed("e1", "AAAA", EVENT, TYPE), key);
        assertBroken(new Sealed("e1", "?", EVENT, TYPE), key);
    }

    private static void assertBroken(Sealed member, SealingKey with) {
        assertThatThrownBy(() -> member.open(with)).isInstanceOf(SealBroken.class);
    }

    @Test
    void a_key_has_32_bytes() {
        assertThat(key.bytes()).hasSize(32).isNotEqualTo(SealingKey.random().bytes());
        assertThat(Sealed.take(sealed(), EVENT, TYPE).orElseThrow().open(SealingKey.of(key.bytes())))
                .isNotEmpty();
        assertThatThrownBy(() -> SealingKey.of(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key has 32 bytes, not 16");
    }

    @Test
    void a_hash_depends_on_text_and_key() {
        byte[] text = "E-17".getBytes(UTF_8);

        assertThat(key.hash(text))
                .hasSize(32)
                .isEqualTo(key.hash(text))
                .isNotEqualTo(key.hash("E-18".getBytes(UTF_8)))
                .isNotEqualTo(SealingKey.random().hash(text));
    }
}
