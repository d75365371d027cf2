package incharge.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All programs that the launcher runs on a JVM.
 *
 * @param services the four services, then the gateway
 * @param kafka the broker's cache; the broker itself runs from the launcher's own class path
 */
record UnpackedPrograms(List<Program> services, AotCache kafka) {
    /** @param home the checkout, its app jars built */
    static UnpackedPrograms of(Path home, JvmOptions jvm) {
        Path programs = directory(home);
        var services = new ArrayList<String>(LocalSystem.SERVICES);
        services.add(LocalSystem.GATEWAY);
        return new UnpackedPrograms(
                unpacked(services, home, jvm), new AotCache(programs.resolve("kafka-" + launcherVersion() + ".aot")));
    }

    /** Unpacks the app jars of services unless that is done. */
    static synchronized List<Program> unpacked(List<String> services, Path home, JvmOptions jvm) {
        Path programs = directory(home);
        // Two starts from one checkout may run at the same time, also on different builds. If each of them took a lock
        // for each program, in no order, the operating system would refuse one as a deadlock.
        try (FileChannel channel = lockFile(programs);
                FileLock _ = channel.lock()) {
            // each unpacking runs in a JVM of its own that mostly waits for the disk
            return services.parallelStream()
                    .map(name -> Program.unpacked(name, home, programs, jvm))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the programs", e);
        }
    }

    private static FileChannel lockFile(Path programs) throws IOException {
        Files.createDirectories(programs);
        return FileChannel.open(
                programs.resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Returns the directory of all unpacked programs. */
    static Path directory(Path home) {
        return home.resolve("local").resolve("target").resolve("programs");
    }

    Stream<AotCache> caches() {
        return Stream.concat(services.stream().map(program -> new AotCache(program.aotCache())), Stream.of(kafka));
    }

    /** Changes when a file of the launcher's class path changes: the JVM refuses a cache of another class path. */
    private static String launcherVersion() {
        List<String> entries = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .map(UnpackedPrograms::version)
                .toList();
        return Integer.toHexString(entries.hashCode());
    }

    private static String version(Path jar) {
        try {
            return jar + " " + Files.size(jar) + " "
                    + Files.getLastModifiedTime(jar).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + jar, e);
        }
    }
}
