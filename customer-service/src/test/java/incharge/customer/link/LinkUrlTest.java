package incharge.customer.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import incharge.http.FieldError;
import incharge.http.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkUrlTest {

    private final Fields fields = new Fields();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "http://example.com/",
                "HTTPS://Example.com/a?b=c#d",
                "https://example.com:8443/a%20b",
                "http://intranet/wiki",
                "http://localhost:8080",
                "http://192.168.1.4/share",
                "http://[2001:db8::1]:80/a",
                "https://\u00e4kta-m\u00f6bel.fi/soffor",
                "https://\u4f8b\u3048.jp/\u9053",
                "https://xn--kta-mbel-5zao.fi",
                "https://medium.com/@anna/page",
                "https://example.com/a?next=https://user@other.example",
                "https://example.com?q=1",
                "https://my_share.example.com/a(b)[c]{d}|e"
            })
    void addresses_of_the_web_are_kept_as_written(String url) {
        assertThat(LinkUrl.checked("  " + url + "\n", fields)).isEqualTo(url);
        assertThat(fields.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "//example.com",
                "http:example.com",
                "http:/example.com",
                "https://",
                "https:///a",
                "https://?q",
                "https://:80",
                "https://-",
                "https://.",
                "javascript:alert(1)",
                "JavaScript://example.com/%0aalert(1)",
                "data:text/html,<script>1</script>",
                "file:///etc/passwd",
                "ftp://example.com",
                "mailto:anna@example.com",
                "https://anna@example.com",
                "https://anna:secret@example.com/",
                "https://good.example\\@evil.example",
                "https://good.example\\.evil.example",
                "https://example.com/a b",
                "https://exa mple.com",
                "https://example.com/\u00a0",
                "https://example.com/a\tb",
                "https://example.com/a\nb",
                "java\nscript:alert(1)",
                "https://example.com/\u0000",
                "https://example.com/\u202egnp.exe",
                "https://example.com/\u200b",
                "https://example.com/\ud800",
                "https://%65vil.example",
                "https://example.com:99999",
                "https://example.com:80a",
                "https://example.com:",
                "https://[::1",
                "https://example.com/\"onmouseover=1",
                "https://example.com/<script>"
            })
    void all_else_is_refused(String url) {
        assertThat(LinkUrl.checked(url, fields)).isNull();
        assertThat(fields.errors())
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(tuple("url", "url-invalid"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t"})
    void an_address_is_required(String url) {
        assertThat(LinkUrl.checked(url, fields)).isNull();
        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("required");
    }

    @Test
    void an_address_has_at_most_2000_characters() {
        String most = "https://example.com/" + "x".repeat(1_980);

        assertThat(LinkUrl.checked(most, fields)).isEqualTo(most);
        assertThat(LinkUrl.checked(most + "x", fields)).isNull();
        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("url-invalid");
    }
}
