package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Path DEFAULT = Path.of("/checkout/.incharge");

    @Test
    void without_any_variable_everything_is_local() {
        Settings settings = Settings.of(Map.of(), DEFAULT);

        assertThat(settings.url()).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.effectiveIssuer()).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.data()).isEqualTo(DEFAULT);
        assertThat(settings.demo()).isTrue();
        assertThat(settings.mongoUri()).isEmpty();
        assertThat(settings.timeZone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void what_is_given_reaches_the_services() {
        Settings settings = Settings.of(
                Map.of("INCHARGE_ISSUER", "https://id.example", "INCHARGE_TIME_ZONE", "Europe/Copenhagen"), DEFAULT);

        assertThat(settings.forServices("mongodb://m", "k:9092"))
                .containsEntry("INCHARGE_MONGODB_URI", "mongodb://m")
                .containsEntry("INCHARGE_KAFKA_BOOTSTRAP", "k:9092")
                .containsEntry("INCHARGE_ISSUER", "https://id.example")
                .containsEntry("INCHARGE_TIME_ZONE", "Europe/Copenhagen");
    }

    @Test
    void the_services_run_with_the_options_of_a_laptop_unless_those_of_a_server_are_chosen() {
        assertThat(Settings.of(Map.of(), DEFAULT).jvm()).isEqualTo(JvmOptions.LAPTOP);
        assertThat(Settings.of(Map.of("INCHARGE_JVM", "server"), DEFAULT).jvm()).isEqualTo(JvmOptions.SERVER);
        assertThatThrownBy(() -> Settings.of(Map.of("INCHARGE_JVM", "fast"), DEFAULT))
                .hasMessage("INCHARGE_JVM is laptop or server, and not: fast");
    }

    @Test
    void the_password_of_the_own_people_comes_from_the_environment_or_a_file(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from a file\n");

        assertThat(Settings.of(Map.of(), DEFAULT).password()).isEmpty();
        assertThat(Settings.of(Map.of("INCHARGE_OWN_SIGN_IN_PASSWORD", "given"), DEFAULT)
                        .password())
                .hasValue("given");
        assertThat(Settings.of(Map.of("INCHARGE_OWN_SIGN_IN_PASSWORD_FILE", file.toString()), DEFAULT)
                        .password())
                .hasValue("from a file");
    }

    @ParameterizedTest
    @CsvSource({
        "INCHARGE_MASTER_KEY,true",
        "INCHARGE_MASTER_KEY_FILE,true",
        "INCHARGE_MASTER_KEY_PREVIOUS,false",
        "INCHARGE_MASTER_KEY_PREVIOUS_FILE,false"
    })
    void a_master_key_of_the_environment_is_that_of_the_services(String variable, boolean given) {
        assertThat(Settings.of(Map.of(variable, "a key or a file"), DEFAULT).masterKey())
                .isEqualTo(given);
        assertThat(Settings.of(Map.of(variable, " "), DEFAULT).masterKey()).isFalse();
    }

    @Test
    void a_registry_of_the_environment_is_that_of_the_service() {
        assertThat(Settings.of(Map.of(), DEFAULT).registries()).isEmpty();
        assertThat(Settings.of(Map.of("INCHARGE_REGISTRY_FI_URL", "none", "INCHARGE_REGISTRY_NO_URL", " "), DEFAULT)
                        .registries())
                .containsExactly("INCHARGE_REGISTRY_FI_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "INCHARGE_OWN_SIGN_IN_PASSWORD_FILE,/nowhere/at/all",
        "INCHARGE_PORT,no",
        "INCHARGE_PORT,70000",
        "INCHARGE_DEMO,yes",
        "INCHARGE_TIME_ZONE,Atlantis"
    })
    void a_wrong_value_is_named(String variable, String value) {
        assertThatThrownBy(() -> Settings.of(Map.of(variable, value), DEFAULT))
                .isInstanceOf(Settings.Wrong.class)
                .hasMessageContaining(variable);
    }
}
