package incharge.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The processor time that each part of the whole has used up to now. It says more than a rate on a busy machine. */
final class Cost {
    private static final List<String> PARTS = List.of(
            "mongod",
            "kafka",
            "customer-service",
            "responsibility-service",
            "grouping-service",
            "reporting-service",
            "gateway");

    private final Whole whole;
    private final Map<String, Duration> used;

    private Cost(Whole whole, Map<String, Duration> used) {
        this.whole = whole;
        this.used = used;
    }

    static Cost now(Whole whole) {
        var used = new LinkedHashMap<String, Duration>();
        for (String part : PARTS) {
            used.put(
                    part,
                    ProcessHandle.of(whole.pid(part))
                            .flatMap(process -> process.info().totalCpuDuration())
                            .orElse(Duration.ZERO));
        }
        return new Cost(whole, used);
    }

    /** What was used since, for each of so many things, by the parts that used at least a twentieth of it. */
    String sinceForEach(long things) {
        var micros = new LinkedHashMap<String, Double>();
        now(whole)
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
