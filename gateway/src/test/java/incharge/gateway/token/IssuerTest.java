package incharge.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class IssuerTest {

    private static final String CHOSEN = "correct horse battery";

    private static Issuer issuer(String named, String bindAddress, String url, boolean anywhere, String password) {
        return Issuer.of(named, bindAddress, 8080, url, anywhere, password);
    }

    @Test
    void without_a_name_it_is_this_gateway_on_the_loopback_address() {
        assertThat(issuer("", "127.0.0.1", "", false, "")).isEqualTo(new Issuer("http://127.0.0.1:8080", true, "demo"));
    }

    @Test
    void a_loopback_name_with_this_port_is_this_gateway() {
        assertThat(issuer("http://127.0.0.1:8080", "127.0.0.1", "", false, "").own())
                .isTrue();
        assertThat(issuer("http://localhost:8080", "127.0.0.1", "", false, "").own())
                .isTrue();
        assertThat(issuer("http://127.0.0.1:9090", "127.0.0.1", "", false, "").own())
                .isFalse();
    }

    @Test
    void a_company_s_provider_makes_every_address_fine() {
        Issuer company =
                issuer("https://id.example.invalid/incharge", "0.0.0.0", "https://incharge.example", false, "");

        assertThat(company.own()).isFalse();
        assertThat(company.url()).isEqualTo("https://id.example.invalid/incharge");
    }

    @Test
    void the_own_sign_in_stays_on_the_loopback_address_unless_the_operator_allows_more() {
        assertThatIllegalStateException()
                .isThrownBy(() -> issuer("", "0.0.0.0", "", false, CHOSEN))
                .withMessageContaining("INCHARGE_OWN_SIGN_IN_ANYWHERE");
        assertThatIllegalStateException()
                .as("a proxy before it makes it as open")
                .isThrownBy(() -> issuer("", "127.0.0.1", "https://incharge.example.invalid", false, CHOSEN))
                .withMessageContaining("INCHARGE_OWN_SIGN_IN_ANYWHERE");
        assertThat(issuer("http://gateway:8080", "0.0.0.0", "", true, CHOSEN))
                .isEqualTo(new Issuer("http://gateway:8080", true, CHOSEN));
    }

    @Test
    void everywhere_else_its_people_do_not_have_the_password_that_everybody_knows() {
        for (String weak : new String[] {"", "demo", "short"}) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> issuer("http://gateway:8080", "0.0.0.0", "", true, weak))
                    .withMessageContaining("INCHARGE_OWN_SIGN_IN_PASSWORD");
        }
    }

    @Test
    void a_log_never_has_the_password() {
        assertThat(issuer("", "127.0.0.1", "", false, CHOSEN)).asString().doesNotContain(CHOSEN);
    }
}
