package incharge.k8s;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real broker with passwords and rights, as the production overlay has them, of one node and without TLS. */
final class SecuredBroker implements AutoCloseable {
    static final String ADMIN = "admin";

    private static final String LOGIN = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private final KafkaRaftServer server;
    private final int port = freePort();

    SecuredBroker(Path directory, List<String> users) {
        // Kafka depends on log4j and logs through slf4j: log4j itself logs nothing
        System.setProperty("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        try {
            Properties settings = settings(directory.resolve("data"));
            format(directory, settings, users);
            server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.startup();
    }

    /** Returns the settings of a client that authenticates as the user. */
    Map<String, Object> as(String user) {
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                login(user),
                "default.api.timeout.ms",
                20_000,
                "request.timeout.ms",
                10_000));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static String login(String user) {
        return LOGIN + " username=\"" + user + "\" password=\"" + password(user) + "\";";
    }

    private static String password(String user) {
        return user + "-password";
    }

    private Properties settings(Path data) {
        int controller = freePort();
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("listener.name.clients.scram-sha-512.sasl.jaas.config", login(ADMIN));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ADMIN + ";User:ANONYMOUS");
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("controller.quorum.election.timeout.ms", "250");
        settings.put("controller.quorum.election.backoff.max.ms", "100");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        return settings;
    }

    private static void format(Path directory, Properties settings, List<String> users) throws IOException {
        Path file = directory.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
        var command = new ArrayList<>(List.of("format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()));
        var everybody = new ArrayList<>(users);
        everybody.add(ADMIN);
        everybody.forEach(user ->
                command.addAll(List.of("-S", MECHANISM + "=[name=" + user + ",password=" + password(user) + "]")));
        int status = StorageTool.execute(
                command.toArray(String[]::new), new PrintStream(OutputStream.nullOutputStream(), true));
        if (status != 0) {
            throw new IOException("formatting ended with status " + status);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
