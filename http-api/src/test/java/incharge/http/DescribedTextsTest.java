package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what the OpenAPI document says of texts with what the rules accept, at the borders of both. */
class DescribedTextsTest {

    private static final String HERE = "field";

    /** The rule of each schema of a text. A value that is absent or blank is an error only where one is required. */
    private static final Map<String, BiFunction<Fields, String, Object>> RULES = rules();

    private static JsonNode schemas;

    private static Map<String, BiFunction<Fields, String, Object>> rules() {
        var rules = new HashMap<String, BiFunction<Fields, String, Object>>();
        rules.put("Name", (fields, text) -> fields.name(HERE, text));
        rules.put("NotBlank", (fields, text) -> fields.required(HERE, text, Integer.MAX_VALUE));
        rules.put("Text", (fields, text) -> fields.text(HERE, text, Fields.NAME));
        rules.put("LongText", (fields, text) -> fields.note(HERE, text));
        rules.put("NoteText", (fields, text) -> fields.required(HERE, text, Fields.NOTE));
        rules.put("Reason", Fields::reason);
        rules.put("Phone", (fields, text) -> fields.phone(HERE, text));
        rules.put("Email", (fields, text) -> fields.email(HERE, text));
        rules.put("Website", (fields, text) -> fields.website(HERE, text));
        rules.put("Ean", (fields, text) -> fields.ean(HERE, text));
        rules.put("VatNumber", (fields, text) -> fields.vatNumber(HERE, text, null));
        rules.put("Country", (fields, text) -> fields.country(HERE, text));
        rules.put("Currency", (fields, text) -> fields.currency(HERE, text));
        return rules;
    }

    @BeforeAll
    static void read() throws IOException {
        try (InputStream document = DescribedTextsTest.class.getResourceAsStream("/incharge/contracts/openapi.json")) {
            schemas = JsonMapper.shared().readTree(document).at("/components/schemas");
        }
    }

    private static boolean accepted(String schema, String text) {
        String read;
        try {
            read = StrictJson.MAPPER.readValue(JsonMapper.shared().writeValueAsString(text), String.class);
        } catch (JacksonException _) {
            return false;
        }
        var fields = new Fields();
        RULES.get(schema).apply(fields, read);
        return fields.errors().isEmpty();
    }

    private static boolean described(String schema, String text) {
        JsonNode what = schemas.get(schema);
        int length = text.codePointCount(0, text.length());
        boolean listed = !what.has("enum")
                || what.get("enum")
                        .valueStream()
                        .anyMatch(value -> value.asString().equals(text));
        return listed
                && length >= what.path("minLength").asInt(0)
                && length <= what.path("maxLength").asInt(Integer.MAX_VALUE)
                && Pattern.compile(what.path("pattern").asString(""))
                        .matcher(text)
                        .find();
    }

