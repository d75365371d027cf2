package incharge.local.setup;

import incharge.local.setup.SecretFiles.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The Kafka brokers, as their administrator sees them. */
final class Brokers implements AutoCloseable {
    private static final int ITERATIONS = 4096;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Admin admin;

    Brokers(String bootstrap, Login administrator) {
        this.admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrap,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + administrator.user()
                        + "\" password=\"" + administrator.password() + "\";",
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis()));
    }

    /** Gives the services their passwords and their rights. Connections that exist go on. */
    void admit(Collection<Login> services) {
        List<UserScramCredentialAlteration> passwords = services.stream()
                .<UserScramCredentialAlteration>map(login -> new UserScramCredentialUpsertion(
                        login.user(),
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        login.password()))
                .toList();
        get(admin.alterUserScramCredentials(passwords).all());
        get(admin.createAcls(services.stream()
                        .flatMap(login -> KafkaRights.of(login.user()).stream())
                        .toList())
                .all());
    }

    /** Copies every topic to as many brokers as given, all but one of which must have a record before it counts. */
    void replicate(int copies) {
        List<Integer> brokers = await(copies);
        var topics =
                get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        var moves = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
        for (TopicDescription topic :
                get(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().stream()
                    .filter(partition -> partition.replicas().size() < copies)
                    .forEach(partition -> moves.put(
                            new TopicPartition(topic.name(), partition.partition()),
                            Optional.of(new NewPartitionReassignment(chosen(partition.replicas(), brokers, copies)))));
        }
        get(admin.alterPartitionReassignments(moves).all());
        awaitCopies();
        var inSync = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(copies - 1)),
                AlterConfigOp.OpType.SET);
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        topics.forEach(topic -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(inSync)));
        get(admin.incrementalAlterConfigs(changes).all());
    }

    /** Keeps the replicas that there are, so that the partition's leader stays where it is. */
    private static List<Integer> chosen(List<Node> present, List<Integer> brokers, int copies) {
        var chosen = new ArrayList<>(present.stream().map(Node::id).toList());
        brokers.stream()
                .filter(broker -> !chosen.contains(broker))
                .limit(copies - chosen.size())
                .forEach(chosen::add);
        return chosen;
    }

    private List<Integer> await(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<Integer> brokers = get(admin.describeCluster().nodes()).stream()
                    .map(Node::id)
                    .sorted()
                    .toList();
            if (brokers.size() >= count) {
                return brokers;
            }
            pause(deadline, "Kafka has " + brokers.size() + " of " + count + " brokers");
        }
    }

    private void awaitCopies() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            int moving = get(admin.listPartitionReassignments().reassignments()).size();
            if (moving == 0) {
                return;
            }
            pause(deadline, moving + " partitions are still being copied");
        }
    }

    private static void pause(long deadline, String state) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(state + " after " + PATIENCE.toSeconds() + " s");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
