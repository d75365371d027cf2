package incharge.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        // Each unpacking runs in a JVM of its own that mostly waits for the disk.
        List<Program> unpacked = services.parallelStream()
                .map(name -> Program.unpacked(name, home, programs, jvm))
                .toList();
        return new UnpackedPrograms(unpacked, new AotCache(programs.resolve("kafka-" + launcherVersion() + ".aot")));
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
