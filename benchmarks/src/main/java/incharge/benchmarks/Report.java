package incharge.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the figures and prints one table for each benchmark, as Markdown. */
final class Report {

    /**
     * @param baseline what was measured beside it in the same run, or empty
     * @param ratio of the figure to the baseline, or empty
     * @param aim what is aimed for, or empty
     */
    private record Line(String what, String figure, String baseline, String ratio, String aim, String met) {}

    private final Map<String, List<Line>> tables = new LinkedHashMap<>();

    /** A figure without a baseline or an aim. */
    void add(String table, String what, String figure) {
        add(table, new Line(what, figure, "", "", "", ""));
    }

    /** A figure beside its baseline. */
    void add(String table, String what, String figure, String baseline, double ratio) {
        add(table, new Line(what, figure, baseline, ratio(ratio), "", ""));
    }

    /** A figure that has an aim. */
    void add(String table, String what, String figure, String aim, boolean met) {
        add(table, new Line(what, figure, "", "", aim, met ? "yes" : "no"));
    }

    /** A figure beside its baseline, with an aim. */
    void add(String table, String what, String figure, String baseline, double ratio, String aim, boolean met) {
        add(table, new Line(what, figure, baseline, ratio(ratio), aim, met ? "yes" : "no"));
    }

    private synchronized void add(String table, Line line) {
        System.err.println(table + ": " + line.what + " " + line.figure
                + (line.baseline.isEmpty() ? "" : " (baseline " + line.baseline + ", " + line.ratio + ")")
                + (line.aim.isEmpty() ? "" : " aim " + line.aim + ": " + line.met));
        tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(line);
    }

    synchronized void print() {
        tables.forEach((title, lines) -> {
            System.out.println("\n**" + title + "**\n");
            System.out.println("| | figure | baseline, same run | ratio | aim | met |");
            System.out.println("| --- | --- | --- | --- | --- | --- |");
            lines.forEach(line -> System.out.println(String.join(
                    " | ", "| " + line.what, line.figure, line.baseline, line.ratio, line.aim, line.met + " |")));
        });
        tables.clear();
        System.out.flush();
    }

    /** Shows what is going on. */
    static void progress(String doing) {
        System.err.println("... " + doing);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms", millis);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f/s", rate);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
