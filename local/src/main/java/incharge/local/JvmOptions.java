package incharge.local;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JVM options of the services, by where they run: the environment variable {@code INCHARGE_JVM} selects them for
 * {@code ./run}. benchmarks/README.md says what was measured.
 */
public enum JvmOptions {
    /** Keeps a start short: the quick compiler alone, and small heaps, since seven processes share the machine. */
    LAPTOP {
        @Override
        List<String> compilerAndHeap(String service) {
            // the better compiler takes half of the processor time of the first minutes, more than it saves there
            return List.of("-XX:TieredStopAtLevel=1", MEGABYTES.getOrDefault(service, "-Xmx256m"));
        }
    },
    /** For processes that run for weeks: all compilers, and a heap by the memory of the machine or container. */
    SERVER {
        @Override
        List<String> compilerAndHeap(String service) {
            // shares of one machine; a container holds one service alone, which can have 70 % of its memory
            return List.of("-XX:MaxRAMPercentage=" + SHARES.getOrDefault(service, 5));
        }
    };

    /**
     * reporting-service holds the matrix in memory; responsibility-service loads the history of all changes of a bulk;
     * customer-service decides about an activity for each of thousands of customers at once.
     */
    private static final Map<String, String> MEGABYTES =
            Map.of("reporting-service", "-Xmx768m", "responsibility-service", "-Xmx1g", "customer-service", "-Xmx512m");

    private static final Map<String, Integer> SHARES =
            Map.of("reporting-service", 25, "responsibility-service", 10, "customer-service", 10);

    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            // restarted it works again, without memory it only seems to run
            "-XX:+ExitOnOutOfMemoryError",
            "-Daxoniq.update-checker.disabled=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    abstract List<String> compilerAndHeap(String service);

    /** Returns the options of a service's JVM. */
    List<String> of(String service) {
        return Stream.concat(compilerAndHeap(service).stream(), COMMON.stream()).toList();
    }

    /** Returns the name as {@code INCHARGE_JVM} has it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
