package incharge.http;

import static incharge.http.PublicRegistry.FINLAND;
import static incharge.http.PublicRegistry.NORWAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicRegistryTest {

    @ParameterizedTest
    @CsvSource({
        "FI01120389, , FINLAND",
        "FI01120389, NO, FINLAND",
        "01120389, FI, FINLAND",
        "NO923609016MVA, , NORWAY",
        "923609016MVA, , NORWAY",
        "923609016MVA, SE, NORWAY",
        "NO923609016, FI, NORWAY",
        "923609016, NO, NORWAY",
        "01120389, , ",
        "DE136695976, FI, ",
        "EL094259216, FI, ",
        "XI123456789, FI, ",
        "GB980780684, NO, ",
        "SE556694501901, SE, ",
        "556694501901, SE, "
    })
    void the_country_of_the_vat_number_selects_it_and_else_the_customers(
            String vatNumber, String country, PublicRegistry registry) {
        assertThat(PublicRegistry.of(vatNumber, country).orElse(null)).isEqualTo(registry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0112038-9", "2646674-9", "0116297-6", "2077474-0", "0737546-2", "1234567-1"})
    void a_finnish_id_has_its_check_digit(String id) {
        String digits = id.replace("-", "");

        assertThat(FINLAND.id("FI" + digits)).contains(id);
        assertThat(FINLAND.id(digits)).contains(id);
        assertThat(FINLAND.id("FI" + digits.substring(0, 7) + (digits.charAt(7) - '0' + 1) % 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"923609016", "974760673", "988077917", "810202572"})
    void a_norwegian_id_has_its_check_digit(String id) {
        assertThat(NORWAY.id("NO" + id + "MVA")).contains(id);
        assertThat(NORWAY.id(id + "MVA")).contains(id);
        assertThat(NORWAY.id("NO" + id)).contains(id);
        assertThat(NORWAY.id(id)).contains(id);
        assertThat(NORWAY.id(id.substring(0, 8) + (id.charAt(8) - '0' + 1) % 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FI20774741",
                "FI12345678",
                "FI1120389",
                "FI011203890",
                "FI0112038A",
                "FI0112038\u0669",
                "NO923609016MVA",
                "FI../../x",
                "FI01120389&name=x",
                ""
            })
    void nothing_else_is_a_finnish_id(String vatNumber) {
        assertThat(FINLAND.id(vatNumber)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NO988077918MVA", "NO112233445", "92360901", "9236090160", "NO923609016MVAX", "FI01120389", ""})
    void nothing_else_is_a_norwegian_id(String vatNumber) {
        assertThat(NORWAY.id(vatNumber)).isEmpty();
    }

    @Test
    void a_number_that_needs_the_check_digit_ten_is_never_issued() {
        // 7 and 6 with the weights of their places give 12 and 23, which leave 1
        for (char last = '0'; last <= '9'; last++) {
            assertThat(FINLAND.id("FI0000006" + last)).as("Finland %s", last).isEmpty();
            assertThat(NORWAY.id("00000006" + last)).as("Norway %s", last).isEmpty();
        }
    }

    @Test
    void the_id_of_a_company_is_the_one_that_its_vat_number_gives() {
        assertThat(CompanyId.of("FI01120389", null)).hasToString("fi-prh 0112038-9");
        assertThat(CompanyId.of("923609016MVA", "SE")).hasToString("no-brreg 923609016");
    }

    @ParameterizedTest
    @CsvSource({
        ", FI, vat-number-required",
        "SE556694501901, FI, registry-country-unsupported",
        "01120389, , registry-country-unsupported",
        "FI01120388, , registry-id-invalid",
        "NO1, , registry-id-invalid"
    })
    void a_company_that_cannot_be_looked_up_has_the_code_that_refuses_it(
            String vatNumber, String country, String code) {
        assertThatThrownBy(() -> CompanyId.of(vatNumber, country))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(422);
                    assertThat(refused.code()).isEqualTo(code);
                });
    }
}
