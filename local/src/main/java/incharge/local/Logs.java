package incharge.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for the message about a part that failed. */
final class Logs {
    private static final int LINES = 20;

    private Logs() {}

    /** The name of the log and its last lines, to be appended to a message. */
    static String end(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return ", see " + log + ", which ends:\n" + String.join("\n", last);
        } catch (IOException _) {
            return ", and it has no readable log " + log;
        }
    }
}
