package incharge.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of the command line.
 *
 * @param names of the benchmarks to run
 * @param bulks number of bulks of 10,000 changes on every customer ({@code --bulks=20})
 * @param round length of one round under load ({@code --seconds=4})
 * @param rounds number of measured rounds; the median one is reported ({@code --rounds=3})
 * @param data workspace that is kept loaded for the next run ({@code --data=DIR}); empty: a temporary one
 */
record Options(List<String> names, int bulks, Duration round, int rounds, Optional<Path> data) {
    private static final Set<String> OPTIONS = Set.of("bulks", "seconds", "rounds", "data");

    /** @throws IllegalArgumentException naming what is unknown */
    static Options of(String[] arguments, List<String> known) {
        List<String> names = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0 && OPTIONS.contains(argument.substring(2, equals))) {
                options.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (known.contains(argument)) {
                names.add(argument);
            } else {
                throw new IllegalArgumentException(
                        "Unknown: " + argument + ". Benchmarks: " + known + ", options: " + OPTIONS);
            }
        }
        return new Options(
                names.isEmpty() ? known : List.copyOf(names),
                Integer.parseInt(options.getOrDefault("bulks", "20")),
                Duration.ofSeconds(Integer.parseInt(options.getOrDefault("seconds", "4"))),
                Integer.parseInt(options.getOrDefault("rounds", "3")),
                Optional.ofNullable(options.get("data"))
                        .map(directory -> Path.of(System.getProperty("incharge.calledFrom", ""))
                                .resolve(directory)
                                .toAbsolutePath()));
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
