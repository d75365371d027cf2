package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services have a time in the past only while a new workspace of our own is being loaded. */
class SeedTest {
    @TempDir
    private Path directory;

    private Seed seed(String... variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables) {
            String[] sides = variable.split("=", 2);
            environment.put(sides[0], sides[1]);
        }
        environment.put("INCHARGE_TIME_ZONE", "UTC");
        Settings settings = Settings.of(environment, directory);
        return new Seed(settings, settings.url(), settings.mongoUri().isEmpty(), marker(), clock(), _ -> {});
    }

    private Path marker() {
        return directory.resolve("seeded");
    }

    private Path clock() {
        return directory.resolve("clock");
    }

    @Test
    void a_new_workspace_begins_more_than_two_years_ago() throws IOException {
        seed().prepare();

        Instant twoYearsAgo =
                LocalDate.now(ZoneOffset.UTC).minusYears(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        assertThat(Instant.parse(Files.readString(clock()))).isBefore(twoYearsAgo);
    }

    @Test
    void what_is_no_new_workspace_of_our_own_has_the_systems_time() throws IOException {
        Seed[] others = {
            seed("INCHARGE_DEMO=false"), seed("INCHARGE_MONGODB_URI=mongodb://a/"), seed("INCHARGE_ISSUER=https://a")
        };
        for (Seed other : others) {
            Files.writeString(clock(), "2024-07-01T07:40:00Z");

            other.prepare();

            assertThat(clock()).doesNotExist();
        }
        Files.writeString(clock(), "2024-07-01T07:40:00Z");
        Files.writeString(marker(), "done");

        seed().prepare();

        assertThat(clock()).doesNotExist();
    }

    @Test
    void an_interrupted_start_goes_on_with_its_time() throws IOException {
        Files.writeString(clock(), "2025-07-01T07:40:00Z");
        Files.writeString(marker(), "started 2026-11-29");

        seed().prepare();

        assertThat(clock()).hasContent("2025-07-01T07:40:00Z");
    }

    @Test
    void a_workspace_that_has_data_keeps_the_systems_time_if_the_progress_was_lost() throws IOException {
        Map<String, String> environment = Map.of("INCHARGE_DATA", directory.toString());

        DemoData.prepare(environment, false);

        assertThat(directory.resolve("demo-clock")).doesNotExist();
        assertThat(marker()).hasContent("done");

        Files.writeString(marker(), "started 2026-11-29");
        Files.writeString(directory.resolve("demo-clock"), "2025-07-01T07:40:00Z");
        DemoData.prepare(environment, false);

        assertThat(directory.resolve("demo-clock")).as("it is interrupted").exists();
    }

    @Test
    void whatever_fails_the_services_have_the_systems_time_afterwards() throws IOException {
        Files.writeString(clock(), "2025-07-01T07:40:00Z");
        Files.writeString(marker(), "started of old");
        Seed seed = seed("INCHARGE_PORT=" + FreePorts.choose());

        assertThatThrownBy(seed::plant).isInstanceOf(RuntimeException.class);

        assertThat(clock()).doesNotExist();
    }
}
