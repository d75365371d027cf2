package incharge.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowTest {

    @ParameterizedTest
    @CsvSource({
        "2025-09-11, 2025-09-11",
        "2025-09-11T10:00:00, 2025-09-11",
        "2025-09-11 10:00, 2025-09-11",
        "2025-09-11T10:00:00.123456Z, 2025-09-11",
        "2025-09-11 10:00:00+02:00, 2025-09-11",
        "2025-09-11 10:00:00 +0200, 2025-09-11",
        "2025-09-11 or later, 2025-09-11 or later",
        "2025-09-11T10:00:00Z and more, 2025-09-11T10:00:00Z and more",
        "11.9.2025 10:00, 11.9.2025 10:00"
    })
    void a_day_is_what_stands_before_the_time(String text, String day) {
        assertThat(new Row(1, Map.of("since", text)).day("since")).isEqualTo(day);
    }
}
