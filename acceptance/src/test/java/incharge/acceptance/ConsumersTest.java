package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;

/** The example consumers of the guide open the texts of persons, until a person is erased. */
@ExtendWith(SharedSystem.class)
class ConsumersTest {
    private static final String TOPIC = "incharge.responsibilities";
    private static final Path EXAMPLES = RunningSystem.root().resolve("docs/examples");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name = Workspace.unique("Consumed");

    private RunningSystem system;
    private Workspace workspace;
    private String employee;
    private String broker;

    @BeforeEach
    void addAnEmployee(RunningSystem running) {
        system = running;
        broker = system.addresses().get("INCHARGE_KAFKA_BOOTSTRAP");
        workspace = Workspace.of(Api.as("demo-admin", system));
        Api.Answer added = workspace.post("/api/employees", Workspace.body("name", name));
        employee = Workspace.id(added);
        awaitPublished(added);
    }

    /** Takes back the copy of the key that a test has sent. */
    @AfterEach
    void sendTombstone() throws Exception {
        sendKey(null);
    }

    @Test
    void the_one_in_python_prints_a_name_and_after_the_erasure_none() throws Exception {
        missingForPython().ifPresent(reason -> assumeThat(reason).as(reason).isEmpty());

        assertThat(python()).singleElement().asString().contains("EmployeeAdded.v1", "\"name\": \"" + name + "\"");
        assertThat(python("--without-keys"))
                .singleElement()
                .asString()
                .contains("EmployeeAdded.v1", employee)
                .doesNotContain(name, "sealed");

        eraseAndSendTheKeyAgain();

        assertThat(python())
                .hasSizeGreaterThan(1)
                .noneMatch(line -> line.contains(name) || line.contains("sealed"))
                .anyMatch(line -> line.contains("EmployeeAdded.v1"))
                .anyMatch(line -> line.contains("PersonErased.v1"));
    }

    @Test
    void the_one_in_java_prints_a_name_and_forgets_it_at_the_tombstone() throws Exception {
        try (var running = new JavaConsumer()) {
            running.await("EmployeeAdded.v1 " + employee);
            assertThat(running.lines())
                    .filteredOn(line -> line.contains("EmployeeAdded.v1 " + employee))
                    .singleElement()
                    .asString()
                    .contains("\"name\":\"" + name + "\"");

            eraseAndSendTheKeyAgain();

            running.await("erased " + employee);
        }
        try (var later = new JavaConsumer()) {
            later.await("PersonErased.v1 " + employee);
            assertThat(later.lines())
                    .anyMatch(line -> line.contains("EmployeeAdded.v1 " + employee))
                    .noneMatch(line -> line.contains(name))
                    .noneMatch(line -> line.contains(employee) && line.contains("sealed"));
        }
    }

    /** As a replica does that was suspended while another one erased the person. */
    private void eraseAndSendTheKeyAgain() throws Exception {
        byte[] key;
        try (var topic = new KeyTopic(broker)) {
            key = topic.key(employee);
        }
        erase();
        sendKey(key);
    }

    private void sendKey(byte[] key) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(KeyTopic.NAME, 0, employee, key)).get();
        }
    }

    private void erase() {
        workspace.patch("/api/employees/" + employee, "{\"active\":false}").expect(200);
        Api.Answer erased = workspace.post("/api/employees/" + employee + "/erase", "{\"reason\":\"Asked for it\"}");
        awaitPublished(erased.expect(204));
    }

    private void awaitPublished(Api.Answer answer) {
        String position = answer.header("Event-Position");
        PublishedEvents.records(system, TOPIC, Long.parseLong(position.substring(position.indexOf('=') + 1)));
    }

    /** The lines about the employee that the consumer prints up to the end of the topic. */
    private List<String> python(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("python3", EXAMPLES.resolve("consume.py").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(broker, TOPIC));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.lines().filter(line -> line.contains(employee)).toList();
    }

    private static Optional<String> missingForPython() throws IOException, InterruptedException {
        List<String> missing = Stream.of("kcat", "python3")
                .filter(program -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .noneMatch(folder -> Path.of(folder, program).toFile().canExecute()))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("the example in Python cannot be tried: there is no " + String.join(", no ", missing));
        }
        boolean cryptography = new ProcessBuilder("python3", "-c", "import cryptography")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        return cryptography
                ? Optional.empty()
                : Optional.of("the example in Python cannot be tried: python3 has no package cryptography"
                        + " (Debian: python3-cryptography)");
    }

    /** The consumer that goes on, as a process of its own. */
    private final class JavaConsumer implements AutoCloseable {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Process process;

        JavaConsumer() throws IOException, URISyntaxException {
            String classPath = String.join(File.pathSeparator, jar(KafkaConsumer.class), jar(Logger.class));
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            EXAMPLES.resolve("Consume.java").toString(),
                            broker,
                            TOPIC)
                    .redirectErrorStream(true)
                    .start();
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> process.inputReader(UTF_8).lines().forEach(lines::add));
        }

        private static String jar(Class<?> contained) throws URISyntaxException {
            return Path.of(contained
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        }

        List<String> lines() {
            return lines;
        }

        void await(String part) {
            Awaitility.await(part)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(part)));
        }

        @Override
        public void close() {
            // its own destroyForcibly would close the stream under the thread that reads it
            process.toHandle().destroyForcibly();
        }
    }
}
