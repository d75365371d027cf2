package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The JVM's ahead-of-time cache of one program: what a training run loaded and linked. Halves the CPU of a start. */
record AotCache(Path file) {
    private static final List<String> QUIET = List.of("-Xlog:aot=off", "-Xlog:cds=off");

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Options of a start that uses the cache where it is there; a JVM that cannot use it goes on without. */
    List<String> use() {
        return exists() ? List.of("-XX:AOTCache=" + file, QUIET.get(0), QUIET.get(1)) : List.of();
    }

    /** Options of the training run: the JVM writes the cache when it ends. */
    List<String> make() {
        return List.of("-XX:AOTCacheOutput=" + unfinished(), QUIET.get(0), QUIET.get(1));
    }

    /** After the training run: the cache counts only once it is whole. Returns whether it is there. */
    boolean finish() {
        try {
            Files.deleteIfExists(Path.of(unfinished() + ".config"));
            if (Files.isRegularFile(unfinished())) {
                Files.move(unfinished(), file, StandardCopyOption.ATOMIC_MOVE);
            }
            return exists();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + file, e);
        }
    }

    private Path unfinished() {
        return file.resolveSibling(file.getFileName() + ".making");
    }
}
