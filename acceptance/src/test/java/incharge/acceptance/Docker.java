package incharge.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The command line of Docker, for what an operations team does with it. */
final class Docker {
    private Docker() {}

    /** Returns why the tests use no containers here, if they do not. */
    static Optional<String> missing() {
        if (!"containers".equals(System.getProperty("incharge.parts"))) {
            return Optional.of("only -Pcontainers uses containers");
        }
        try {
            run("version");
            String engine = run("context", "inspect", "--format", "{{.Endpoints.docker.Host}}")
                    .strip();
            return engine.startsWith("unix:")
                    ? Optional.empty()
                    : Optional.of("the Docker engine at " + engine
                            + " runs elsewhere, and its containers do not reach what the tests start here");
        } catch (IllegalStateException | UncheckedIOException e) {
            return Optional.of("no Docker engine answers at "
                    + Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("/var/run/docker.sock") + " ("
                    + e.getMessage().strip() + ")");
        }
    }

    /** Runs a command in the project's root and returns what it prints. */
    static String run(String... arguments) {
        return given("", arguments);
    }

    /** Runs a command with this standard input. */
    static String given(String input, String... arguments) {
        return reading(input, arguments, Docker::text);
    }

    /** @param read gets the output while the command runs, and reads all of it */
    static <T> T reading(String input, String[] arguments, Function<InputStream, T> read) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(RunningSystem.root().toFile())
                    .start();
            var errors = new StringBuffer();
            Thread reader = Thread.ofVirtual().start(() -> errors.append(text(process.getErrorStream())));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            T result = read.apply(process.getInputStream());
            int status = process.waitFor();
            reader.join();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + status + ": " + errors);
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
