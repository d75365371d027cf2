package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedRegistriesTest {

    private final RecordedRegistries registries = RecordedRegistries.start();

    @AfterEach
    void close() {
        registries.close();
    }

    private Response get(String variable, String path) {
        try (var client = new ApiClient()) {
            return client.send(Request.to(registries.variables().get(variable) + path));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INCHARGE_REGISTRY_FI_URL, /companies?businessId=0112038-9, Nokia Oyj",
        "INCHARGE_REGISTRY_FI_URL, /companies?businessId=1498274-6, Elvebakken Metsä Oyj",
        "INCHARGE_REGISTRY_NO_URL, /enheter/923609016, EQUINOR ASA"
    })
    void a_company_is_found_as_it_was_recorded(String variable, String path, String name) {
        Response answer = get(variable, path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.text()).contains(name);
    }

    @Test
    void an_unknown_company_is_an_empty_list_in_finland_and_a_404_in_norway() {
        assertThat(get("INCHARGE_REGISTRY_FI_URL", "/companies?businessId=1234567-1")
                        .text())
                .contains("\"companies\": []");
        assertThat(get("INCHARGE_REGISTRY_NO_URL", "/enheter/974760673").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/companies", "/companies?businessId=../none", "/companies?name=Nokia", "/x"})
    void nothing_else_is_there(String path) {
        assertThat(get("INCHARGE_REGISTRY_FI_URL", path).statusCode()).isEqualTo(404);
    }
}
