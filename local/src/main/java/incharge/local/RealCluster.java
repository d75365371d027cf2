package incharge.local;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ClusterConnectionMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

/**
 * A MongoDB replica set of three members and three Kafka brokers, each in a container of its own, for tests of what
 * their failures do.
 *
 * <p>The members of each reach each other by name in one network, clients reach them through another on the same ports
 * of 127.0.0.1, so that members can be cut off from each other alone. MongoDB's clients connect to the names that the
 * replica set has for its members; {@link #environment} makes them known to a JVM. The data are in memory, on volumes
 * of a limited size, which one more container keeps while a server is down, and fills.
 */
public final class RealCluster implements AutoCloseable {
    private static final String REPLICA_SET = "rs0";
    private static final int SIZE = 3;
    private static final Duration START = Duration.ofMinutes(6);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String DISKS = "/disks/";

    private final ClusterMember.Networks networks = ClusterMember.Networks.create();
    private final List<ClusterMember> databases;
    private final List<ClusterMember> brokers;
    private final GenericContainer<?> disks;
    private final Map<ClusterMember, MongoClient> clients = new LinkedHashMap<>();
    private final Path hosts;

    private RealCluster() {
        databases = members("mongo-", ContainerProcess.MONGODB, "/data/db", "640m");
        brokers = members("kafka-", ContainerProcess.KAFKA, "/var/lib/kafka/data", "256m");
        databases.forEach(RealCluster::asDatabase);
        brokers.forEach(this::asBroker);
        disks = new GenericContainer<>(ContainerProcess.MONGODB)
                .withCommand("sleep", "infinity")
                .withCreateContainerCmdModifier(command -> command.getHostConfig()
                        .withBinds(all().map(member -> ContainerProcess.bind(volume(member.name()), DISKS + member))
                                .toList()));
        hosts = hosts();
    }

