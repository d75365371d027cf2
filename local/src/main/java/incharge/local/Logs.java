package incharge.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What to show of a part's log when the part fails. */
final class Logs {
    private static final int LINES = 20;

    private Logs() {}

    /** The log's name and its last lines, to be put behind a message. */
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
