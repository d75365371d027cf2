package incharge.reporting.answers;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.reporting.snapshot.Snapshot;
import incharge.reporting.snapshot.Timeline;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Views;
import incharge.reporting.versions.InMemoryTimeline;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** Downloads files while the sellers of a category are changed. */
class DownloadTest {

    private static final int CUSTOMERS = 60;

    private final FactScript script = company();
    private final Snapshot open =
            new InMemoryTimeline().apply(script.facts()).now().orElseThrow();
    private final Snapshot closed = new InMemoryTimeline()
            .apply(script.sellers("Retail", "olga").facts())
            .now()
            .orElseThrow();

    private static FactScript company() {
        FactScript script = new FactScript()
                .signingIn("olga", true, true)
                .signingIn("sam", true, true)
                .category("Retail");
        for (int i = 100; i < 100 + CUSTOMERS; i++) {
            script.customer("Hidden " + i, "H" + i).categorised("Hidden " + i, "Retail", null);
            script.assigned("Hidden " + i, "sam", null, null, null);
            script.customer("Shown " + i, "S" + i);
            script.assigned("Shown " + i, "sam", null, null, null);
        }
        return script;
    }

    /** A timeline that changes after the first snapshot was taken, as while a file is written. */
    private record Changing(Snapshot first, Snapshot then, AtomicBoolean taken) implements Timeline {

        @Override
        public Optional<Snapshot> now() {
            return Optional.of(taken.getAndSet(true) ? then : first);
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

    private Views changing(Snapshot then) {
        return new Views(new Changing(open, then, new AtomicBoolean())).as("sam");
    }

    @Test
    void a_csv_shows_what_its_start_was_allowed_to_see() {
        for (String query : List.of(
                "/api/customers.csv?sort=number",
                "/api/assignees.csv",
                "/api/assignees.csv?asOf=" + script.last().time())) {
            Views views = changing(closed);
            List<String> lines = lines(views, query);

            assertThat(lines.stream().filter(line -> line.startsWith("Hidden")))
                    .as(query)
                    .hasSize(CUSTOMERS);
            assertThat(lines.stream().filter(line -> line.startsWith("Shown")))
                    .as(query)
                    .hasSize(CUSTOMERS);
            assertThat(lines(views, query)).as("the next " + query).noneMatch(line -> line.contains("Hidden"));
        }
    }

    @Test
    void a_csv_begins_with_the_mark_of_utf_8_unless_it_is_unwanted() {
        Views views = changing(open);

        for (String path : List.of("/api/customers.csv", "/api/assignees.csv")) {
            byte[] plain = views.get(path + "?bom=false").getContentAsByteArray();
            byte[] marked = views.get(path).getContentAsByteArray();
            assertThat(marked).startsWith(0xEF, 0xBB, 0xBF).endsWith(plain).hasSize(plain.length + 3);
            assertThat(views.get(path + "?bom=true").getContentAsByteArray()).isEqualTo(marked);
        }
        assertThat(views.get("/api/customers.xlsx?bom=false").getContentAsByteArray())
                .startsWith('P', 'K');
    }

    @Test
    void a_sheet_shows_what_its_start_was_allowed_to_see() throws IOException {
        for (String query : List.of("/api/customers.xlsx", "/api/assignees.xlsx")) {
            Views views = changing(closed);

            assertThat(names(views.get(query).getContentAsByteArray()))
                    .as(query)
                    .hasSize(2 * CUSTOMERS);
            assertThat(names(views.get(query).getContentAsByteArray()))
                    .as("the next " + query)
                    .hasSize(CUSTOMERS)
                    .allMatch(name -> name.startsWith("Shown"));
        }
    }

    @Test
    void an_employee_who_leaves_gets_the_running_file_and_no_other() throws IOException {
        Snapshot left = new InMemoryTimeline()
                .apply(script.signingInChanged("sam", true, false).facts())
                .now()
                .orElseThrow();
        Views sam = changing(left);

        assertThat(names(sam.get("/api/customers.xlsx").getContentAsByteArray()))
                .hasSize(2 * CUSTOMERS);
        MockHttpServletResponse answer = sam.get("/api/customers.xlsx");
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    }

    private static List<String> lines(Views views, String query) {
        return new String(views.get(query).getContentAsByteArray(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static List<String> names(byte[] sheet) throws IOException {
        var names = new ArrayList<String>();
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
            for (Row row : workbook.getSheetAt(0)) {
                if (row.getRowNum() > 0) {
                    names.add(row.getCell(0).getStringCellValue());
                }
            }
        }
        return names;
    }
}
