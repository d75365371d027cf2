package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.local.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** An InCharge that {@code docker-compose.yml} starts in a project, with secrets and on a port of its own. */
final class ComposeProject implements AutoCloseable {

    private static final String VERSION = "INCHARGE_VERSION";
    /** The name of each container, volume and network begins with it, so that .ci/containers can remove them all. */
    static final String NAME = System.getenv()
            .getOrDefault(
                    "COMPOSE_PROJECT_NAME",
                    "incharge-test-" + ProcessHandle.current().pid());

    private static final List<List<String>> PROGRAMS = List.of(List.of("docker", "compose"), List.of("docker-compose"));

    private final List<String> compose;
    private final Path directory;
    private final int port = FreePorts.choose();

    private ComposeProject(List<String> compose, Path directory) {
        this.compose = compose;
        this.directory = directory;
    }

    /** Returns why no project can be started here, if none can. */
    static Optional<String> missing() {
        if (!"containers".equals(System.getProperty("incharge.parts"))) {
            return Optional.of("only -Pcontainers starts containers");
        }
        if (!succeeds(List.of("docker", "version"))) {
            return Optional.of("no Docker engine answers at "
                    + Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("/var/run/docker.sock"));
        }
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("there is neither `docker compose` nor docker-compose");
    }

    /**
     * Makes secrets, and images from what this build made. Images that {@code INCHARGE_VERSION} names are used as they
     * are.
     */
    static ComposeProject prepare(Path directory) {
        try {
            Path root = RunningSystem.root();
            Files.createDirectory(directory.resolve("deploy"));
            for (String file : List.of("docker-compose.yml", ".env", "deploy/secrets")) {
                Files.copy(root.resolve(file), directory.resolve(file));
            }
            var project = new ComposeProject(program().orElseThrow(), directory);
            project.run(directory, List.of("deploy/secrets"));
            if (System.getenv(VERSION) == null) {
                List<String> build = new ArrayList<>(project.compose);
                build.add("build");
                project.run(root, build);
            }
            return project;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts everything that is not running, and waits until it is ready. */
    RunningSystem up() {
        compose(compose.size() == 1 ? List.of("up", "-d", "--no-build") : List.of("up", "--wait", "--no-build"));
        return RunningSystem.at("http://127.0.0.1:" + port, secret("sign-in-password"));
    }

    /** Removes the containers and the networks. The volumes stay. */
    void down() {
        compose(List.of("down"));
    }

    void compose(List<String> arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(arguments);
        run(directory, command);
    }

    String secret(String name) {
        try {
            return Files.readString(directory.resolve("secrets").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the engine has to say about each container of the project. */
    List<JsonNode> containers() {
        List<String> command = new ArrayList<>(List.of("docker", "inspect"));
        command.addAll(output(List.of(
                        "docker", "ps", "--all", "--quiet", "--filter", "label=com.docker.compose.project=" + NAME))
                .lines()
                .toList());
        return new ObjectMapper().readTree(output(command)).valueStream().toList();
    }

    /** Removes all that the project made, but the images. */
    @Override
    public void close() {
        compose(List.of("down", "--volumes", "--remove-orphans"));
    }

    private static Optional<List<String>> program() {
        return PROGRAMS.stream()
                .filter(program -> {
                    var command = new ArrayList<>(program);
                    command.add("version");
                    return succeeds(command);
                })
                .findFirst();
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command, which prints to the output of the tests. */
    private void run(Path where, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(where.toFile()).inheritIO();
            builder.environment()
                    .putAll(Map.of(
                            "COMPOSE_PROJECT_NAME",
                            NAME,
                            "INCHARGE_PORT",
                            Integer.toString(port),
                            VERSION,
                            System.getenv().getOrDefault(VERSION, "test"),
                            "PREBUILT",
                            "true"));
            Process process = builder.start();
            boolean ended = process.waitFor(20, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended && process.exitValue() == 0)
                    .as(String.join(" ", command))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
