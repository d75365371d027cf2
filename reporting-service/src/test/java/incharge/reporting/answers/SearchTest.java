package incharge.reporting.answers;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.http.Folding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {

    private static boolean finds(String q, String text) {
        return Search.of(List.of(q)).finds(Folding.fold(text));
    }

    @ParameterizedTest
    @CsvSource({
        "jorgensen, Jørgensen & Søn",
        "JØRGENSEN, jorgensen",
        "weissensee, Weißensee Bäder",
        "WEISSENSEE, weißensee",
        "weissensee, WEIẞENSEE",
        "wroclaw, Wrocław",
        "sloth, Słoþ",
        "dakovo, Đakovo",
        "reydarfjordur, Reyðarfjörður",
        "izmir, İzmir",
        "kadikoy, KADIKÖY",
        "isparta, ısparta",
        "coeur, Cœur de Bœuf",
        "aero, Ærø",
        "sami, Sámi",
        "davvi, Đavvi",
        "hamrun, Ħamrun",
        "ŧ, t",
        "aliyev, Əliyev",
        "καλυψος, ΚΑΛΥΨΟΣ",
        "ΟΔΟΣ, οδός",
        "office, oﬃce",
        "abc, ＡＢＣ",
        "ezh, Ez\u00ADh",
        "zerowidth, zero\u200Bwidth",
        "rtl, \u200Fr\u200Et\u2066l",
    })
    void case_accents_and_letters_with_strokes_do_not_matter(String q, String text) {
        assertThat(finds(q, text)).isTrue();
        assertThat(finds(text, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "o'hara, O\u2019Hara",
                "o\u02BChara, O'Hara",
                "d\u00B4or, d'Or",
                "o`hara, O\u2018Hara",
                "\"inn\", \u201EInn\u201C",
                "\u00ABinn\u00BB, \u201Dinn\u201D",
                "north-west, North\u2013West",
                "north\u2011west, North-West",
                "a\u2212b, A\u2014B",
                "two words, Two\u00A0Words",
            })
    void quotes_dashes_and_spaces_are_those_of_a_keyboard(String q, String text) {
        assertThat(finds(q, text)).isTrue();
        assertThat(finds(text, q)).isTrue();
    }

    @Test
    void every_word_is_found_in_any_order() {
        assertThat(finds("logistics baltic", "Baltic Sea Logistics")).isTrue();
        assertThat(finds("\tlogi \u3000 BALT", "Baltic Sea Logistics")).isTrue();
        assertThat(finds("baltic 1007", "Baltic Sea Logistics\n1007\nfi123")).isTrue();
        assertThat(finds("baltic air", "Baltic Sea Logistics")).isFalse();
        assertThat(finds("seal", "Baltic Sea Logistics")).isFalse();
    }

    @Test
    void several_texts_are_alternatives() {
        Search search = Search.of(List.of("baltic sea", "alps"));

        assertThat(search.finds("the alps")).isTrue();
        assertThat(search.finds("sea of the baltic")).isTrue();
        assertThat(search.finds("baltic air")).isFalse();
        assertThat(search).isEqualTo(Search.of(List.of("Alps", "sea  BALTIC sea")));
    }

    @Test
    void without_words_everything_is_found() {
        assertThat(Search.of(null)).isEqualTo(Search.ANYTHING);
        assertThat(Search.of(List.of("\u0301", "x"))).isEqualTo(Search.ANYTHING);
    }
}
