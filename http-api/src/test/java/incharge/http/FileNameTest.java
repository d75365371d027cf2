package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "customers.csv, customers.csv",
        "'  customers 2026.xlsx ', customers 2026.xlsx",
        "C:\\Users\\anna\\customers.csv, customers.csv",
        "../../etc/passwd, passwd",
        "a/b\\c.csv, c.csv",
        "'a\tb\r\nc.csv', abc.csv",
        "'a\u0000b\u202Evsc.csv', abvsc.csv",
        "a\u0308.csv, \u00E4.csv"
    })
    void a_name_loses_its_path_and_what_cannot_be_seen(String given, String expected) {
        assertThat(FileName.of(given, 255)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "' '", "a/", "'\u200B'", "'\u0001'", "..", "'/. .'"})
    void a_name_of_nothing_is_none(String given) {
        assertThat(FileName.of(given, 255)).isNull();
    }

    @Test
    void a_long_name_is_shortened_between_characters() {
        assertThat(FileName.of("\uD83D\uDE00".repeat(300), 255).codePointCount(0, 510))
                .isEqualTo(255);
        assertThat(FileName.of("x".repeat(255), 255)).hasSize(255);
        assertThat(FileName.of(null, 255)).isNull();
    }
}
