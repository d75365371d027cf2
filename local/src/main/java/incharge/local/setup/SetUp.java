package incharge.local.setup;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import incharge.local.DemoData;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.bson.Document;

/**
 * Main of the one-shot services {@code setup} and {@code setup-three} of {@code docker-compose.yml}. They run at each
 * {@code up} and find most of it done; a changed secret takes effect then.
 */
final class SetUp {
    private static final Map<String, String> DATABASES = Map.of(
            "customer-service", "incharge-customers",
            "responsibility-service", "incharge-responsibilities",
            "grouping-service", "incharge-groupings",
            "reporting-service", "incharge-reporting",
            "gateway", "incharge-gateway");

    /** The services that own persons and keep their keys, each in a second database. */
    private static final Set<String> OWNERS = Set.of("customer-service", "responsibility-service");

    private static final ServerAddress FIRST = new ServerAddress("mongo", 27_017);
    private static final List<ServerAddress> MORE =
            List.of(new ServerAddress("mongo-2", 27_017), new ServerAddress("mongo-3", 27_017));
    private static final String KAFKA = "kafka:9092";

    private final SecretFiles secrets;
    private final ReplicaSet mongo;

    private SetUp(SecretFiles secrets) {
        this.secrets = secrets;
        this.mongo = new ReplicaSet(FIRST, secrets.read("mongodb-key"));
    }

    /** @param args {@code three} makes three members and three brokers of one each; without it there is one of each */
    public static void main(String[] args) {
        try {
            var setUp = new SetUp(new SecretFiles(Path.of("/run/secrets")));
            if (List.of(args).equals(List.of("three"))) {
                setUp.three();
            } else {
                setUp.one();
            }
        } catch (IllegalStateException | UncheckedIOException | MongoException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (KafkaException e) {
            System.err.println(
                    "Kafka: " + Objects.requireNonNullElse(e.getCause(), e).getMessage());
            System.exit(1);
        }
    }

    private void one() {
        mongo.initiate();
        DATABASES.keySet().forEach(program -> mongo.user(uri(program), roles(program)));
        mongo.user(uri("backup"), List.of(role("backup", "admin"), role("readAnyDatabase", "admin")));
        mongo.user(
                uri("restore"),
                List.of(role("restore", "admin"), role("readAnyDatabase", "admin"), role("clusterMonitor", "admin")));
        System.out.println("MongoDB: the replica set has a primary, and each program its user.");
        try (Brokers kafka = brokers()) {
            kafka.admit(KafkaRights.services().stream()
                    .map(service -> secrets.login(service + "-kafka"))
                    .toList());
        }
        System.out.println("Kafka: each service has its user and its rights.");
        DemoData.prepare(System.getenv(), !mongo.hasEvents(DATABASES.values()));
    }

    private void three() {
        mongo.add(MORE);
        System.out.println("MongoDB: the replica set has three members.");
        try (Brokers kafka = brokers()) {
            kafka.replicate(1 + MORE.size());
        }
        System.out.println("Kafka: every topic is on three brokers.");
    }

    private Brokers brokers() {
        return new Brokers(KAFKA, secrets.login("kafka-users"));
    }

    private ConnectionString uri(String user) {
        return new ConnectionString(secrets.read(user + "-mongodb"));
    }

    /** Returns the roles of a program's user: it reaches the databases of the program alone. */
    static List<Document> roles(String program) {
        String database = DATABASES.get(program);
        Document data = role("readWrite", database);
        return OWNERS.contains(program) ? List.of(data, role("readWrite", database + "-keys")) : List.of(data);
    }

    private static Document role(String name, String database) {
        return new Document("role", name).append("db", database);
    }
}
