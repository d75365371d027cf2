package incharge.local;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real parts that the tests of one JVM share: one mongod and one Kafka broker, started when first asked for, in a
 * temporary directory, gone with the JVM however it ends.
 */
public final class RealParts {
    private static final String PREFIX = "incharge-parts-";
    /** What all parts of one JVM's tests may need, with room for those of others. */
    private static final long ROOM = 4L << 30;

    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final Pattern OWNED = Pattern.compile(PREFIX + "(\\d+)-.*");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Path directory;
    private static RealMongo mongo;
    private static RealKafka kafka;
    private static MongoClient client;

    private RealParts() {}

    /** Of a replica set of one; see {@link RealMongo#uri}. */
    public static String mongoUri() {
        return mongo().uri();
    }

    /** {@code 127.0.0.1:port}. */
    public static String kafkaBootstrap() {
        return kafka().bootstrap();
    }

    /** A name that no other database of this mongod has. */
    public static String freshDatabaseName() {
        return "test-" + ProcessHandle.current().pid() + "-" + DATABASES.incrementAndGet();
    }

    /** A database that does not exist yet, through a client that lives as long as the JVM. */
    public static MongoDatabase freshDatabase() {
        return mongoClient().getDatabase(freshDatabaseName());
    }

    public static synchronized MongoClient mongoClient() {
        if (client == null) {
            client = MongoClients.create(mongoUri());
        }
        return client;
    }

    /** The shared mongod, also to kill and restart it; whoever kills it restarts it. */
    public static synchronized RealMongo mongo() {
        if (mongo == null) {
            mongo = RealMongo.start(directory().resolve("mongo"), 0);
        }
        return mongo;
    }

    /** The shared broker, also to kill and restart it; whoever kills it restarts it. */
    public static synchronized RealKafka kafka() {
        if (kafka == null) {
            kafka = RealKafka.start(directory().resolve("kafka"), 0);
        }
        return kafka;
    }

    private static Path directory() {
        if (directory == null) {
            try {
                deleteLeftBehind();
                directory = Files.createTempDirectory(
                        place(), PREFIX + ProcessHandle.current().pid() + "-");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make a temporary directory", e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(RealParts::end));
        }
        return directory;
    }

    /**
     * In memory where there is room: tests kill processes and never the machine, so what a disk would keep is kept, and
     * thousands of syncs cost nothing.
     */
    private static Path place() throws IOException {
        boolean roomy =
                Files.isWritable(IN_MEMORY) && Files.getFileStore(IN_MEMORY).getUsableSpace() > ROOM;
        return roomy ? IN_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** What a JVM that was killed could not delete. */
    private static void deleteLeftBehind() throws IOException {
        try (Stream<Path> all = Files.list(place())) {
            all.filter(RealParts::ownerIsGone).toList().forEach(Directories::delete);
        }
    }

    private static boolean ownerIsGone(Path candidate) {
        var name = OWNED.matcher(candidate.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static synchronized void end() {
        // The client is left to the end of the JVM: closing it here would fail tests' threads that are still ending.
        Optional.ofNullable(mongo).ifPresent(RealMongo::kill);
        Optional.ofNullable(kafka).ifPresent(RealKafka::kill);
        Directories.delete(directory);
    }
}
