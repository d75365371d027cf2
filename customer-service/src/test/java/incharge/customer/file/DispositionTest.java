package incharge.customer.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispositionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            offer.pdf | filename*=UTF-8''offer.pdf; filename="offer.pdf"
            offer 2026.pdf | filename*=UTF-8''offer%202026.pdf; filename="offer 2026.pdf"
            M\u00f6te p\u00e5 \u00c5land.docx | filename*=UTF-8''M%C3%B6te%20p%C3%A5%20%C3%85land.docx; filename="Mote pa Aland.docx"
            \u5951\u7ea6.pdf | filename*=UTF-8''%E5%A5%91%E7%BA%A6.pdf; filename="__.pdf"
            \ud83d\ude00.png | filename*=UTF-8''%F0%9F%98%80.png; filename="_.png"
            a"b;c\\d'e.txt | filename*=UTF-8''a%22b%3Bc%5Cd%27e.txt; filename="a_b;c_d'e.txt"
            100%25.txt | filename*=UTF-8''100%2525.txt; filename="100_25.txt"
            """)
    void a_name_is_one_parameter_that_ends_nowhere_else(String name, String expected) {
        assertThat(Disposition.attachment(name)).isEqualTo("attachment; " + expected);
    }
}
