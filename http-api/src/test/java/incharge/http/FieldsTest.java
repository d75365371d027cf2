package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private final Fields fields = new Fields();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATU13585627",
                "BE0697449992",
                "BG175074752",
                "CY10259033P",
                "CZ25123891",
                "DE136695976",
                "DK13585628",
                "EE100931558",
                "EL094259216",
                "ESB58378431",
                "FI20774740",
                "FI01120389",
                "FR83404833048",
                "HR33392005961",
                "HU12892312",
                "IE6433435F",
                "IT00743110157",
                "LT119511515",
                "LU15027442",
                "LV40003521600",
                "MT11679112",
                "NL004495445B01",
                "PL8567346215",
                "PT501964843",
                "RO18547290",
                "SE123456789701",
                "SI50223054",
                "SK2022749619",
                "GB980780684",
                "UK980780684",
                "NO923609016MVA",
                "CHE107787577IVA"
            })
    void takes_vat_numbers_whose_check_digit_is_right(String number) {
        assertThat(fields.vatNumber("vatNumber", number, null)).isEqualTo(number);

        assertThat(fields.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FI20774741",
                "FI12345678",
                "DE136695977",
                "SE123456789801",
                "FI",
                "FI2",
                "EL1",
                "DK",
                "ESX",
                "IE1",
                "NO988077918MVA",
                "NO112233445",
                "FI 2077474",
                "12",
                "ABCDEFGHIJKLMNOPQRSTUVW",
                "<script>",
                "XI1"
            })
    void refuses_vat_numbers_that_are_none(String number) {
        assertThat(fields.vatNumber("vatNumber", number, null)).isNull();

        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("vat-number-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "fi 2077 4740, , FI20774740",
        "2077474-0, FI, 20774740",
        "NO 923 609 016 MVA, , NO923609016MVA",
        "923609016, NO, 923609016",
        "974760673 mva, , 974760673MVA",
        "GR094259216, , GR094259216",
        "094259216, GR, 094259216",
        "CHE-107.787.577 IVA, CH, CHE107787577IVA",
        "91-1144442, US, 911144442"
    })
    void writes_vat_numbers_in_one_form(String number, String country, String normal) {
        assertThat(fields.vatNumber("vatNumber", number, country)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({"20774741, FI", "988077918, NO", "12345, DE"})
    void checks_a_number_without_prefix_by_the_customers_country(String number, String country) {
        assertThat(fields.vatNumber("vatNumber", number, country)).isNull();
    }

    @Test
    void no_text_whatever_breaks_the_vat_rules() {
        var random = new Random(20260101);
        var prefixes =
                new String[] {"FI", "AT", "BE", "CY", "ES", "FR", "IE", "IT", "LT", "MT", "NL", "RO", "XI", "GB", "LV"};

        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(prefixes[random.nextInt(prefixes.length)]);
            for (int length = random.nextInt(15); length > 0; length--) {
                text.append("0123456789ABUXW+*".charAt(random.nextInt(17)));
            }
            new Fields().vatNumber("vatNumber", text.toString(), "FI");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4006381333931, 4006381333931",
        "5901234123457, 5901234123457",
        "9780471117094, 9780471117094",
        "7300010000001, 7300010000001",
        "' 4006381-333931 ', 4006381333931"
    })
    void takes_eans_whose_check_digit_is_right(String ean, String normal) {
        assertThat(fields.ean("ean", ean)).isEqualTo(normal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4006381333932", "400638133393", "40063813339311", "400638133393A", "٤٠٠٦٣٨١٣٣٣٩٣١", "0"})
    void refuses_eans_that_are_none(String ean) {
        assertThat(fields.ean("ean", ean)).isNull();

        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("ean-invalid");
    }

    @ParameterizedTest
    @CsvSource({"FI, FI", "' fi ', FI", "UK, GB", "el, GR", "GR, GR", "XX, ", "FIN, ", "Finland, ", "AN, "})
    void knows_countries(String country, String expected) {
        assertNormal(expected, "country-unknown", f -> f.country("country", country));
    }

    @ParameterizedTest
    @CsvSource({"EUR, EUR", "usd, USD", "NOK, NOK", "VES, VES", "XXX, ", "DEM, ", "EURO, ", "E, "})
    void knows_currencies(String currency, String expected) {
        assertNormal(expected, "currency-unknown", f -> f.currency("currency", currency));
    }

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, anna@example.com",
        "' anna.b+c@mail.example.co.uk ', anna.b+c@mail.example.co.uk",
        "jürgen@müller.example, jürgen@müller.example",
        "a@acme.test, a@acme.test",
        "anna, ",
        "anna@, ",
        "@example.com, ",
        "anna@localhost, ",
        "a b@example.com, ",
        "anna@example..com, ",
        "an\u0000na@example.com, "
    })
    void knows_email_addresses(String email, String expected) {
        assertNormal(expected, "email-invalid", f -> f.email("email", email));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a?b=c, https://example.com/a?b=c",
        "HTTP://Example.com, HTTP://Example.com",
        "www.nokia.com, www.nokia.com",
        "example.com:8080/x, example.com:8080/x",
        "www.größe-und-söhne.example, www.größe-und-söhne.example",
        "http://xn--grsse-und-shne-8pb.example/, http://xn--grsse-und-shne-8pb.example/",
        "https://my_shop.example.com/a b|c?d={e}#[f], https://my_shop.example.com/a b|c?d={e}#[f]",
        "https://пример.рф/путь, https://пример.рф/путь",
        "https://例え。テスト, https://例え。テスト",
        "https://हिन्दी.example, https://हिन्दी.example",
        "https://☕️.example, https://☕️.example",
        "https://example.com., https://example.com.",
        "http://192.0.2.17:8080/, http://192.0.2.17:8080/",
        "http://192.0.2.256/, ",
        "12.50, ",
        "https://ex ample.com, ",
        "https://example..com, ",
        "https://exa<mple.com, ",
        "example.com:99999999, ",
        "mailto:anna@example.com, ",
        "//example.com, ",
        "javascript:alert(1), ",
        "ftp://example.com, ",
        "not a url, ",
        "foo, ",
        "https://, ",
        "https://user:pass@example.com, "
    })
    void knows_websites(String website, String expected) {
        assertNormal(expected, "website-invalid", f -> f.website("website", website));
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31, 2026-01-31", "' 2024-02-29 ', 2024-02-29"})
    void reads_dates(String text, LocalDate expected) {
        assertThat(fields.date("from", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-02-30", "2025-02-29", "26-01-01", "2026-1-1", "2026-01-01T00:00", "01.02.2026", "today"})
    void refuses_what_is_no_date(String text) {
        assertThat(fields.date("from", text)).isNull();

        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("date-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200b"})
    void a_blank_text_is_no_date(String text) {
        assertThat(fields.date("from", text)).isNull();

        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("date-invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "12.3, EUR, 12.30",
        "12, EUR, 12.00",
        "12, JPY, 12",
        "-0.5, USD, -0.50",
        "12.305, EUR, 12.305",
        "7, , 7",
        "1e3, EUR, ",
        "'1,5', EUR, ",
        "012, EUR, "
    })
    void writes_amounts_with_the_currencys_decimals(String amount, String currency, String expected) {
        assertNormal(expected, "amount-invalid", f -> f.amount("amount", amount, currency));
    }

    @Test
    void trims_texts_and_takes_a_blank_one_as_absent() {
        assertThat(fields.text("title", " \u00a0 Söderström & Co\t\u3000", 200)).isEqualTo("Söderström & Co");
        assertThat(fields.text("title", " \u00a0\n", 200)).isNull();
        assertThat(fields.text("title", null, 200)).isNull();
        assertThat(fields.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u00ad \ufeff", "\u2800", "\u3164\u2060"})
    void takes_a_text_of_which_nothing_is_visible_as_absent(String text) {
        assertThat(fields.name("name", text)).isNull();

        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("required");
    }

    @Test
    void composes_texts() {
        assertThat(fields.name("name", "O\u0308ljy")).isEqualTo("\u00d6ljy");
    }

    @Test
    void counts_characters_and_not_their_halves() {
        assertThat(fields.name("name", "😀".repeat(300))).hasSize(600);
        assertThat(fields.name("name", "a\u0301".repeat(300))).hasSize(300);
        assertThat(fields.name("name", "\u0958".repeat(300))).hasSize(600);
        assertThat(fields.name("name", "😀".repeat(301))).isNull();

        assertThat(fields.errors())
                .containsExactly(new FieldError("name", "too-long", "name has more than 300 characters."));
    }

    @Test
    void stores_letters_composed() {
        assertThat(fields.text("title", "Sm\u006f\u0308rg\u0061\u030as", 200)).isEqualTo("Sm\u00f6rg\u00e5s");
        assertThat(fields.text("title", "\u1112\u1161\u11ab", 200)).isEqualTo("\ud55c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200b",
                "\u00ad\u200e",
                "\u2060 \ufeff",
                "\u3164",
                "\u115f\u1160\uffa0",
                "\u2800",
                "\ufe0f",
                "\u034f",
                "\u180e",
                "\udb40\udc20\udb40\udc7f",
                "\u0085",
                "\u2028",
                "\u200d\u200c"
            })
    void takes_a_text_of_which_nothing_can_be_seen_as_blank(String text) {
        assertThat(fields.text("title", text, 200)).isNull();
        assertThat(fields.errors()).isEmpty();

        assertThat(fields.name("name", text)).isNull();
        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200b"})
    void takes_a_blank_for_no_day_country_or_currency(String text) {
        assertThat(fields.date("customerSince", text)).isNull();
        assertThat(fields.country("country", text)).isNull();
        assertThat(fields.currency("currency", text)).isNull();

        assertThat(fields.errors())
                .extracting(FieldError::code)
                .containsExactly("date-invalid", "country-unknown", "currency-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud800b", "a\udc00", "\ud83d", "a\u001bb", "a\uffff"})
    void refuses_texts_that_cannot_be_carried_everywhere(String text) {
        assertThat(fields.name("name", text)).isNull();

        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("text-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ß å ø",
                "<script>alert(1)</script>",
                "{{7*7}}",
                "${T(java.lang.Runtime)}",
                "\u202eabc",
                "Z\u0351\u036b\u0313",
                "two\nlines",
                "😀"
            })
    void takes_odd_texts_as_they_are(String text) {
        assertThat(fields.name("name", text)).isEqualTo(text);
    }

    @Test
    void collects_all_faults_under_the_names_of_their_parts() {
        fields.name("name", " ");
        fields.in("changes[3].").country("country", "XX");
        fields.in("address.").in("geo.").required("id", (Object) null);

        assertThat(fields.errors())
                .extracting(FieldError::field, FieldError::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("name", "required"),
                        org.assertj.core.groups.Tuple.tuple("changes[3].country", "country-unknown"),
                        org.assertj.core.groups.Tuple.tuple("address.geo.id", "required"));
    }

    private void assertNormal(String expected, String code, Function<Fields, String> rule) {
        AbstractStringAssert<?> value = assertThat(rule.apply(fields));

        if (expected == null) {
            value.isNull();
            assertThat(fields.errors()).extracting(FieldError::code).containsExactly(code);
        } else {
            value.isEqualTo(expected);
            assertThat(fields.errors()).isEmpty();
        }
    }
}
