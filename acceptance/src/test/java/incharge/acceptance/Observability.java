package incharge.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of {@code deploy/observability}. */
final class Observability {
    static final Path DIRECTORY = RunningSystem.root().resolve("deploy/observability");

    private static final Pattern QUERIES = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);

    /** @param place where the query stands, for a message */
    record Query(String place, String text) {
        @Override
        public String toString() {
            return place;
        }
    }

    private Observability() {}

    static List<JsonNode> alerts() {
        return new YAMLMapper()
                .readTree(read(DIRECTORY.resolve("alerts.yml")))
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** Returns the dashboards by name of the file. */
    static Map<String, JsonNode> dashboards() {
        return files("grafana/dashboards", ".json")
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString(),
                        file -> new JsonMapper().readTree(read(file)),
                        (one, _) -> one,
                        TreeMap::new));
    }

    /** Returns the texts of the runbooks by name of the alert. */
    static Map<String, String> runbooks() {
        return files("runbooks", ".md")
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".md", ""),
                        Observability::read,
                        (one, _) -> one,
                        TreeMap::new));
    }

    static Stream<JsonNode> panels(JsonNode dashboard) {
        return dashboard
                .path("panels")
                .valueStream()
                .filter(panel -> !panel.path("type").asString().equals("row"));
    }

    /** Returns every PromQL expression of rules, dashboards, runbooks and data sources. */
    static List<Query> queries() {
        List<Query> all = new ArrayList<>();
        alerts().forEach(rule -> all.add(
                new Query(rule.path("alert").asString(), rule.path("expr").asString())));
        dashboards().forEach((file, dashboard) -> {
            panels(dashboard)
                    .forEach(panel -> panel.path("targets")
                            .forEach(target -> all.add(new Query(
                                    file + ": " + panel.path("title").asString(),
                                    target.path("expr").asString()))));
            dashboard
                    .at("/templating/list")
                    .valueStream()
                    .filter(variable -> variable.path("type").asString().equals("query"))
                    .forEach(variable -> all.add(new Query(
                            file + ": $" + variable.path("name").asString(),
                            variable.at("/query/query").asString())));
        });
        runbooks()
                .forEach((name, text) -> QUERIES.matcher(text)
                        .results()
                        .flatMap(block -> block.group(1).lines())
                        .filter(line -> !line.isBlank())
                        .forEach(line -> all.add(new Query("runbook " + name, line))));
        new YAMLMapper()
                .readTree(read(DIRECTORY.resolve("grafana/provisioning/datasources/incharge.yaml")))
                .path("datasources")
                .valueStream()
                .flatMap(
                        source -> source.at("/jsonData/tracesToMetrics/queries").valueStream())
                .forEach(query -> all.add(new Query(
                        "trace: " + query.path("name").asString(),
                        query.path("query").asString().replace("{$$__tags}", "{program=\"customer-service\"}"))));
        return all;
    }

    private static Stream<Path> files(String directory, String suffix) {
        try (Stream<Path> all = Files.list(DIRECTORY.resolve(directory))) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
