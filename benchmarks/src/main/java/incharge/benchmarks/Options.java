package incharge.benchmarks;

import incharge.local.JvmOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of the command line.
 *
 * @param names of the benchmarks to run
 * @param bulks number of bulks of 10,000 changes on every customer ({@code --bulks=20})
 * @param data workspace that is kept loaded for the next run ({@code --data=DIR}); empty: a temporary one
 * @param jvm options of the services' JVMs ({@code --jvm=laptop})
 */
record Options(List<String> names, int bulks, Load load, Optional<Path> data, JvmOptions jvm, Growth growth, Web web) {
    private static final Set<String> OPTIONS = Set.of(
            "bulks", "seconds", "rounds", "warm", "data", "jvm", "customers", "employees", "heap", "java", "scrolling");

    /**
     * @param warm how long the system is under load before anything is measured ({@code --warm=120})
     * @param round length of one round under load ({@code --seconds=4})
     * @param rounds number of measured rounds; the median one is reported ({@code --rounds=3})
     */
    record Load(Duration warm, Duration round, int rounds) {}

    /**
     * @param sizes numbers of customers, the smallest first ({@code --customers=10000,100000})
     * @param people number of employees ({@code --employees=500}); empty: by the number of customers
     * @param heap megabytes of the heap of reporting-service ({@code --heap=2048}); empty: by the number of customers
     * @param java other options of its JVM, which override those that it has ({@code --java="-XX:+UseParallelGC"})
     */
    record Growth(List<Integer> sizes, Optional<Integer> people, Optional<Integer> heap, List<String> java) {
        private static final int LEAST = 768;
        private static final int FOR_A_MILLION = 3_072;

        int employees(int customers) {
            return people.orElse(customers >= 1_000_000 ? 2_000 : 200);
        }

        int megabytes(int customers) {
            return heap.orElse((int) Math.max(LEAST, (long) FOR_A_MILLION * customers / 1_000_000));
        }
    }

    /**
     * @param runs of the pages, each in a browser context of its own; the median one is reported ({@code --rounds=5})
     * @param wheel how long the wheel turns in each direction ({@code --seconds=10})
     * @param scrolling how long before the heap is read ({@code --scrolling=180})
     */
    record Web(int runs, Duration wheel, Duration scrolling) {}

    /**
     * @param known names of benchmarks
     * @param whenNoneIsNamed those of them that run when none is named
     * @throws IllegalArgumentException naming what is unknown
     */
    static Options of(String[] arguments, List<String> known, List<String> whenNoneIsNamed) {
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
                names.isEmpty() ? whenNoneIsNamed : List.copyOf(names),
                Integer.parseInt(options.getOrDefault("bulks", "20")),
                new Load(
                        Duration.ofSeconds(Integer.parseInt(options.getOrDefault("warm", "120"))),
                        Duration.ofSeconds(Integer.parseInt(options.getOrDefault("seconds", "4"))),
                        Integer.parseInt(options.getOrDefault("rounds", "3"))),
                Optional.ofNullable(options.get("data"))
                        .map(directory -> Path.of(System.getProperty("incharge.calledFrom", ""))
                                .resolve(directory)
                                .toAbsolutePath()),
                JvmOptions.valueOf(
                        options.getOrDefault("jvm", JvmOptions.LAPTOP.label()).toUpperCase(Locale.ROOT)),
                growth(options),
                new Web(
                        number(options, "rounds").orElse(5),
                        Duration.ofSeconds(number(options, "seconds").orElse(10)),
                        Duration.ofSeconds(number(options, "scrolling").orElse(180))));
    }

    private static Growth growth(Map<String, String> options) {
        List<Integer> sizes = Arrays.stream(
                        options.getOrDefault("customers", "10000,100000").split(","))
                .map(Integer::valueOf)
                .toList();
        List<String> java = Arrays.stream(options.getOrDefault("java", "").split(" "))
                .filter(option -> !option.isEmpty())
                .toList();
        return new Growth(sizes, number(options, "employees"), number(options, "heap"), java);
    }

    private static Optional<Integer> number(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name)).map(Integer::valueOf);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    Duration warm() {
        return load.warm();
    }

    Duration round() {
        return load.round();
    }

    int rounds() {
        return load.rounds();
    }
}
