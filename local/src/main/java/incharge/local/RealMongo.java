package incharge.local;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterConnectionMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** A real mongod as a process of its own: a replica set of one on 127.0.0.1, journal on, its data in one directory. */
public final class RealMongo implements AutoCloseable {
    private static final String REPLICA_SET = "rs0";
    private static final Duration START = Duration.ofSeconds(120);
    private static final int NOT_YET_INITIALIZED = 94;
    private static final List<String> UNCOMPRESSED_WITH_FAULTS = List.of(
            "--wiredTigerCollectionBlockCompressor",
            "none",
            "--wiredTigerJournalCompressor",
            "none",
            "--wiredTigerIndexPrefixCompression",
            "false",
            "--setParameter",
            "enableTestCommands=1");

    private final Path directory;
    private final int port;
    private final Path log;
    private final String orphanSignal;
    private final boolean inspected;
    private volatile PartProcess mongod;

    private RealMongo(Path directory, int port, Path log, String orphanSignal, boolean inspected) {
        this.directory = directory;
        this.port = port;
        this.log = log;
        this.orphanSignal = orphanSignal;
        this.inspected = inspected;
    }

    /**
     * Starts mongod and waits until it is a writable primary.
     *
     * @param directory its data ({@code data}) and log ({@code mongod.log}); they stay when it ends
     * @param port 0 chooses a free one; a changed port is written into the replica set
     */
    public static RealMongo start(Path directory, int port) {
        RealMongo mongo = at(directory, port, directory.resolve("mongod.log"), "KILL");
        mongo.launchUntilPrimary();
        return mongo;
    }

    /**
     * Starts one whose files a test searches: collections, indexes and journal are not compressed, and it is a local
     * process also where other tests use containers. It takes {@code configureFailPoint}; otherwise as {@link #start}.
     */
    public static RealMongo startInspected(Path directory) {
        var mongo = new RealMongo(directory, FreePorts.choose(), directory.resolve("mongod.log"), "KILL", true);
        mongo.launchUntilPrimary();
        return mongo;
    }

    /** Prepares one on a free port, which {@link #restart} starts; otherwise as {@link #start}. */
    public static RealMongo prepared(Path directory) {
        return at(directory, 0, directory.resolve("mongod.log"), "KILL");
    }

    /** One that is not started yet. */
    static RealMongo at(Path directory, int port, Path log, String orphanSignal) {
        return new RealMongo(directory, port == 0 ? FreePorts.choose() : port, log, orphanSignal, false);
    }

    /** Connection string of the replica set. It sets no write concern. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/?replicaSet=" + REPLICA_SET;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return mongod.pid();
    }

    public boolean alive() {
        return mongod.alive();
    }

    /** kill -9; returns when it is gone. One that was never started stays so. */
    public void kill() {
        if (mongod != null) {
            mongod.kill();
        }
    }

    /** Starts it on the same data and port after {@link #kill} or {@link #close}; returns when it is primary. */
    public void restart() {
        if (mongod != null && mongod.alive()) {
            throw new IllegalStateException("mongod is still running");
        }
        launchUntilPrimary();
    }

    /** Ends it (SIGTERM) and waits. The data stay. */
    @Override
    public void close() {
        mongod.stop(Duration.ofSeconds(30));
    }

    private void launchUntilPrimary() {
        launch();
        try {
            awaitPrimary();
        } catch (RuntimeException e) {
            mongod.kill();
            throw e;
        }
    }

    /** Starts the process and does not wait. */
    PartProcess launch() {
        var options = new ArrayList<>(List.of(
                "--port",
                Integer.toString(port),
                "--replSet",
                REPLICA_SET,
                "--oplogSize",
                "512",
                "--wiredTigerCacheSizeGB",
                "0.5",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false"));
        if (inspected) {
            options.addAll(UNCOMPRESSED_WITH_FAULTS);
        }
        mongod = RealParts.inContainers() && !inspected
                ? ContainerProcess.mongod(directory, port, options)
                : ChildProcess.start(command(options), Map.of(), log, orphanSignal);
        return mongod;
    }

    private List<String> command(List<String> options) {
        Path data = directory.resolve("data");
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + data, e);
        }
        var command = new ArrayList<String>();
        command.add(MongodBinary.find().toString());
        command.addAll(
                List.of("--dbpath", data.toAbsolutePath().toString(), "--bind_ip", "127.0.0.1", "--nounixsocket"));
        command.addAll(options);
        return command;
    }

    /** Waits until it is a writable primary; makes it the replica set's only member where it is not yet. */
    void awaitPrimary() {
        long deadline = System.nanoTime() + START.toNanos();
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(new ServerAddress("127.0.0.1", port)))
                        .mode(ClusterConnectionMode.SINGLE)
                        .serverSelectionTimeout(500, TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(100, TimeUnit.MILLISECONDS)
                        .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            MongoDatabase admin = client.getDatabase("admin");
            while (!isPrimary(admin)) {
                if (!mongod.alive()) {
                    throw new IllegalStateException(
                            "mongod ended with status " + mongod.exitStatus().orElseThrow() + Logs.end(log));
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "mongod is not primary after " + START.toSeconds() + " s" + Logs.end(log));
                }
                pause();
            }
        }
    }

    private boolean isPrimary(MongoDatabase admin) {
        try {
            Document hello = admin.runCommand(new Document("hello", 1));
            if (hello.getBoolean("isWritablePrimary", false)) {
                return true;
            }
            configure(admin);
            return false;
        } catch (MongoException _) {
            return false; // not listening yet, or during an election: the caller repeats this until the deadline
        }
    }

    private void configure(MongoDatabase admin) {
        String host = "127.0.0.1:" + port;
        try {
            Document config =
                    admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
            Document member = config.getList("members", Document.class).getFirst();
            if (!host.equals(member.getString("host"))) {
                member.put("host", host);
                config.put("version", config.getInteger("version") + 1);
                admin.runCommand(new Document("replSetReconfig", config).append("force", true));
            }
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NOT_YET_INITIALIZED) {
                throw e;
            }
            var members = List.of(new Document("_id", 0).append("host", host));
            var settings = new Document("electionTimeoutMillis", 1_000);
            admin.runCommand(new Document(
                    "replSetInitiate",
                    new Document("_id", REPLICA_SET).append("members", members).append("settings", settings)));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while mongod starts", e);
        }
    }
}
