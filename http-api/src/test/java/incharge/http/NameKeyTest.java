package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameKeyTest {

    @ParameterizedTest
    @CsvSource({
        "Nordic Key Accounts, nordic key accounts",
        "'  Nordic \t Key\u00a0\u2003Accounts ', nordic key accounts",
        "A\u030akeri, Åkeri",
        "Grossh\u00e4ndler Stra\u00dfe, GROSSH\u00c4NDLER STRASSE",
        "STRA\u1e9eE, strasse",
        "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
        "\u0130zmir, i\u0307zmir",
        "\uff21\uff22\uff0d\uff11, ab-1",
        "\ufb01rma, FIRMA",
        "K\u212a, kk",
        "Key\u00ad\u200bAcc\u200dounts\ufeff, keyaccounts",
        "\u202eabc\u202c, ABC"
    })
    void texts_that_look_the_same_have_the_same_key(String one, String other) {
        assertThat(NameKey.of(one)).isEqualTo(NameKey.of(other));
    }

    @ParameterizedTest
    @CsvSource({"Alfa, Alva", "Åkeri, Akeri", "Ørsta, Orsta", "Ab-1, Ab1", "Key Accounts, KeyAccounts", "k\u0131z, kiz"
    })
    void texts_that_differ_to_the_eye_have_two_keys(String one, String other) {
        assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u200b", "\u00ad\u2060\ufeff", "\u2800\u3164", "\u202e\u202c \u034f", "\ufe0f"})
    void a_text_without_anything_visible_is_blank(String text) {
        assertThat(NameKey.isBlank(text)).isTrue();
        assertThat(NameKey.of(text)).isEmpty();
    }

    @Test
    void a_key_is_its_own_key_and_that_of_its_small_letters_in_all_of_unicode() {
        IntStream.range(0, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .mapToObj(c -> "x" + Character.toString(c) + "y")
                .forEach(text -> {
                    String key = NameKey.of(text);
                    assertThat(NameKey.of(key)).isEqualTo(key);
                    assertThat(NameKey.of(text.toLowerCase(Locale.ROOT)))
                            .as("small letters of %s", text)
                            .isEqualTo(key);
                    assertThat(NameKey.of(Normalizer.normalize(text, Form.NFD))).isEqualTo(key);
                });
    }
}
