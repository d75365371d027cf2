package incharge.local;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real parts that the tests of one JVM share: one mongod and one Kafka broker, started on first use in a temporary
 * directory. They end with the JVM, also when that is killed.
 */
public final class RealParts {
    private static final String PREFIX = "incharge-parts-";
    /** The space that the parts of several test JVMs may need. */
    private static final long ROOM = 4L << 30;

    private static final Path IN_MEMORY = Path.of("/dev/shm");
    private static final Pattern OWNED = Pattern.compile(PREFIX + "(\\d+)-.*");
    private static final Pattern SHUTDOWN_HOOK_OF_SPRING = Pattern.compile("Spring.*ShutdownHook");
    private static final Duration HOOKS_START = Duration.ofMillis(50);
    private static final Duration SHUTDOWN_OF_SERVICES = Duration.ofSeconds(15);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static Path directory;
    private static RealMongo mongo;
    private static RealKafka kafka;
    private static MongoClient client;

    private RealParts() {}

    /** The connection string of {@link RealMongo#uri}. */
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

    /** The shared mongod. A test that kills it also restarts it. */
    public static synchronized RealMongo mongo() {
        if (mongo == null) {
            mongo = RealMongo.start(directory().resolve("mongo"), 0);
        }
        return mongo;
    }

    /** The shared broker. A test that kills it also restarts it. */
    public static synchronized RealKafka kafka() {
        if (kafka == null) {
            kafka = RealKafka.start(directory().resolve("kafka"), 0);
        }
        return kafka;
    }

    /** Whether the parts of the tests run in containers instead of child processes; never those of the launcher. */
    static boolean inContainers() {
        return "containers".equals(System.getProperty("incharge.parts")) && ContainerProcess.engineAnswers();
    }

    /** Returns why a test that needs containers cannot run; empty if it can. */
    public static Optional<String> withoutContainers() {
        if (!"containers".equals(System.getProperty("incharge.parts"))) {
            return Optional.of("needs containers, which the tests use with -Pcontainers");
        }
        return ContainerProcess.engineAnswers()
                ? Optional.empty()
                : Optional.of("needs containers and no Docker engine answers");
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
     * In memory if there is room: tests kill processes and never the machine, so nothing is lost, and thousands of
     * syncs cost nothing.
     */
    private static Path place() throws IOException {
        boolean roomy =
                Files.isWritable(IN_MEMORY) && Files.getFileStore(IN_MEMORY).getUsableSpace() > ROOM;
        return roomy ? IN_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Deletes the directories of test JVMs that were killed. */
    private static void deleteLeftBehind() throws IOException {
        try (Stream<Path> all = Files.list(place())) {
            all.filter(RealParts::ownerIsGone).toList().forEach(Directories::delete);
        }
    }

    private static boolean ownerIsGone(Path candidate) {
        Matcher name = OWNED.matcher(candidate.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static synchronized void end() {
        awaitShutdownOfServices();
        // The client is left to the end of the JVM: closing it here would fail tests' threads that are still ending.
        Optional.ofNullable(mongo).ifPresent(RealMongo::kill);
        Optional.ofNullable(kafka).ifPresent(RealKafka::kill);
        Directories.delete(directory);
    }

    /** Spring's shutdown hook runs beside this one, and its services would wait for a broker that is gone. */
    private static void awaitShutdownOfServices() {
        try {
            // all hooks are started one after the other
            Thread.sleep(HOOKS_START);
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (SHUTDOWN_HOOK_OF_SPRING.matcher(thread.getName()).matches()) {
                    thread.join(SHUTDOWN_OF_SERVICES);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
