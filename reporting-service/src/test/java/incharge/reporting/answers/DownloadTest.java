package incharge.reporting.answers;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.testing.Told;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.RememberedEntries;
import incharge.reporting.versions.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Downloads while the sellers of a category are changed. */
class DownloadTest {

    private static final int CUSTOMERS = 60;
    private static final int LOOKS = 21;

    private final Told told = company();
    private final Snapshot open =
            new RememberedEntries().hear(told.facts()).now().orElseThrow();
    private final Snapshot closed = new RememberedEntries()
            .hear(told.sellers("Retail", "olga").facts())
            .now()
            .orElseThrow();

    private static Told company() {
        var told = new Told()
                .signingIn("olga", true, true)
                .signingIn("sam", true, true)
                .category("Retail");
        for (int i = 100; i < 100 + CUSTOMERS; i++) {
            told.customer("Hidden " + i, "H" + i).categorised("Hidden " + i, "Retail", null);
            told.assigned("Hidden " + i, "sam", null, null, null);
            told.customer("Shown " + i, "S" + i);
            told.assigned("Shown " + i, "sam", null, null, null);
        }
        return told;
    }

    /** Becomes another after some looks. */
    private record Turning(Snapshot first, int looks, Snapshot then, List<Integer> taken) implements Timeline {

        @Override
        public Optional<Snapshot> now() {
            taken.add(taken.size());
            return Optional.of(taken.size() > looks ? then : first);
        }

        @Override
        public Optional<Snapshot> asOf(Instant time) {
            return Optional.of(first);
        }

        @Override
        public boolean await(Map<Source, Long> min, Duration max) {
            return true;
        }
    }

    private Views turning(int looks) {
        return new Views(new Turning(open, looks, closed, new ArrayList<>())).as("sam");
    }

    @Test
    void a_csv_goes_on_without_who_became_hidden() {
        for (var query : List.of(
                "/api/customers.csv?sort=number",
                "/api/assignees.csv",
                "/api/assignees.csv?asOf=" + told.last().time())) {
            var csv = new String(turning(LOOKS).ask(query).getContentAsByteArray(), StandardCharsets.UTF_8);
            var lines = csv.lines().toList();

            assertThat(lines).as(query).hasSizeLessThanOrEqualTo(1 + LOOKS + CUSTOMERS);
            assertThat(lines.subList(1, 10)).as(query).allMatch(line -> line.startsWith("Hidden"));
            assertThat(lines.subList(LOOKS, lines.size())).as(query).noneMatch(line -> line.contains("Hidden"));
            assertThat(lines.stream().filter(line -> line.startsWith("Shown"))).hasSize(CUSTOMERS);
        }
    }

    @Test
    void a_sheet_is_made_again_without_who_became_hidden() throws IOException {
        for (var query : List.of("/api/customers.xlsx", "/api/assignees.xlsx")) {
            for (int looks : List.of(LOOKS, 2 * CUSTOMERS, 2 * CUSTOMERS + 2)) {
                var response = turning(looks).ask(query);

                assertThat(response.getStatus()).isEqualTo(200);
                var names = names(response.getContentAsByteArray());
                assertThat(names).as(query).hasSize(CUSTOMERS).allMatch(name -> name.startsWith("Shown"));
            }
            assertThat(names(turning(Integer.MAX_VALUE).ask(query).getContentAsByteArray()))
                    .hasSize(2 * CUSTOMERS);
        }
    }

    @Test
    void who_leaves_meanwhile_gets_no_more() {
        var left = new RememberedEntries()
                .hear(told.signingInChanged("sam", true, false).facts())
                .now()
                .orElseThrow();
        var sam = new Views(new Turning(open, LOOKS, left, new ArrayList<>())).as("sam");
        var answer = sam.ask("/api/customers.xlsx");

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    }

    private static List<String> names(byte[] sheet) throws IOException {
        var names = new ArrayList<String>();
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
            for (var row : workbook.getSheetAt(0)) {
                if (row.getRowNum() > 0) {
                    names.add(row.getCell(0).getStringCellValue());
                }
            }
        }
        return names;
    }
}
