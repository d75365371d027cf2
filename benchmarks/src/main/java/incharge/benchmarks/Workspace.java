package incharge.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The data directory of a running system; a temporary one is deleted when it is closed. */
record Workspace(Path directory, boolean temporary) implements AutoCloseable {

    static Workspace of(Optional<Path> kept) {
        try {
            if (kept.isPresent()) {
                return new Workspace(Files.createDirectories(kept.get()), false);
            }
            return new Workspace(Files.createTempDirectory("incharge-benchmarks"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
