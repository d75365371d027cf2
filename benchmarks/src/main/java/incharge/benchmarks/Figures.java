package incharge.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** What was measured at one size, to be compared with the same at another size. */
final class Figures {
    static final DoubleFunction<String> MILLIS = Report::millis;
    static final DoubleFunction<String> SECONDS = Report::seconds;
    static final DoubleFunction<String> PER_SECOND = Report::perSecond;
    static final DoubleFunction<String> MICROS = micros -> String.format(Locale.ROOT, "%,.0f us", micros);
    static final DoubleFunction<String> BYTES = bytes -> String.format(Locale.ROOT, "%,.0f B", bytes);
    static final DoubleFunction<String> MEGABYTES = bytes -> Report.megabytes((long) bytes);

    /** How many times a figure may grow from one size to the largest. */
    private static final double MOST_GROWTH = 2;

    /**
     * @param value the one that is compared
     * @param text the value and what belongs to it
     */
    private record Figure(double value, String text, boolean mustNotGrow) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    void add(String what, double value, DoubleFunction<String> unit) {
        figures.put(what, new Figure(value, unit.apply(value), false));
    }

    /** Adds p50, which has the aim to stay the same from size to size, and beside it p99. */
    void addSteady(String what, Samples samples) {
        String text = "%s, p99 %s".formatted(Report.millis(samples.p50()), Report.millis(samples.p99()));
        figures.put(what + ", p50", new Figure(samples.p50(), text, true));
    }

    /** Adds p50 and beside it p99 and the rate. */
    void addSteady(String what, Clients.Round round) {
        Samples samples = round.samples();
        String text = "%s, p99 %s, %s"
                .formatted(Report.millis(samples.p50()), Report.millis(samples.p99()), Report.perSecond(round.rate()));
        figures.put(what + ", p50", new Figure(samples.p50(), text, true));
    }

    /** Reports all beside those of the smallest size, which has nothing beside it. */
    void report(Report report, String table, Optional<Figures> smallest) {
        figures.forEach((what, figure) -> {
            Figure base = smallest.map(other -> other.figures.get(what)).orElse(null);
            if (base == null) {
                report.add(table, what, figure.text);
                return;
            }
            double ratio = figure.value / base.value;
            if (figure.mustNotGrow) {
                report.add(table, what, figure.text, base.text, ratio, "2 times", ratio <= MOST_GROWTH);
            } else {
                report.add(table, what, figure.text, base.text, ratio);
            }
        });
    }
}
