package incharge.eventstore.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoClockTest {
    @TempDir
    private Path directory;

    @Test
    void it_is_the_instant_in_the_file_and_once_the_file_is_gone_the_systems_time_for_ever() throws IOException {
        Path file = directory.resolve("clock");
        Files.writeString(file, "2024-07-01T07:40:00Z");
        var clock = new DemoClock(file);

        assertThat(clock.instant()).isEqualTo("2024-07-01T07:40:00Z");
        Files.writeString(file, "2024-09-02T07:40:00Z\n");
        assertThat(clock.instant()).isEqualTo("2024-09-02T07:40:00Z");

        Files.delete(file);
        Instant before = Instant.now();
        assertThat(clock.instant()).isBetween(before, Instant.now());
        Files.writeString(file, "2024-07-01T07:40:00Z");
        assertThat(clock.instant()).isBetween(before, Instant.now());
    }
}
