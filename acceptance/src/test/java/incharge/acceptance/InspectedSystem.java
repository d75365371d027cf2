package incharge.acceptance;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.FreePorts;
import incharge.local.RealMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;

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

    /** What is done with a database before the system starts on it. */
    interface Preparation {
        void of(String uri) throws Exception;
    }

    static InspectedSystem start() throws Exception {
        return start(RunningSystem.directory(), _ -> {});
    }

    /** @param masterKey of the keys that the preparation restores */
    static InspectedSystem start(byte[] masterKey, Preparation preparation) throws Exception {
        Path data = RunningSystem.directory();
        Path file = data.resolve(MASTER_KEY);
        Files.createDirectory(file.getParent());
        Files.write(file, masterKey);
        return start(data, preparation);
    }

    /** The temporary files of all processes are below the data too. */
    private static InspectedSystem start(Path data, Preparation preparation) throws Exception {
        Path databaseFiles = RunningSystem.directory();
        Path temporary = Files.createDirectory(data.resolve("tmp"));
        RealMongo mongo = RealMongo.startInspected(databaseFiles);
        preparation.of(mongo.uri());
        RunningSystem running = RunningSystem.start(
                data,
                FreePorts.choose(),
                Map.of("INCHARGE_MONGODB_URI", mongo.uri(), "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary));
        return new InspectedSystem(mongo, databaseFiles, data, running);
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

    byte[] masterKey() throws IOException {
        return Files.readAllBytes(data.resolve(MASTER_KEY));
    }

    /** Returns a search through all files, after everything is written that mongod has in its memory. */
    FileSearch search() {
        client.getDatabase("admin").runCommand(new Document("fsync", 1));
        return FileSearch.in(client, data, databaseFiles);
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
