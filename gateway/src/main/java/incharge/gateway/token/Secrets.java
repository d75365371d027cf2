package incharge.gateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.Environment;

/** Reads secrets from the environment or from a file each, and never from a configuration file that others can read. */
final class Secrets {

    private Secrets() {}

    /**
     * Returns the secret with this name, or the content of the file that {@code <name>-file} names; blank without
     * either.
     *
     * @throws IllegalStateException if the file cannot be read
     */
    static String read(Environment environment, String name) {
        String file = environment.getProperty(name + "-file", "").strip();
        if (file.isEmpty()) {
            return environment.getProperty(name, "").strip();
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new IllegalStateException(name + "-file cannot be read: " + file, unreadable);
        }
    }
}
