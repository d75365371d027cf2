package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incharge.acceptance.Image.Entry;
import incharge.acceptance.Image.Layer;
import incharge.local.FreePorts;
import incharge.local.RealParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The images that the Dockerfile makes from the jars of this build. */
@Timeout(1_800)
class ImagesTest {
    private static final String TAG = "images-test";
    private static final long EPOCH = 1_767_225_600;
    /** The JRE that the images are built on; another one by the same variable as in the Dockerfile. */
    private static final String BASE =
            Optional.ofNullable(System.getenv("JRE_IMAGE")).orElse("eclipse-temurin:25-jre");

    static final List<String> PROGRAMS = MetricsTest.PROGRAMS;

    @BeforeAll
    static void build() {
        Optional<String> missing = Docker.missing();
        missing.ifPresent(reason -> System.out.println("ImagesTest is skipped: " + reason));
        Assumptions.assumeTrue(missing.isEmpty(), missing.orElse(""));
        PROGRAMS.forEach(program -> build(program, name(program), EPOCH));
    }

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    void each_image_keeps_the_rules(String program) {
        var image = Image.of(name(program), BASE);

        assertThat(image.violations()).isEmpty();
        assertThat(Image.violations(image.layers(), EPOCH, modules())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    USER 0                                             | it runs as another user than 10001
                    ENTRYPOINT java -jar /app/program.jar              | a shell starts the program
                    CMD ["--server.port=1"]                            | it has a command beside its entry point
                    HEALTHCHECK NONE                                   | it has no health check
                    HEALTHCHECK CMD ["curl", "http://127.0.0.1/readyz"]| its check needs other tools
                    HEALTHCHECK CMD java -cp /app Ready                | its check needs other tools
                    VOLUME /data                                       | a place beside /tmp can be written to
                    LABEL org.opencontainers.image.title=""            | it has no label title
                    LABEL org.opencontainers.image.source=""           | it has no label source
                    LABEL org.opencontainers.image.revision=""         | it has no label revision
                    LABEL org.opencontainers.image.version=""          | it has no label version
                    LABEL org.opencontainers.image.licenses=""         | it has no label licenses
                    """)
    void an_image_that_breaks_a_rule_is_found(String instruction, String violation) {
        String broken = name("broken");
        Docker.given("FROM " + name("gateway") + "\n" + instruction + "\n", "build", "--quiet", "--tag", broken, "-");

        assertThat(Image.of(broken, BASE).violations()).containsExactly(violation);
    }

    @Test
    void an_image_that_is_too_large_or_built_on_another_base_is_found() {
        String broken = name("broken");
        Docker.given("""
                FROM %s
                USER 0
                RUN head -c %d /dev/zero > /large
                USER 10001:10001
                """.formatted(name("gateway"), Image.MOST_BYTES), "build", "--quiet", "--tag", broken, "-");

        assertThat(Image.of(broken, BASE).violations()).containsExactly("it is larger than 330 MB");
        assertThat(Image.of(name("gateway"), name("customer-service")).violations())
                .containsExactly("it has another base");
    }

    @Test
    void a_layer_that_breaks_a_rule_is_found() {
        var kept = new Entry(EPOCH, 0644, 0);
        var ours = new Layer(Map.of("app/lib/http-api-0.1.0.jar", kept, "app/program.jar", kept));
        var theirs = new Layer(Map.of("app/lib/spring-core-7.0.8.jar", kept));
        var cache = new Layer(Map.of("app/program.aot", new Entry(EPOCH + 1, 0444, 0)));

        assertThat(violations(theirs, ours, cache)).isEmpty();
        assertThat(violations(theirs, ours)).containsExactly("it has no AOT cache");
        assertThat(violations(new Layer(Map.of("a.jar", kept, "program.jar", kept)), cache))
                .containsExactly("a layer has dependencies and code of this project");
        assertThat(violations(new Layer(Map.of("a", new Entry(EPOCH, 0664, 0))), cache))
                .containsExactly("a can be changed by others than root");
        assertThat(violations(new Layer(Map.of("a", new Entry(EPOCH, 0644, 10001))), cache))
                .containsExactly("a can be changed by others than root");
        assertThat(violations(new Layer(Map.of("a", new Entry(EPOCH + 1, 0644, 0))), cache))
                .containsExactly("a has a time of its own");
    }

    @Test
    void two_builds_make_equal_layers_but_for_the_aot_cache() {
        String again = name("again");

        build("customer-service", again, EPOCH, "--no-cache");
        List<String> first = Image.of(name("customer-service"), BASE).ownLayers();
        List<String> second = Image.of(again, BASE).ownLayers();

        assertThat(second).hasSameSizeAs(first);
        assertThat(second.subList(0, second.size() - 1)).isEqualTo(first.subList(0, first.size() - 1));
        build("customer-service", again, EPOCH + 1);
        assertThat(Image.of(again, BASE).ownLayers())
                .as("layers of another time")
                .doesNotContainAnyElementsOf(first.subList(0, first.size() - 1));
    }

    @ParameterizedTest
    @FieldSource("PROGRAMS")
    void a_program_runs_contained_and_stops_in_time(String program) {
        String container = ComposeProject.NAME + "-" + program;
        try {
            run(program, container);

            await().atMost(Duration.ofMinutes(10))
                    .until(() -> state(container, ".Health.Status"), status -> !status.equals("starting"));
            assertThat(state(container, ".Health.Status")).as(log(container)).isEqualTo("healthy");
            assertThat(log(container))
                    .as("the AOT cache is in use, and the heap follows the memory of the container")
                    .contains("Using AOT-linked classes: true", "Heap Max Capacity: 288M");
            assertThatThrownBy(() -> Docker.run("exec", container, "touch", "/app/file"))
                    .hasMessageContaining("Read-only file system");
            Docker.run("stop", "-t", "30", container);
            assertThat(state(container, ".ExitCode"))
                    .as("137 is a kill after 30 s")
                    .isEqualTo("143");
        } finally {
            Docker.run("rm", "--force", "--volumes", container);
        }
    }

    @Test
    void a_program_that_does_not_answer_is_not_ready() {
        assertThatThrownBy(() ->
                        Docker.run("run", "--rm", "--entrypoint", "java", name("gateway"), "-cp", "/app", "Ready"))
                .hasMessageContaining("ended with 1");
    }

    private static void run(String program, String container) {
        var command = new ArrayList<>(List.of("run", "--detach", "--name", container));
        // As docker-compose.yml and Kubernetes run it; on the network of this machine, where the tests' MongoDB is.
        command.addAll(List.of("--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--memory", "640m"));
        command.addAll(List.of("--security-opt", "no-new-privileges", "--network", "host", "--health-interval", "2s"));
        Map.of(
                        "INCHARGE_BIND", "127.0.0.1",
                        "SERVER_PORT", Integer.toString(FreePorts.choose()),
                        "MANAGEMENT_SERVER_PORT", Integer.toString(FreePorts.choose()),
                        "INCHARGE_MONGODB_URI", RealParts.mongoUri(),
                        "INCHARGE_KAFKA_BOOTSTRAP", RealParts.kafkaBootstrap(),
                        // of this test alone; the programs that own no persons leave it aside
                        "INCHARGE_MASTER_KEY", Base64.getEncoder().encodeToString(new byte[32]),
                        "JAVA_TOOL_OPTIONS", "-Xlog:aot -Xlog:gc+init")
                .forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.add(name(program));
        Docker.run(command.toArray(String[]::new));
    }

    private static void build(String program, String tag, long epoch, String... more) {
        var command = new ArrayList<>(List.of("build", "--quiet", "--target", program, "--tag", tag));
        command.addAll(List.of("--build-arg", "PREBUILT=true", "--build-arg", "SOURCE_DATE_EPOCH=" + epoch));
        for (String image : List.of("JDK_IMAGE", "JRE_IMAGE", "NODE_IMAGE")) {
            Optional.ofNullable(System.getenv(image))
                    .ifPresent(name -> command.addAll(List.of("--build-arg", image + "=" + name)));
        }
        command.addAll(List.of(more));
        command.add(".");
        Docker.run(command.toArray(String[]::new));
    }

    private static String name(String program) {
        return "incharge/" + program + ":" + TAG;
    }

    private static List<String> violations(Layer... layers) {
        return Image.violations(List.of(layers), EPOCH, Set.of("http-api"));
    }

    private static String state(String container, String field) {
        return Docker.run("inspect", "--format", "{{.State" + field + "}}", container)
                .strip();
    }

    /** What the program writes to its output; the JVM writes its own log there too. */
    private static String log(String container) {
        return Docker.run("logs", container);
    }

    /** The directories of the project's modules, which are the names of their jars too. */
    private static Set<String> modules() {
        try (Stream<Path> directories = Files.list(RunningSystem.root())) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("pom.xml")))
                    .map(directory -> directory.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
