package incharge.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-09-11 | 2025-09-11",
                "2025-09-11T10:00:00 | 2025-09-11",
                "2025-09-11 10:00 | 2025-09-11",
                "2025-09-11 00:00:00.000 | 2025-09-11",
                "2025-09-11T10:00:00.123456Z | 2025-09-11",
                "2025-09-11 10:00:00+02:00 | 2025-09-11",
                "2025-09-11T10:00:00 +0200 | 2025-09-11",
                "11.9.2025 | 2025-09-11",
                "01.02.2026 | 2026-02-01",
                "1.2.2026 0:00 | 2026-02-01",
                "1.2.2026 0.00.00 | 2026-02-01",
                "29.2.2024 | 2024-02-29"
            })
    void a_day_may_have_a_time_behind_it(String text, String day) {
        assertThat(ColumnType.DAY.normal(text)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1/2/2026",
                "2026/02/01",
                "1.2.26",
                "29.2.2025",
                "2025-13-01",
                "2025-9-1",
                "46023",
                "2025-09-11 or later",
                "2025-09-11T10:00:00Z and more",
                "11.9.",
                "12:00",
                "tomorrow"
            })
    void a_text_that_could_be_two_days_or_none_is_no_day(String text) {
        assertThat(ColumnType.DAY.normal(text)).isNull();
        assertThat(ColumnType.DAY.error(3, text))
                .isEqualTo(new Line.CellError(
                        3, "date-invalid", "\"" + text + "\" is not a day such as 2026-01-31 or 31.1.2026"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234.56 | 1234.56",
                "12.30 | 12.30",
                "-5 | -5",
                "\u22125,5 | -5.5",
                "1 234,56 | 1234.56",
                "1\u00a0234,56 | 1234.56",
                "1\u202f234\u202f567,8 | 1234567.8",
                "1 234 | 1234",
                "1.234,56 | 1234.56",
                "1.234.567 | 1234567",
                "1.234.567,89 | 1234567.89",
                "1,234.56 | 1234.56",
                "1,234,567 | 1234567",
                "1234,5 | 1234.5",
                "0,125 | 0.125",
                "12,50 | 12.50",
                "1234,567 | 1234.567",
                "0042 | 42"
            })
    void an_amount_has_a_point_or_a_comma_before_its_decimals(String text, String amount) {
        assertThat(ColumnType.AMOUNT.normal(text)).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,234",
                "12,345",
                "-1,234",
                "1 23",
                "1.23,4.5",
                "1 2345,6",
                "1,23,456",
                "EUR 5",
                "5 \u20ac",
                "1e5",
                ".5",
                "5.",
                "--5",
                "1.234,",
                "x"
            })
    void a_text_that_could_be_two_amounts_or_none_is_no_amount(String text) {
        assertThat(ColumnType.AMOUNT.normal(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "TRUE",
                "yes",
                "y",
                "Y",
                "t",
                "x",
                "X",
                "1",
                "1.0",
                "1,0",
                "on",
                "Kyll\u00e4",
                "KYLL\u00c4",
                "kylla\u0308",
                "k",
                "Ja",
                "j",
                "TOSI",
                "SANT",
                "SANN",
                "\u2713"
            })
    void yes_in_four_languages(String text) {
        assertThat(ColumnType.FLAG.normal(text)).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "no",
                "NO",
                "n",
                "f",
                "0",
                "0.0",
                "0,00",
                "off",
                "Ei",
                "e",
                "Nei",
                "Nej",
                "-",
                "\u2013",
                "EP\u00c4TOSI",
                "FALSKT",
                "USANN"
            })
    void no_in_four_languages(String text) {
        assertThat(ColumnType.FLAG.normal(text)).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "2", "10", "yes and no", "?", "0.5"})
    void neither_yes_nor_no(String text) {
        assertThat(ColumnType.FLAG.normal(text)).isNull();
    }
}
