package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of settings in the operations guide have what the programs, ./run and docker-compose.yml read. */
class OperationsGuideTest {

    private static final Path GUIDE = RunningSystem.root().resolve("docs/operations.md");

    /** Modules that are no part of what an operator runs. */
    private static final Set<String> NO_PROGRAMS = Set.of("acceptance", "benchmarks", "k8s", "web");

    /** What application.yml says about the program itself. */
    private static final Set<String> FIXED =
            Set.of("INCHARGE_FEED_TOPICS", "INCHARGE_RELAY_TOPIC", "INCHARGE_SWAGGER_UI_VERSION");

    /** Every setting of Kafka's clients has this prefix; the table has one row for them. */
    private static final String KAFKA_CLIENT = "INCHARGE_KAFKA_CLIENT_";

    private static final Pattern VARIABLE = Pattern.compile("\\bINCHARGE_[A-Z0-9_]*[A-Z0-9]\\b");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$\\{((?:INCHARGE_|SERVER_|incharge\\.)[A-Za-z0-9_.-]+)(?::-?([^{}]*))?}");
    private static final Pattern LOOKED_UP = Pattern.compile(
            "(?:nvironment\\.get(?:Required)?Property\\(|Secrets\\.read\\(environment,)\\s*\"(incharge\\.[a-z.-]+)\"");
    private static final Pattern BOUND = Pattern.compile(
            "@ConfigurationProperties\\(\"(incharge\\.[a-z.-]+)\"\\)\\s*(?:public )?record \\w+\\(([^{]*)\\)");
    private static final Pattern COMPONENT = Pattern.compile("@DefaultValue\\(\"([^\"]*)\"\\) \\w+ (\\w+)");
    private static final Pattern OF_COMPOSE = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]+)=(.*)$");
    private static final Pattern IN_COMPOSE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+(?:\\.\\.\\.)?)` \\|([^|]*)\\|");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void every_setting_is_in_the_table_and_the_table_has_no_other() {
        Set<String> read = new TreeSet<>(settings().keySet());
        Set<String> described = rows().keySet().stream()
                .filter(name -> name.startsWith("INCHARGE_"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).contains("INCHARGE_VERSION");
        described.remove("INCHARGE_VERSION"); // compose alone
        assertThat(described).isEqualTo(read);
    }

    @Test
    void every_variable_of_compose_is_in_the_table() {
        Set<String> variables = new TreeSet<>(names(OF_COMPOSE, text(".env")));
        variables.addAll(names(IN_COMPOSE, text("docker-compose.yml")));

        assertThat(rows().keySet()).containsAll(variables);
    }

    @Test
    void a_default_is_what_the_code_has() {
        Map<String, String> rows = rows();
        settings().forEach((name, defaults) -> {
            if (!defaults.isEmpty()) {
                assertThat(defaults)
                        .as("defaults of " + name)
                        .anySatisfy(each -> assertThat(rows.get(name)).as(name).contains("`" + each + "`"));
            }
        });
    }

    @Test
    void every_link_leads_to_a_file() {
        for (String link : names(LINK, text("docs/operations.md"))) {
            assertThat(GUIDE.resolveSibling(link)).exists();
        }
    }

    /** Returns the settings that the code reads, with the defaults that it names. */
    private static Map<String, Set<String>> settings() {
        Map<String, Set<String>> settings = new TreeMap<>();
        sources().forEach(file -> collect(text(file), settings));
        collect(text("run"), settings);
        FIXED.forEach(name -> assertThat(settings.remove(name)).as(name).isNotNull());
        // an address that ./run writes for others
        settings.remove("INCHARGE_METRICS");
        return settings;
    }

    private static void collect(String code, Map<String, Set<String>> settings) {
        for (String name : names(VARIABLE, code)) {
            add(settings, name.startsWith(KAFKA_CLIENT) ? KAFKA_CLIENT + "..." : name, "");
        }
        PLACEHOLDER
                .matcher(code)
                .results()
                .filter(found -> !found.group(1).startsWith("SERVER_"))
                .forEach(found -> add(settings, variable(found.group(1)), found.group(2)));
        names(LOOKED_UP, code).forEach(name -> add(settings, variable(name), ""));
        BOUND.matcher(code)
                .results()
                .forEach(bound -> COMPONENT
                        .matcher(bound.group(2))
                        .results()
                        .forEach(component -> add(
                                settings,
                                variable(bound.group(1) + "." + dashed(component.group(2))),
                                component.group(1))));
    }

    private static void add(Map<String, Set<String>> settings, String name, String byDefault) {
        Set<String> defaults = settings.computeIfAbsent(name, _ -> new TreeSet<>());
        if (byDefault != null && !byDefault.isBlank()) {
            defaults.add(byDefault);
        }
    }

    /** Returns the environment variable that sets a property. */
    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<String> sources() {
        Path root = RunningSystem.root();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.filter(module -> Files.isDirectory(module.resolve("src/main"))
                            && !NO_PROGRAMS.contains(module.getFileName().toString()))
                    .flatMap(module -> files(module.resolve("src/main")))
                    .map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".java") || file.endsWith("application.yml"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the default in each row, by the name of the setting. */
    private static Map<String, String> rows() {
        return ROW.matcher(text("docs/operations.md"))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (one, _) -> one, TreeMap::new));
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(OperationsGuideTest::name).toList();
    }

    private static String name(MatchResult found) {
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }

    private static String text(String file) {
        try {
            return Files.readString(RunningSystem.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
