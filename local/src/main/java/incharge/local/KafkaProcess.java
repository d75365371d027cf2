package incharge.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Main of the Kafka process: one node that is broker and controller. Arguments: data directory, port, controller's
 * port, file that is written when it is ready.
 */
final class KafkaProcess {
    private KafkaProcess() {}

    public static void main(String[] args) {
        try {
            run(args);
        } catch (Throwable failure) {
            // the controller's threads would keep a process alive that serves no requests
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void run(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Properties settings = settings("127.0.0.1", data, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data, settings);
        }
        var server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            server.awaitShutdown();
        }));
        server.startup();
        Files.writeString(
                Path.of(args[3]), Long.toString(ProcessHandle.current().pid()));
        server.awaitShutdown();
    }

    private static void format(Path data, Properties settings) throws IOException {
        Files.createDirectories(data);
        Path file = Files.createTempFile(data.getParent(), "kafka", ".properties");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
            int status = StorageTool.execute(command, new PrintStream(System.out, true));
            if (status != 0) {
                throw new IOException("formatting " + data + " ended with status " + status);
            }
        } finally {
            Files.delete(file);
        }
    }

    /** @param host the address to listen on; clients connect to 127.0.0.1 */
    static Properties settings(String host, Path data, int port, int controllerPort) {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "PLAINTEXT://" + host + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("log.dirs", data.toString());

        // The owner of a topic creates it with the settings that it needs.
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(internal + ".replication.factor", "1");
            settings.put(internal + ".num.partitions", "3");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");

        // After kill -9 the new process waits for the end of the session of the old one and elects itself.
        settings.put("broker.session.timeout.ms", "2000");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("controller.quorum.election.timeout.ms", "250");
        settings.put("controller.quorum.election.backoff.max.ms", "100");

        // The only controller need not prove twice a second that it is there.
        settings.put("metadata.max.idle.interval.ms", "10000");

        // Small: this node shares a machine with everything else.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        return settings;
    }
}
