package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialsTest {

    @ParameterizedTest
    @CsvSource({
        "Langworth Group, LG",
        "Dalsgaard Pharma A/S, DP",
        "koivula sjømat as, KS",
        "'  Langworth   (Holding)  ', LH",
        "Aarsleff & Bruun, AB",
        "3M, 3",
        "Ålesund\u00A0Østfold, ÅØ",
        "A\u030Alesund Fisk, A\u030AF",
        "ßeta gamma, ßG",
        "\uD801\uDC28eseret 7-Eleven, \uD801\uDC007",
        "\uD83D\uDC69\u200D\uD83D\uDC67 Berg, B",
        "---, ''",
        "'', ''"
    })
    void are_the_first_letters_of_the_first_two_words(String name, String initials) {
        assertThat(Initials.of(name)).isEqualTo(initials);
    }

    @Test
    void an_erased_person_has_none() {
        assertThat(Initials.of(null)).isNull();
    }
}
