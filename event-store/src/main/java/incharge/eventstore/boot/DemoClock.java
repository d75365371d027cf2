package incharge.eventstore.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time of the commits while the launcher loads demo data with a past: the instant that a file holds. Once the file
 * is gone, it is the system's time and stays so.
 */
final class DemoClock implements InstantSource {
    private final Path file;
    private volatile boolean ended;

    DemoClock(Path file) {
        this.file = file;
    }

    @Override
    public Instant instant() {
        if (ended) {
            return Instant.now();
        }
        try {
            return Instant.parse(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException _) {
            ended = true;
            return Instant.now();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the demo data's clock " + file, e);
        }
    }
}
