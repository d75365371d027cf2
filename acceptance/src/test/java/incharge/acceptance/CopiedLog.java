package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * The log of a service in the files of a backup.
 *
 * @param documents the bytes of the file
 */
record CopiedLog(byte[] documents, long head, Set<String> subjects, Set<String> customers, Map<String, Long> consumed) {

    private static final Pattern CUSTOMER = Pattern.compile("\"customerId\":\"([^\"]+)\"");

    /** Reads it and checks that no position and no part of a commit is missing. */
    static CopiedLog of(Path backup, String database) {
        Map<BsonValue, Integer> parts = new HashMap<>();
        Set<String> subjects = new HashSet<>();
        Set<String> customers = new HashSet<>();
        for (BsonDocument part : read(backup, database, "log.parts")) {
            parts.merge(part.get("c"), 1, Integer::sum);
            collect(part, subjects, customers);
        }
        long head = 0;
        for (BsonDocument commit : read(backup, database, "log")) {
            assertThat(commit.getInt64("_id").getValue())
                    .as("the position after " + head + " in " + database)
                    .isEqualTo(head + 1);
            head += commit.getInt32("n").getValue();
            if (commit.containsKey("parts")) {
                assertThat(parts.get(commit.get("c")))
                        .isEqualTo(commit.getArray("parts").size());
            }
            collect(commit, subjects, customers);
        }
        Map<String, Long> consumed = new HashMap<>();
        for (BsonDocument checkpoint : read(backup, database, "feeds")) {
            String topic = checkpoint.getString("_id").getValue().replaceAll("#.*", "");
            consumed.merge(topic, checkpoint.getInt64("sequence").getValue(), Math::max);
        }
        return new CopiedLog(bytes(backup, database, "log"), head, subjects, customers, consumed);
    }

    private static void collect(BsonDocument holder, Set<String> subjects, Set<String> customers) {
        if (!holder.containsKey("ev")) {
            return;
        }
        for (BsonValue event : holder.getArray("ev")) {
            subjects.add(event.asDocument().getString("subject").getValue());
            String payload = new String(event.asDocument().getBinary("payload").getData(), StandardCharsets.UTF_8);
            Matcher names = CUSTOMER.matcher(payload);
            while (names.find()) {
                customers.add(names.group(1));
            }
        }
    }

    private static List<BsonDocument> read(Path backup, String database, String collection) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(backup, database, collection)).order(ByteOrder.LITTLE_ENDIAN);
        List<BsonDocument> documents = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] document = new byte[bytes.getInt(bytes.position())];
            bytes.get(document);
            documents.add(new RawBsonDocument(document));
        }
        return documents;
    }

    private static byte[] bytes(Path backup, String database, String collection) {
        try {
            return Files.readAllBytes(backup.resolve(database).resolve(collection + ".bson"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
