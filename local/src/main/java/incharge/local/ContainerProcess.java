package incharge.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Volume;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A part of the tests in a container. The Maven profile {@code containers} sets the property {@code incharge.parts},
 * and only then is this class loaded: Testcontainers is not on the class path of the launcher.
 */
final class ContainerProcess implements PartProcess {
    static final String MONGODB = "mongo:8.0";
    static final String KAFKA = "apache/kafka:4.2.1";

    private static final Map<String, String> LABELS = labels();

    private final GenericContainer<?> container;
    private volatile Optional<Integer> exitStatus = Optional.empty();

    private ContainerProcess(GenericContainer<?> container) {
        this.container = container;
        container.start();
    }

    /** Whether a Docker engine answers. If not, this prints why the tests use local processes, once for each JVM. */
    static boolean engineAnswers() {
        return Engine.ANSWERS;
    }

    private static final class Engine {
        static final boolean ANSWERS = answers();

        private static boolean answers() {
            // Testcontainers logs a stack trace for each place without an engine
            var log = (Logger) LoggerFactory.getLogger("org.testcontainers");
            log.setLevel(Level.OFF);
            boolean available = DockerClientFactory.instance().isDockerAvailable();
            log.setLevel(Level.WARN);
            if (!available) {
                System.err.println("The tests use local processes and no containers: no Docker engine answers at "
                        + Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("/var/run/docker.sock") + ".");
            }
            return available;
        }
    }

    /**
     * Starts a mongod that listens on the same port inside and outside, as its replica set names itself.
     *
     * @param directory identifies the volume of its data
     */
    static ContainerProcess mongod(Path directory, int port, List<String> options) {
        var command = new ArrayList<>(List.of("mongod", "--dbpath", "/data/db", "--bind_ip_all"));
        command.addAll(options);
        return new ContainerProcess(
                container(MONGODB, directory, "/data/db", port).withCommand(command.toArray(String[]::new)));
    }

    /** Starts a broker and waits until it takes requests. */
    static ContainerProcess kafka(Path directory, int port) {
        Map<String, String> environment =
                variables(KafkaProcess.settings("0.0.0.0", Path.of("/var/lib/kafka/data"), port, 9093));
        return new ContainerProcess(container(KAFKA, directory, "/var/lib/kafka/data", port)
                .withEnv(environment)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1)));
    }

    /** The settings of a broker as Kafka's image reads them. */
    static Map<String, String> variables(Properties settings) {
        var environment = new HashMap<String, String>();
        settings.forEach((name, value) -> environment.put(
                "KAFKA_" + name.toString().toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
        return environment;
    }

    /** @param options of Docker's driver for local volumes */
    static void createVolume(String name, Map<String, String> options) {
        DockerClientFactory.lazyClient()
                .createVolumeCmd()
                .withName(name)
                .withDriverOpts(options)
                .withLabels(LABELS)
                .exec();
    }

    static void removeVolume(String name) {
        DockerClientFactory.lazyClient().removeVolumeCmd(name).exec();
    }

    static Bind bind(String volume, String directory) {
        return new Bind(volume, new Volume(directory));
    }

    private static GenericContainer<?> container(String image, Path directory, String data, int port) {
        String volume =
                "incharge-" + Integer.toHexString(directory.toAbsolutePath().hashCode());
        createVolume(volume, Map.of());
        return new GenericContainer<>(image).withCreateContainerCmdModifier((CreateContainerCmd command) -> {
            HostConfig host = command.getHostConfig();
            host.withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + port))
                    .withBinds(bind(volume, data));
            command.withExposedPorts(ExposedPort.tcp(port)).withHostConfig(host);
        });
    }

    /** With these labels Testcontainers removes the volumes too when the JVM ends. */
    private static Map<String, String> labels() {
        var labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
        labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
        return labels;
    }

    @Override
    public long pid() {
        return state().getPidLong();
    }

    @Override
    public boolean alive() {
        return exitStatus().isEmpty();
    }

    @Override
    public Optional<Integer> exitStatus() {
        if (exitStatus.isEmpty()) {
            ContainerState state = state();
            exitStatus = Boolean.TRUE.equals(state.getRunning())
                    ? Optional.empty()
                    : Optional.of(state.getExitCodeLong().intValue());
        }
        return exitStatus;
    }

    @Override
    public void kill() {
        if (alive()) {
            container
                    .getDockerClient()
                    .killContainerCmd(container.getContainerId())
                    .exec();
        }
        remove();
    }

    @Override
    public void stop(Duration grace) {
        if (alive()) {
            container
                    .getDockerClient()
                    .stopContainerCmd(container.getContainerId())
                    .withTimeout((int) grace.toSeconds())
                    .exec();
        }
        remove();
    }

    @Override
    public boolean await(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (alive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return !alive();
    }

    /** Removes the ended container. The volume with its data stays. */
    private void remove() {
        await(Duration.ofSeconds(30));
        container.stop();
    }

    private ContainerState state() {
        return container
                .getDockerClient()
                .inspectContainerCmd(container.getContainerId())
                .exec()
                .getState();
    }
}
