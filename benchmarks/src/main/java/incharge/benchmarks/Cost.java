package incharge.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The processor time that each part of the system has used so far. On a busy machine it is steadier than a rate. */
final class Cost {
    private static final List<String> PARTS = List.of(
            "mongod",
            "kafka",
            "customer-service",
            "responsibility-service",
            "grouping-service",
            "reporting-service",
            "gateway");

    private final RunningSystem system;
    private final Map<String, Duration> used;

    private Cost(RunningSystem system, Map<String, Duration> used) {
        this.system = system;
        this.used = used;
    }

    static Cost now(RunningSystem system) {
        var used = new LinkedHashMap<String, Duration>();
        for (String part : PARTS) {
            used.put(
                    part,
                    ProcessHandle.of(system.pid(part))
                            .flatMap(process -> process.info().totalCpuDuration())
                            .orElse(Duration.ZERO));
        }
        return new Cost(system, used);
    }

    /** The time used since, divided by a number of things, of the parts that used at least a twentieth of it. */
    String sinceForEach(long things) {
        var micros = new LinkedHashMap<String, Double>();
        now(system)
                .used
                .forEach((part, now) ->
                        micros.put(part, now.minus(used.get(part)).toNanos() / 1e3 / things));
        double all = micros.values().stream().mapToDouble(Double::doubleValue).sum();
        return micros.entrySet().stream()
                .filter(each -> each.getValue() >= all / 20)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(each -> text(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", ", text(all) + " us: ", ""));
    }

    private static String text(double micros) {
        return String.format(Locale.ROOT, "%,.0f", micros);
    }
}
