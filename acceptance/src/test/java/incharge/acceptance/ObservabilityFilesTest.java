package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules, runbooks and dashboards by themselves, without a running system. */
class ObservabilityFilesTest {
    private static final List<String> PARTS = List.of(
            "# ", "## What it means", "## What users notice", "## How to look", "## What to do", "## When it is over");
    private static final Set<String> UNITS = Set.of("s", "short", "ops", "reqps", "percentunit", "bytes", "Bps");

    @Test
    void every_alert_says_how_bad_it_is_and_what_to_do() {
        assertThat(Observability.alerts()).isNotEmpty().allSatisfy(rule -> {
            String name = rule.path("alert").asString();
            assertThat(name).startsWith("InCharge");
            assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
            assertThat(rule.at("/annotations/description").asString()).isNotBlank();
            assertThat(rule.at("/annotations/runbook_url").asString())
                    .isEqualTo("deploy/observability/runbooks/" + name + ".md");
        });
        assertThat(names()).doesNotHaveDuplicates();
    }

    @Test
    void every_alert_has_a_runbook_and_every_runbook_an_alert() {
        assertThat(Observability.runbooks().keySet()).containsExactlyInAnyOrderElementsOf(names());
        Observability.runbooks()
                .forEach((name, text) -> assertThat(text.lines())
                        .as(name)
                        .filteredOn(line -> line.startsWith("#"))
                        .hasSameSizeAs(PARTS)
                        .zipSatisfy(PARTS, (line, part) -> assertThat(line).startsWith(part)));
        assertThat(Observability.runbooks())
                .allSatisfy((name, text) ->
                        assertThat(text).startsWith("# " + name + "\n").containsAnyOf("```promql\n", "```\n"));
    }

    @Test
    void every_alert_is_tested_with_two_outcomes() {
        String tests = Stream.of("facts.yml", "programs.yml", "http.yml", "resources.yml")
                .map(file -> Observability.read(
                        Observability.DIRECTORY.resolve("tests").resolve(file)))
                .collect(Collectors.joining());
        assertThat(names())
                .allSatisfy(name -> assertThat(Pattern.compile("alertname=\"" + name + "\"")
                                .matcher(tests)
                                .results())
                        .as("fires and does not fire")
                        .hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void the_rules_of_prometheus_are_the_text_of_the_object_for_its_operator() {
        String object = Observability.read(Observability.DIRECTORY.resolve("prometheusrule.yaml"));
        String below = object.substring(object.indexOf("\nspec:\n") + "\nspec:\n".length());

        assertThat(Observability.read(Observability.DIRECTORY.resolve("alerts.yml")))
                .as("sed '1,/^spec:$/d; s/^  //' prometheusrule.yaml > alerts.yml")
                .isEqualTo(below.lines()
                        .map(line -> line.startsWith("  ") ? line.substring(2) : line)
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void promtool_accepts_configuration_and_rules_and_every_test_of_them_passes() throws Exception {
        Path tests = Observability.DIRECTORY.resolve("tests");
        var files = new ArrayList<String>(List.of("test", "rules"));
        try (Stream<Path> all = Files.list(tests)) {
            all.map(Path::toString).sorted().forEach(files::add);
        }

        promtool(
                "check",
                "config",
                Observability.DIRECTORY.resolve("prometheus.yml").toString());
        promtool(files.toArray(String[]::new));
    }

    /** Otherwise the test above would show nothing. */
    @Test
    void promtool_finds_an_alert_that_does_not_fire(@TempDir Path directory) throws IOException {
        assumePromtool();
        String rules = Observability.read(Observability.DIRECTORY.resolve("alerts.yml"));
        Path tests = Files.createDirectory(directory.resolve("tests"));
        Files.writeString(
                directory.resolve("alerts.yml"),
                rules.replace(
                        "max by (program) (incharge_relay_lag_seconds) > 30", "incharge_relay_lag_seconds > 3000"));
        Path facts = Files.copy(Observability.DIRECTORY.resolve("tests/facts.yml"), tests.resolve("facts.yml"));

        assertThatThrownBy(() -> promtool("test", "rules", facts.toString())).hasMessageContaining("InChargeRelayLag");
    }

    @Test
    void every_dashboard_is_complete_and_every_panel_is_explained() {
        var uids = new HashSet<String>();
        assertThat(Observability.dashboards()).hasSize(3).allSatisfy((file, dashboard) -> {
            assertThat(dashboard.path("uid").asString()).startsWith("incharge-");
            assertThat(uids.add(dashboard.path("uid").asString()))
                    .as("unique uid")
                    .isTrue();
            assertThat(dashboard.path("title").asString()).startsWith("InCharge");
            assertThat(dashboard.has("id")).as("an id of one Grafana").isFalse();
            assertThat(Observability.panels(dashboard)).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("title").asString()).isNotBlank();
                assertThat(panel.path("description").asString()).endsWith(".");
                assertThat(panel.at("/fieldConfig/defaults/unit").asString()).isIn(UNITS);
                assertThat(panel.path("targets")).isNotEmpty();
            });
            assertThat(dashboard
                            .path("panels")
                            .valueStream()
                            .map(panel -> panel.path("id").asInt()))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void no_dashboard_is_bound_to_one_data_source() {
        assertThat(Observability.dashboards()).allSatisfy((_, dashboard) -> {
            assertThat(dashboard.findValues("datasource"))
                    .isNotEmpty()
                    .allSatisfy(
                            source -> assertThat(source.path("uid").asString()).isEqualTo("${datasource}"));
            assertThat(dashboard.at("/templating/list/0/type").asString()).isEqualTo("datasource");
            assertThat(Observability.panels(dashboard))
                    .allSatisfy(panel -> assertThat(panel.path("targets"))
                            .allSatisfy(target ->
                                    assertThat(target.has("datasource")).isTrue()));
        });
    }

    @Test
    void the_names_in_an_expression_are_found() {
        Promql found = Promql.of("max by (topic) (a_b{program=\"x, y\", le!~'1|2'} offset 2m) - on (z) group_right ()"
                + " rate(c_total[$__rate_interval]) > 0.5 or absent(up{job=\"incharge\"})");

        assertThat(found.labels()).containsExactly("topic", "z");
        assertThat(found.selectors()).extracting(Promql.Selector::metric).containsExactly("a_b", "c_total", "up");
        assertThat(found.selectors().getFirst().conditions())
                .containsExactly(new Promql.Condition("program", "=", "x, y"), new Promql.Condition("le", "!~", "1|2"));
        assertThat(Promql.of("label_values(up{job=\"incharge\"}, program)").labels())
                .containsExactly("program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo(bar)", "{job=\"x\"}", "a{b=\"1\"", "a{b}", "a{b=1}", "sum by a", "a ? b", "rate"})
    void an_expression_that_is_not_understood_is_an_error(String expression) {
        assertThatThrownBy(() -> Promql.of(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> names() {
        return Observability.alerts().stream()
                .map(rule -> rule.path("alert").asString())
                .toList();
    }

    private static void promtool(String... arguments) throws IOException {
        assumePromtool();
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assumePromtool() {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
        if (!there) {
            String reason = "The tests of the alert rules are not played: there is no promtool on the PATH"
                    + " (Debian has it in the package prometheus)";
            System.out.println(reason);
            assumeTrue(false, reason);
        }
    }
}