    /** Starts everything and waits until a database is primary and every broker takes requests. */
    public static RealCluster start() {
        var cluster = new RealCluster();
        try {
            cluster.launch();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void launch() {
        disks.start();
        Startables.deepStart(all().map(ClusterMember::container)).join();
        databases.forEach(member -> clients.put(member, client(member)));
        until(
                "mongod answers",
                () -> databases.stream().allMatch(member -> hello(member).isPresent()));
        var members = new ArrayList<Document>();
        for (ClusterMember member : databases) {
            members.add(new Document("_id", members.size()).append("host", member.name() + ":" + member.port()));
        }
        // a member that is gone is replaced soon; the defaults suit networks between data centers
        var settings = new Document("electionTimeoutMillis", 3_000).append("heartbeatIntervalMillis", 500);
        admin(databases.getFirst())
                .runCommand(new Document(
                        "replSetInitiate",
                        new Document("_id", REPLICA_SET)
                                .append("members", members)
                                .append("settings", settings)));
        awaitDatabases();
    }

    /** The variables with which programs find it. */
    public Map<String, String> environment() {
        return Map.of(
                "INCHARGE_MONGODB_URI",
                databases.stream()
                        .map(member -> member.name() + ":" + member.port())
                        .collect(Collectors.joining(",", "mongodb://", "/?replicaSet=" + REPLICA_SET)),
                "INCHARGE_KAFKA_BOOTSTRAP",
                bootstrap(),
                "INCHARGE_KAFKA_REPLICATION",
                Integer.toString(SIZE),
                "JAVA_TOOL_OPTIONS",
                "-Djdk.net.hosts.file=" + hosts);
    }

    public String bootstrap() {
        return brokers.stream().map(broker -> "127.0.0.1:" + broker.port()).collect(Collectors.joining(","));
    }

    public List<ClusterMember> databases() {
        return databases;
    }

    public List<ClusterMember> brokers() {
        return brokers;
    }

    /** Waits until there is a primary and returns it. Of two it is the one that was elected last. */
    public ClusterMember primary() {
        until("a database is primary", () -> currentPrimary().isPresent());
        return currentPrimary().orElseThrow();
    }

    /** The connection to this member alone; what it reads is on a majority. */
    public MongoClient client(ClusterMember member) {
        return clients.computeIfAbsent(member, _ -> {
            var address = new ServerAddress("127.0.0.1", member.port());
            return MongoClients.create(MongoClientSettings.builder()
                    .readConcern(ReadConcern.MAJORITY)
                    .applyToClusterSettings(cluster -> cluster.hosts(List.of(address))
                            .mode(ClusterConnectionMode.SINGLE)
                            .serverSelectionTimeout(1, TimeUnit.SECONDS))
                    .applyToServerSettings(server -> server.heartbeatFrequency(200, TimeUnit.MILLISECONDS)
                            .minHeartbeatFrequency(100, TimeUnit.MILLISECONDS))
                    .applyToSocketSettings(
                            socket -> socket.connectTimeout(2, TimeUnit.SECONDS).readTimeout(20, TimeUnit.SECONDS))
                    .build());
        });
    }

    /**
     * Frees the disks, and connects, resumes and starts every server. Waits until the replica set and the cluster of
     * the brokers have all their members.
     */
    public void heal() {
        inDisks("rm -f " + DISKS + "*/ballast-*");
        all().forEach(ClusterMember::heal);
        awaitDatabases();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            until("every broker is in the cluster", () -> registered(admin) == SIZE);
        }
    }

    private void awaitDatabases() {
        until("every member of the replica set is up", () -> currentPrimary().isPresent() && followers() == SIZE - 1);
    }

    private static int registered(Admin admin) {
        try {
            return admin.describeCluster().nodes().get(10, TimeUnit.SECONDS).size();
        } catch (ExecutionException | TimeoutException _) {
            return 0; // not yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes into the rest of its volume until nothing more goes in. */
    public void fillDisk(ClusterMember member) {
        inDisks("dd if=/dev/zero bs=64k of=" + DISKS + member + "/ballast-$(date +%s%N) 2>/dev/null || true");
    }

    private void inDisks(String command) {
        try {
            var result = disks.execInContainer("sh", "-c", command);
            if (result.getExitCode() != 0) {
                throw new IllegalStateException(command + ": " + result.getStderr());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<ClusterMember> members(String prefix, String image, String data, String size) {
        return IntStream.rangeClosed(1, SIZE)
                .mapToObj(number -> {
                    String name = prefix + number;
                    ContainerProcess.createVolume(
                            volume(name), Map.of("type", "tmpfs", "device", "tmpfs", "o", "mode=1777,size=" + size));
                    return new ClusterMember(image, name, FreePorts.choose(), networks, data, volume(name));
                })
                .toList();
    }

    private static String volume(String member) {
        return "incharge-" + DockerClientFactory.SESSION_ID + "-" + member;
    }

    private static void asDatabase(ClusterMember member) {
        member.container()
                .withCommand(
                        "mongod",
                        "--dbpath",
                        "/data/db",
                        "--bind_ip_all",
                        "--port",
                        Integer.toString(member.port()),
                        "--replSet",
                        REPLICA_SET,
                        "--oplogSize",
                        "64",
                        "--wiredTigerCacheSizeGB",
                        "0.25",
                        // a full disk is met soon, not at the end of a journal file that has its space already
                        "--wiredTigerEngineConfigString",
                        "log=(prealloc=false,file_max=1MB)",
                        "--setParameter",
                        "diagnosticDataCollectionEnabled=false");
    }

    private void asBroker(ClusterMember member) {
        int node = brokers.indexOf(member) + 1;
        String controllers = IntStream.rangeClosed(1, SIZE)
                .mapToObj(number -> number + "@kafka-" + number + ":9093")
                .collect(Collectors.joining(","));
        Properties settings = KafkaProcess.settings("0.0.0.0", Path.of("/var/lib/kafka/data"), member.port(), 9093);
        settings.put("node.id", Integer.toString(node));
        settings.put("controller.quorum.voters", controllers);
        settings.put(
                "listeners",
                "PLAINTEXT://0.0.0.0:" + member.port() + ",MEMBERS://0.0.0.0:9094,CONTROLLER://0.0.0.0:9093");
        settings.put(
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + member.port() + ",MEMBERS://" + member.name() + ":9094");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,MEMBERS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "MEMBERS");
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(internal + ".replication.factor", Integer.toString(SIZE));
        }
        settings.put("transaction.state.log.min.isr", "2");
        settings.put("share.coordinator.state.topic.min.isr", "2");
        settings.put("broker.session.timeout.ms", "6000");
        settings.put("controller.quorum.election.timeout.ms", "1000");
        settings.put("controller.quorum.election.backoff.max.ms", "1000");
        var environment = new HashMap<>(ContainerProcess.variables(settings));
        environment.put("KAFKA_HEAP_OPTS", "-Xmx256m");
        environment.put("CLUSTER_ID", "5L6g3nShT-eMCtK--X86sw");
        member.container().withEnv(environment);
        member.container()
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(START));
    }

    /** A file that resolves the members' names; it replaces every other source of names in the JVM that reads it. */
    private Path hosts() {
        try {
            Path file = Files.createTempFile("incharge-hosts", ".txt");
            file.toFile().deleteOnExit();
            String names = databases.stream().map(ClusterMember::name).collect(Collectors.joining(" "));
            return Files.writeString(
                    file, "127.0.0.1 localhost " + InetAddress.getLocalHost().getHostName() + " " + names + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ClusterMember> currentPrimary() {
        Map<ClusterMember, ObjectId> elected = new HashMap<>();
        for (ClusterMember member : databases) {
            hello(member)
                    .filter(hello -> hello.getBoolean("isWritablePrimary", false))
                    .ifPresent(hello -> elected.put(member, hello.getObjectId("electionId")));
        }
        return elected.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    private long followers() {
        return databases.stream()
                .filter(member -> hello(member)
                        .filter(hello -> hello.getBoolean("secondary", false))
                        .isPresent())
                .count();
    }

    private Optional<Document> hello(ClusterMember member) {
        try {
            return Optional.of(admin(member).runCommand(new Document("hello", 1)));
        } catch (MongoException _) {
            return Optional.empty(); // it is down, paused or starting
        }
    }

    private MongoDatabase admin(ClusterMember member) {
        return client(member).getDatabase("admin");
    }

    private Stream<ClusterMember> all() {
        return Stream.concat(databases.stream(), brokers.stream());
    }

    private void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                String ended = all().filter(member -> !member.running())
                        .map(member -> "\n" + member + " has ended: " + member.lastOutput())
                        .collect(Collectors.joining());
                throw new IllegalStateException("not after " + START.toSeconds() + " s: " + what + ended);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        clients.values().forEach(MongoClient::close);
        all().forEach(member -> member.container().stop());
        disks.stop();
        all().forEach(member -> ContainerProcess.removeVolume(volume(member.name())));
        networks.close();
    }
}
