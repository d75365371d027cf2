package incharge.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class IssuerTest {

    @Test
    void without_a_name_it_is_this_gateway_on_the_loopback_address() {
        assertThat(Issuer.of("", "127.0.0.1", 8080, false)).isEqualTo(new Issuer("http://127.0.0.1:8080", true));
    }

    @Test
    void a_loopback_name_with_this_port_is_this_gateway() {
        assertThat(Issuer.of("http://127.0.0.1:8080", "127.0.0.1", 8080, false).own())
                .isTrue();
        assertThat(Issuer.of("http://localhost:8080", "127.0.0.1", 8080, false).own())
                .isTrue();
        assertThat(Issuer.of("http://127.0.0.1:9090", "127.0.0.1", 8080, false).own())
                .isFalse();
    }

    @Test
    void a_company_s_provider_makes_every_address_fine() {
        assertThat(Issuer.of("https://id.example.invalid/incharge", "0.0.0.0", 8080, false))
                .isEqualTo(new Issuer("https://id.example.invalid/incharge", false));
    }

    @Test
    void the_demo_sign_in_stays_on_the_loopback_address_unless_told_so() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Issuer.of("", "0.0.0.0", 8080, false))
                .withMessageContaining("INCHARGE_ALLOW_DEMO_SIGN_IN");
        assertThat(Issuer.of("http://gateway:8080", "0.0.0.0", 8080, true))
                .isEqualTo(new Issuer("http://gateway:8080", true));
    }
}
