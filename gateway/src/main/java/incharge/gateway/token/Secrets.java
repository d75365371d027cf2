package incharge.gateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.env.Environment;

/** What must not stand in a configuration file that others read: from the environment, or from a file of its own. */
final class Secrets {

    private Secrets() {}

    /**
     * The secret of this name, or the content of the file that {@code <name>-file} names; blank when neither is given.
     *
     * @throws IllegalStateException when the file cannot be read
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
