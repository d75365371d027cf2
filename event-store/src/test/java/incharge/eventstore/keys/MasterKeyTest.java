package incharge.eventstore.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.sealing.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class MasterKeyTest {
    private final SealingKey one = SealingKey.random();
    private final SealingKey other = SealingKey.random();

    @TempDir
    private Path directory;

    private static String text(SealingKey key) {
        return Base64.getEncoder().encodeToString(key.bytes());
    }

    @Test
    void it_is_read_from_the_environment_or_from_a_file() throws IOException {
        Path file = Files.writeString(directory.resolve("master-key"), text(one) + "\n");

        MasterKey ofText = MasterKey.of(new MockEnvironment().withProperty("INCHARGE_MASTER_KEY", text(one)))
                .orElseThrow();
        MasterKey ofFile = MasterKey.of(new MockEnvironment()
                        .withProperty("INCHARGE_MASTER_KEY_FILE", file.toString())
                        .withProperty("INCHARGE_MASTER_KEY_PREVIOUS", text(other)))
                .orElseThrow();

        assertThat(ofText.current().bytes()).isEqualTo(one.bytes());
        assertThat(ofText.previous()).isNull();
        assertThat(ofFile.current().bytes()).isEqualTo(one.bytes());
        assertThat(ofFile.previous().bytes()).isEqualTo(other.bytes());
        assertThat(MasterKey.of(new MockEnvironment())).isEmpty();
    }

    @Test
    void what_is_no_key_is_refused_and_not_quoted() {
        assertRefused(new MockEnvironment().withProperty("INCHARGE_MASTER_KEY", "c2VjcmV0"), "32 bytes in base64");
        assertRefused(new MockEnvironment().withProperty("INCHARGE_MASTER_KEY", "c2VjcmV0?"), "32 bytes in base64");
        assertRefused(
                new MockEnvironment()
                        .withProperty(
                                "INCHARGE_MASTER_KEY_FILE",
                                directory.resolve("none").toString()),
                "The file of INCHARGE_MASTER_KEY_FILE cannot be read");
        assertRefused(
                new MockEnvironment()
                        .withProperty("INCHARGE_MASTER_KEY", text(one))
                        .withProperty("INCHARGE_MASTER_KEY_FILE", "/run/secrets/master-key"),
                "Both INCHARGE_MASTER_KEY and INCHARGE_MASTER_KEY_FILE are set");
    }

    private static void assertRefused(MockEnvironment environment, String message) {
        assertThatThrownBy(() -> MasterKey.of(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("c2VjcmV0");
    }
}
