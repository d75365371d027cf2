package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The JVM's ahead-of-time cache of one program: the classes that a training run loaded and linked. It halves the
 * processor time of a start.
 */
record AotCache(Path file) {
    private static final List<String> QUIET = List.of("-Xlog:aot=off", "-Xlog:cds=off");

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Options of a start with the cache, if it exists. A JVM that cannot use it starts without it. */
    List<String> use() {
        return exists() ? List.of("-XX:AOTCache=" + file, QUIET.get(0), QUIET.get(1)) : List.of();
    }

    /** Options of the training run. The JVM writes the cache when it ends. */
    List<String> make() {
        return List.of("-XX:AOTCacheOutput=" + unfinished(), QUIET.get(0), QUIET.get(1));
    }

    /** Puts the finished cache in place after the training run. Returns whether it exists. */
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
