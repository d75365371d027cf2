package incharge.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {

    private static Optional<URI> address(String text) {
        return RegistryAddress.of("INCHARGE_REGISTRY_FI_URL", text, "https://public.example/v3");
    }

    @Test
    void it_is_the_public_one_unless_another_one_is_set() {
        assertThat(address("")).contains(URI.create("https://public.example/v3"));
        assertThat(address("https://mirror.example/v3/")).contains(URI.create("https://mirror.example/v3"));
    }

    @Test
    void none_switches_look_ups_off() {
        assertThat(address("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000", "http://127.8.9.1/x", "http://[::1]:9000", "http://localhost"})
    void on_this_machine_it_may_be_http(String text) {
        assertThat(address(text)).contains(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://registry.example",
                "http://169.254.169.254",
                "http://10.0.0.1",
                "http://127.0.0.1.example",
                "http://0.0.0.0",
                "http://127.1",
                "ftp://localhost",
                "file:///etc/passwd",
                "https://user:secret@registry.example",
                "https://registry.example/?q=1",
                "https://registry.example/#x",
                "https:registry",
                "registry.example",
                "https://",
                "not an address"
            })
    void anything_else_is_refused_by_its_setting(String text) {
        assertThatThrownBy(() -> address(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INCHARGE_REGISTRY_FI_URL")
                .hasMessageContaining("none");
    }
}
