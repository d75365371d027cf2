package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.FreePorts;
import incharge.local.RealMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * A system whose files a test searches: those of its mongod, which compresses nothing, and those of all other parts.
 */
final class InspectedSystem implements AutoCloseable {

    private static final Path MASTER_KEY = Path.of("secrets", "master-key");

    private final RealMongo mongo;
    private final Path databaseFiles;
    private final Path data;
    private final RunningSystem running;
    private final MongoClient client;
    private final KeyTopic keys;

    private InspectedSystem(RealMongo mongo, Path databaseFiles, Path data, RunningSystem running) {
        this.mongo = mongo;
        this.databaseFiles = databaseFiles;
        this.data = data;
        this.running = running;
        this.client = MongoClients.create(mongo.uri());
        this.keys = new KeyTopic(running.addresses().get("INCHARGE_KAFKA_BOOTSTRAP"));
    }

    static InspectedSystem start() throws IOException {
        Path databaseFiles = RunningSystem.directory();
        return start(RealMongo.startInspected(databaseFiles), databaseFiles, RunningSystem.directory());
    }

    /** The temporary files of all processes are below the data too. */
    private static InspectedSystem start(RealMongo mongo, Path databaseFiles, Path data) throws IOException {
        Path temporary = Files.createDirectory(data.resolve("tmp"));
        RunningSystem running = RunningSystem.start(
                data,
                FreePorts.choose(),
                Map.of("INCHARGE_MONGODB_URI", mongo.uri(), "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary));
        return new InspectedSystem(mongo, databaseFiles, data, running);
    }

    /** Brings data back. */
    interface Restore {
        void into(String uri) throws Exception;
    }

    /** Loses Kafka and all data but the keys of persons, which stay as they are, and starts with restored data. */
    InspectedSystem restored(Restore restore) throws Exception {
        byte[] masterKey = Files.readAllBytes(data.resolve(MASTER_KEY));
        keys.close();
        running.close();
        for (String database : client.listDatabaseNames()) {
            if (database.startsWith("incharge-") && !database.endsWith("-keys")) {
                client.getDatabase(database).drop();
            }
        }
        client.close();
        restore.into(mongo.uri());
        Path fresh = RunningSystem.directory();
        Files.createDirectory(fresh.resolve(MASTER_KEY).getParent());
        Files.write(fresh.resolve(MASTER_KEY), masterKey);
        return start(mongo, databaseFiles, fresh);
    }

    RunningSystem running() {
        return running;
    }

    RealMongo mongo() {
        return mongo;
    }

    MongoClient client() {
        return client;
    }

    KeyTopic keys() {
        return keys;
    }

    /** Returns a search through all files, after everything is written that mongod has in its memory. */
    FileSearch search() {
        client.getDatabase("admin").runCommand(new Document("fsync", 1));
        return FileSearch.in(client, data, databaseFiles);
    }

    /** Returns the collections of a database whose documents have one of the texts. */
    Set<String> holding(String database, Collection<String> texts) {
        Set<String> found = new TreeSet<>();
        for (String name : client.getDatabase(database).listCollectionNames()) {
            for (RawBsonDocument document : client.getDatabase(database)
                    .getCollection(name, RawBsonDocument.class)
                    .find()) {
                String content = UTF_8.decode(document.getByteBuffer().asNIO()).toString();
                if (texts.stream().anyMatch(content::contains)) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        keys.close();
        running.close();
        client.close();
        mongo.close();
        try (Stream<Path> files = Files.walk(databaseFiles)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
