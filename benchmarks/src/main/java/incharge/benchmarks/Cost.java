package incharge.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The processor time that each part of the system has used so far. On a busy machine it is steadier than a rate. */
final class Cost {
    private final Processes processes;
    private final Map<String, Duration> used;

    private Cost(Processes processes, Map<String, Duration> used) {
        this.processes = processes;
        this.used = used;
    }

    static Cost now(Processes processes) {
        var used = new LinkedHashMap<String, Duration>();
        processes
                .pids()
                .forEach((part, pid) -> used.put(
                        part,
                        ProcessHandle.of(pid)
                                .flatMap(process -> process.info().totalCpuDuration())
                                .orElse(Duration.ZERO)));
        return new Cost(processes, used);
    }

    /** Returns the time used since by each part, in microseconds, divided by a number of things. */
    Map<String, Double> micros(long things) {
        var micros = new LinkedHashMap<String, Double>();
        now(processes)
                .used
                .forEach((part, now) ->
                        micros.put(part, now.minus(used.get(part)).toNanos() / 1e3 / things));
        return micros;
    }

    /** Returns the same as text: the sum, and the parts that used at least a twentieth of it. */
    String sinceForEach(long things) {
        Map<String, Double> micros = micros(things);
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