    @Test
    void all_plain_texts_hold_the_same_characters() {
        assertThat(schemas.get("NotBlank").get("pattern"))
                .isEqualTo(schemas.get("Name").get("pattern"));
        for (String schema : List.of("LongText", "Reason", "Phone")) {
            assertThat(schemas.get(schema).get("pattern"))
                    .as(schema)
                    .isEqualTo(schemas.get("Text").get("pattern"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name", "Text"})
    void a_text_holds_the_described_characters(String schema) {
        List<Integer> faulty = new ArrayList<>();
        var pattern = Pattern.compile(schemas.get(schema).get("pattern").asString());

        // the planes above hold nothing but letters, symbols and the format characters at these borders
        IntStream.concat(IntStream.range(0, 0x20000), IntStream.range(0xDFF00, 0xE1100))
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(c -> {
                    for (String text : List.of(Character.toString(c), "a" + Character.toString(c) + "b")) {
                        if (pattern.matcher(text).find() != accepted(schema, text)) {
                            faulty.add(c);
                        }
                    }
                });

        assertThat(faulty).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Name, 300", "Text, 300", "LongText, 10000", "NoteText, 10000", "Reason, 500", "Phone, 50"})
    void a_text_is_as_long_as_described(String schema, int longest) {
        assertThat(schemas.get(schema).get("maxLength").asInt()).isEqualTo(longest);
        for (String letter : List.of("x", "\u00e5", "a\u0301", "\ud83d\ude00")) {
            int each = letter.codePointCount(0, letter.length());
            String most = letter.repeat(longest / each);
            assertThat(described(schema, most)).isTrue();
            assertThat(accepted(schema, most)).isTrue();
        }
        assertThat(described(schema, "x".repeat(longest + 1))).isFalse();
        assertThat(accepted(schema, "x".repeat(longest + 1))).isFalse();
        assertThat(accepted(schema, "\ud83d\ude00".repeat(longest + 1))).isFalse();
    }

    @Test
    void an_optional_text_may_be_blank_and_a_name_may_not() {
        for (String schema : List.of("Text", "LongText", "Reason", "Phone", "Email", "Website", "Ean", "VatNumber")) {
            assertThat(described(schema, "")).as(schema).isTrue();
            assertThat(accepted(schema, "")).as(schema).isTrue();
        }
        for (String schema : List.of("Name", "NoteText", "NotBlank", "Country", "Currency")) {
            assertThat(described(schema, "")).as(schema).isFalse();
            assertThat(accepted(schema, "")).as(schema).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void every_code_of_a_country_or_currency_is_listed(int length) {
        String schema = length == 2 ? "Country" : "Currency";
        int codes = (int) Math.pow(26, length);
        var faulty = new ArrayList<String>();
        for (int i = 0; i < codes; i++) {
            var code = new StringBuilder();
            for (int rest = i; code.length() < length; rest /= 26) {
                code.append((char) ('A' + rest % 26));
            }
            String text = code.toString();
            if (described(schema, text) != accepted(schema, text)
                    || accepted(schema, text) != accepted(schema, text.toLowerCase(Locale.ROOT))) {
                faulty.add(text);
            }
        }
        assertThat(faulty).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Email, a@b.fi, true",
        "Email, a.b+c_d-e@mail.example.co.uk, true",
        "Email, j\u00fcrgen@m\u00fcller.example, true",
        "Email, a@b-c.example, true",
        "Email, 1@2.ab, true",
        "Email, a@b, false",
        "Email, a@b.c, false",
        "Email, a@-b.example, false",
        "Email, a@b-.example, false",
        "Email, .a@b.example, false",
        "Email, a.@b.example, false",
        "Email, a b@c.example, false",
        "Email, a@b..example, false",
        "Email, @b.example, false",
        "Website, example.com, true",
        "Website, https://www.example.com/a?b=c#d, true",
        "Website, HTTP://Example.com:8080, true",
        "Website, www.m\u00fcller-bau.example, true",
        "Website, example.com?q=%zz, true",
        "Website, localhost, false",
        "Website, ftp://example.com, false",
        "Website, https://, false",
        "Website, a b.example, false",
        "Website, javascript:alert(1), false",
        "Website, https://user@example.com, false",
        "Ean, 4006381333931, true",
        "Ean, 40063813-33931, true",
        "Ean, 400638133393, false",
        "Ean, 40063813339311, false",
        "Ean, 400638133393A, false",
        "VatNumber, FI01120389, true",
        "VatNumber, fi 0112038-9, true",
        "VatNumber, 1234, true",
        "VatNumber, 123, false",
        "VatNumber, 123456789012345678901, false",
        "VatNumber, FI_0112038, false"
    })
    void a_text_with_a_form_is_accepted_as_described(String schema, String text, boolean good) {
        assertThat(described(schema, text)).isEqualTo(good);
        assertThat(accepted(schema, text)).isEqualTo(good);
    }

    @Test
    void a_long_address_is_accepted_as_described() {
        String local = "a".repeat(31) + '.' + "b".repeat(32);
        String domain = ("d".repeat(63) + ".").repeat(2) + "e".repeat(58) + ".fi";
        String website = "https://a.fi/" + "x".repeat(487);

        assertBorder("Email", local + '@' + domain, local + "@x" + domain);
        assertBorder("Website", website, website + 'x');
        assertBorder("Website", "a.fi/" + "x".repeat(495), "a.fi/" + "x".repeat(496));
    }

    private static void assertBorder(String schema, String most, String tooMuch) {
        assertThat(described(schema, most)).isTrue();
        assertThat(accepted(schema, most)).isTrue();
        assertThat(described(schema, tooMuch)).isFalse();
        assertThat(accepted(schema, tooMuch)).isFalse();
    }

    @Test
    void amounts_have_the_described_form() {
        String form = schemas.at("/Money/properties/amount/pattern").asString();
        for (String text : List.of(
                "0",
                "-0",
                "12.30",
                "999999999999999.9999",
                "1000000000000000",
                "1.",
                ".5",
                "01",
                "1.00000",
                "1,5",
                "1e3",
                "+1",
                "--1")) {
            var fields = new Fields();
            fields.amount(HERE, text, "EUR");
            assertThat(text.matches(form)).as(text).isEqualTo(fields.errors().isEmpty());
        }
    }

    @Test
    void every_text_of_a_request_has_a_rule() {
        assertThat(schemas.propertyNames()).containsAll(RULES.keySet());
    }
}
