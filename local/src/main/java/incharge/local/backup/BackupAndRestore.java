package incharge.local.backup;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.backup.Manifest.Copied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Main of {@code deploy/backup} and {@code deploy/restore}. */
final class BackupAndRestore {
    private static final String URI = "INCHARGE_MONGODB_URI";
    private static final String URI_FILE = "INCHARGE_MONGODB_URI_FILE";

    private BackupAndRestore() {}

    /**
     * @param args {@code backup} or {@code restore}, {@code --keys} for the keys alone, the directory, and where keys
     *     are restored the database of one service's, if not all of them are
     */
    public static void main(String[] args) {
        boolean backup = args.length == 0 || args[0].equals("backup");
        Content content = args.length > 1 && args[1].equals("--keys") ? Content.KEYS : Content.DATA;
        List<String> named =
                Stream.of(args).skip(content == Content.KEYS ? 2 : 1).toList();
        int most = content == Content.KEYS && !backup ? 2 : 1;
        if (named.isEmpty()
                || named.size() > most
                || named.stream().anyMatch(each -> each.isBlank() || each.startsWith("-"))) {
            System.err.println(
                    "Usage: deploy/" + (backup ? "backup [--keys] DIR" : "restore DIR | --keys DIR [DATABASE]"));
            System.exit(2);
        }
        try {
            Path directory = Path.of(named.getFirst()).toAbsolutePath().normalize();
            Optional<String> only = named.stream().skip(1).findFirst();
            Archive archive = backup ? null : Archive.open(directory);
            String name = "incharge-" + args[0] + "-" + UUID.randomUUID();
            try (MongoClient client = connect(uri(System.getenv()), name)) {
                requireReplicaSet(client);
                if (backup) {
                    backup(client, content, directory);
                } else {
                    print(
                            "Restored and compared with the backup",
                            new Restore(client, name).from(archive, content, only));
                }
            }
        } catch (Failed e) {
            fail(e.getMessage());
        } catch (MongoException e) {
            fail("MongoDB: " + e.getMessage());
        }
    }

    private static void backup(MongoClient client, Content content, Path directory) {
        try (var moment = Moment.of(client, content)) {
            print("Backed up to " + directory, Archive.write(moment, directory));
        }
    }

    private static void print(String done, Manifest manifest) {
        List<Copied> collections = manifest.collections();
        System.out.printf(
                "%s: %d databases, %d documents, %d bytes, as of %s.%n",
                done,
                manifest.databases().size(),
                collections.stream().mapToLong(Copied::documents).sum(),
                collections.stream().mapToLong(Copied::bytes).sum(),
                Instant.ofEpochSecond(manifest.time().getTime()));
    }

    /** @throws Failed if neither the variable nor the file has one */
    static String uri(Map<String, String> environment) {
        String uri = environment.getOrDefault(URI, "");
        String file = environment.getOrDefault(URI_FILE, "");
        if (uri.isBlank() && !file.isBlank()) {
            try {
                uri = Files.readString(Path.of(file));
            } catch (IOException | InvalidPathException e) {
                throw new Failed(URI_FILE + " is a file to read: " + e.getMessage(), e);
            }
        }
        if (uri.isBlank()) {
            throw new Failed("Neither " + URI + " nor " + URI_FILE
                    + " is set. It is the connection string of the replica set, or a file with it.");
        }
        return uri.strip();
    }

    private static MongoClient connect(String uri, String name) {
        try {
            return MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(uri))
                    .applicationName(name)
                    .build());
        } catch (IllegalArgumentException e) {
            throw new Failed(URI + " is no connection string: " + e.getMessage(), e);
        }
    }

    private static void requireReplicaSet(MongoClient client) {
        BsonDocument hello =
                client.getDatabase("admin").runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        if (!hello.containsKey("setName")) {
            throw new Failed("The MongoDB server is no member of a replica set.");
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
