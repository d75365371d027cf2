package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.acceptance.Promql.Condition;
import incharge.acceptance.Promql.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every metric and label that a rule, a panel or a runbook names is one that the running system shows. */
@ExtendWith(SharedSystem.class)
class ObservabilityTest {
    /** Metrics that the platform shows, and their labels. */
    private static final Map<String, Map<String, String>> OF_THE_PLATFORM = Map.of(
            "kubelet_volume_stats_available_bytes",
            Map.of("namespace", "incharge", "persistentvolumeclaim", "data-mongodb-0"),
            "kubelet_volume_stats_capacity_bytes",
            Map.of("namespace", "incharge", "persistentvolumeclaim", "data-mongodb-0"));

    /** Labels whose values a system without a fault does not show. */
    private static final Set<String> OF_FAULTS = Set.of("outcome", "status");

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?(\\w+) ?}}");

    /** The labels of each series, by metric. */
    private static final Map<String, List<Map<String, String>>> SHOWN = new HashMap<>();

    @BeforeAll
    static void scrape(RunningSystem system) {
        // at least one request and one command of each kind is measured
        Workspace.of(Api.as("demo-admin", system))
                .post("/api/customers", Workspace.body("name", Workspace.unique("Watched")))
                .expect(201);
        Api.as("demo-admin", system).get("/api/matrix");
        OF_THE_PLATFORM.forEach((metric, labels) -> SHOWN.put(metric, List.of(labels)));
        for (String program : MetricsTest.PROGRAMS) {
            Map<String, String> target = Map.of("job", "incharge", "program", program, "instance", program + ":9090");
            add("up", target);
            MetricsTest.metrics(system, program)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> add(line, target));
        }
    }

    private static void add(String line, Map<String, String> target) {
        Matcher series = SERIES.matcher(line.equals("up") ? "up 1" : line);
        assertThat(series.matches()).as(line).isTrue();
        Map<String, String> labels = new HashMap<>(target);
        if (series.group(2) != null) {
            LABEL.matcher(series.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        SHOWN.computeIfAbsent(series.group(1), _ -> new ArrayList<>()).add(labels);
    }

    static List<Observability.Query> queries() {
        return Observability.queries();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_running_system_shows_what_a_query_names(Observability.Query query) {
        assertThat(faults(query.text())).isEmpty();
    }

    @Test
    void texts_name_labels_that_their_query_has() {
        Observability.alerts()
                .forEach(rule -> assertThat(labelsOf(rule.path("expr").asString()))
                        .as(rule.path("alert").asString())
                        .containsAll(named(rule.path("annotations").toString())));
        Observability.dashboards()
                .forEach((file, dashboard) -> Observability.panels(dashboard)
                        .flatMap(panel -> panel.path("targets").valueStream())
                        .forEach(target -> assertThat(
                                        labelsOf(target.path("expr").asString()))
                                .as(file + ": " + target.path("expr"))
                                .containsAll(named(target.path("legendFormat").asString()))));
    }

    @Test
    void a_metric_a_label_or_a_value_that_nothing_shows_is_found() {
        assertThat(faults("incharge_relay_lag_minutes > 1")).containsExactly("incharge_relay_lag_minutes is not shown");
        assertThat(faults("max by (partition) (incharge_feed_lag_events)"))
                .containsExactly("nothing has the label partition");
        assertThat(faults("incharge_feed_lag_events{partition=\"0\"}"))
                .containsExactly("incharge_feed_lag_events has no label partition");
        assertThat(faults("incharge_feed_lag_events{topic=\"incharge.orders\"}"))
                .containsExactly("incharge_feed_lag_events has no series with topic=incharge.orders");
        assertThat(faults("incharge_relay_lag_events{program=\"gateway\"}"))
                .containsExactly("incharge_relay_lag_events has no series with program=gateway");
        assertThat(faults("sum by (program) (incharge_relay_lag_events)")).isEmpty();
    }

    private static List<String> faults(String query) {
        Promql names = Promql.of(query);
        Set<String> labels = labelsOf(query);
        return Stream.concat(
                        names.selectors().stream().flatMap(ObservabilityTest::faults),
                        names.labels().stream()
                                .filter(label -> !labels.contains(label))
                                .map(label -> "nothing has the label " + label))
                .toList();
    }

    private static Stream<String> faults(Selector selector) {
        List<Map<String, String>> series = SHOWN.get(selector.metric());
        if (series == null) {
            return Stream.of(selector.metric() + " is not shown");
        }
        List<String> unknown = selector.conditions().stream()
                .map(Condition::label)
                .filter(label -> series.stream().noneMatch(labels -> labels.containsKey(label)))
                .map(label -> selector.metric() + " has no label " + label)
                .toList();
        if (!unknown.isEmpty()) {
            return unknown.stream();
        }
        List<Condition> exact = selector.conditions().stream()
                .filter(condition -> condition.operator().equals("=") && !OF_FAULTS.contains(condition.label()))
                .toList();
        boolean shown = series.stream()
                .anyMatch(labels ->
                        exact.stream().allMatch(condition -> condition.value().equals(labels.get(condition.label()))));
        return shown
                ? Stream.empty()
                : Stream.of(selector.metric() + " has no series with "
                        + exact.stream()
                                .map(condition -> condition.label() + "=" + condition.value())
                                .collect(Collectors.joining(", ")));
    }

    /** Returns the labels that the metrics of a query have. */
    private static Set<String> labelsOf(String query) {
        return Promql.of(query).selectors().stream()
                .flatMap(selector -> SHOWN.getOrDefault(selector.metric(), List.of()).stream())
                .flatMap(labels -> labels.keySet().stream())
                .collect(Collectors.toSet());
    }

    private static List<String> named(String text) {
        return LEGEND.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
