package incharge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * A service's program on disk: its app jar unpacked into one jar and its libraries, as a fast start needs it, and the
 * AOT cache of a training run.
 *
 * @param name the service's
 * @param directory holds the unpacked program; its name changes with the app jar
 * @param jvm the options of its JVM; each have an AOT cache of their own, which keeps what their compilers need
 */
record Program(String name, Path directory, JvmOptions jvm) {
    private static final Duration UNUSED = Duration.ofHours(12);

    /**
     * Unpacks the app jar of a service unless that is done.
     *
     * @param home the checkout
     * @param programs directory of all unpacked programs, which no other process changes
     */
    static Program unpacked(String name, Path home, Path programs, JvmOptions jvm) {
        try {
            Path jar = appJar(home.resolve(name).resolve("target"));
            var program = new Program(name, programs.resolve(name + "-" + version(jar)), jvm);
            if (!Files.isDirectory(program.directory)) {
                deleteUnused(name, programs);
                program.unpack(jar);
            }
            Files.setLastModifiedTime(program.directory, FileTime.from(Instant.now()));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name, e);
        }
    }

    /** Changes with every content: a build that can be repeated gives all jars the same time. */
    private static String version(Path jar) throws IOException {
        var sum = new CRC32();
        try (var archive = new ZipFile(jar.toFile())) {
            archive.stream().forEach(entry -> sum.update((entry.getName() + entry.getCrc() + "\n").getBytes(UTF_8)));
        }
        return Files.size(jar) + "-" + Long.toHexString(sum.getValue());
    }

    /** Returns the command line of a JVM that runs it; the given options override its own. */
    List<String> command(List<String> options) {
        var command = new ArrayList<String>();
        command.add(Tools.java().toString());
        command.addAll(jvm.of(name));
        command.addAll(options);
        command.addAll(List.of("-jar", directory.resolve(name + ".jar").toString()));
        return command;
    }

    Path aotCache() {
        return directory.resolve(name + "-" + jvm.label() + ".aot");
    }

    private void unpack(Path jar) throws IOException {
        Path temporary = directory.resolveSibling(directory.getFileName() + ".unpacking");
        if (Files.exists(temporary)) {
            Directories.delete(temporary);
        }
        Path output = Files.createTempFile("incharge-unpack", ".txt");
        try {
            // The tool names the jar of the program like the app jar.
            int status = new ProcessBuilder(
                            Tools.java().toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            temporary.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("status " + status + Logs.end(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
        Files.move(temporary.resolve(jar.getFileName()), temporary.resolve(name + ".jar"));
        Files.move(temporary, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteUnused(String name, Path programs) throws IOException {
        var used = FileTime.from(Instant.now().minus(UNUSED));
        try (Stream<Path> all = Files.list(programs)) {
            for (Path each : all.filter(Files::isDirectory).toList()) {
                boolean older = each.getFileName().toString().startsWith(name + "-")
                        && Files.getLastModifiedTime(each).compareTo(used) < 0;
                if (older) {
                    Directories.delete(each);
                }
            }
        }
    }

    private static Path appJar(Path target) throws IOException {
        try (Stream<Path> all = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            return all.filter(file -> file.getFileName().toString().endsWith("-app.jar"))
                    .findFirst()
                    .orElseThrow(() -> new MissingTool(
                            "There is no app jar in " + target + "; build it: ./mvnw -DskipTests package"));
        }
    }
}
