package incharge.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the source of the programs says, so that the manifests cannot drift from it. */
final class Sources {
    static final List<String> WRITERS = List.of("customer-service", "responsibility-service", "grouping-service");
    static final List<String> OWNERS_OF_PERSONS = List.of("customer-service", "responsibility-service");
    static final List<String> SERVICES =
            List.of("customer-service", "responsibility-service", "grouping-service", "reporting-service");
    static final List<String> PROGRAMS =
            List.of("customer-service", "responsibility-service", "grouping-service", "reporting-service", "gateway");

    /** The topic of the keys of persons, which has no events. */
    static final String KEYS = "incharge.keys";

    private static final Path ROOT = Path.of("..");
    private static final Path OBSERVABILITY = ROOT.resolve("deploy/observability");
    private static final Pattern MODULE =
            Pattern.compile("<groupId>incharge</groupId><artifactId>([a-z-]+)</artifactId>(?!.*<scope>test)");
    private static final Pattern DEFAULT_PORT = Pattern.compile("\\$\\{SERVER_PORT:(?:\\$\\{[A-Z_]+:)?(\\d+)}+");
    private static final Pattern HEAP = Pattern.compile("\"([a-z-]+)\", \"-Xmx(\\w+)\"");
    private static final Pattern DRAIN = Pattern.compile("timeout-per-shutdown-phase\", \"(\\d+)s\"");
    private static final Pattern KAFKA = Pattern.compile("<kafka.server.version>([^<]+)");
    private static final Map<String, String> TEXTS = new HashMap<>();

    private Sources() {}

    /** Returns the names of the topics of events, from the published contract. */
    static Set<String> topics() {
        JsonNode channels = new JsonMapper()
                .readTree(read(ROOT.resolve("contracts/src/main/resources/incharge/contracts/asyncapi.json")))
                .path("channels");
        return channels.valueStream()
                .map(channel -> channel.path("address").asString())
                .filter(topic -> !topic.equals(KEYS))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns a value of a program's application.yml, or an empty text. */
    static String setting(String program, String pointer) {
        return new YAMLMapper()
                .readTree(read(ROOT.resolve(program).resolve("src/main/resources/application.yml")))
                .at(pointer)
                .asString("");
    }

    static int port(String program) {
        return Integer.parseInt(group(DEFAULT_PORT, setting(program, "/server/port")));
    }

    /** Returns the databases of a program; one that owns persons has a second one, for their keys. */
    static List<String> databases(String program) {
        String data = program.equals("gateway") ? "incharge-gateway" : setting(program, "/spring/mongodb/database");
        return OWNERS_OF_PERSONS.contains(program) ? List.of(data, data + "-keys") : List.of(data);
    }

    /** Returns the heap that ./run gives to a program, as a JVM option has it. */
    static String heap(String program) {
        String options = read(ROOT.resolve("local/src/main/java/incharge/local/JvmOptions.java"));
        return HEAP.matcher(options)
                .results()
                .filter(found -> found.group(1).equals(program))
                .map(found -> found.group(2))
                .findFirst()
                .orElse("256m");
    }

    /** Returns how long one phase of a program's end may take, in seconds. */
    static int drainOfAPhase() {
        return Integer.parseInt(
                group(DRAIN, read(ROOT.resolve("http-api/src/main/java/incharge/http/HttpDefaults.java"))));
    }

    /** Returns the version of the broker that ./run starts. */
    static String kafka() {
        return group(KAFKA, read(ROOT.resolve("pom.xml")));
    }

    /** Returns everything that a program is made of: its own source and that of its libraries. */
    static String text(String program) {
        return TEXTS.computeIfAbsent(
                program,
                name -> modules(name, new LinkedHashSet<>()).stream()
                        .flatMap(module -> files(ROOT.resolve(module).resolve("src/main")))
                        .filter(file -> file.toString().endsWith(".java")
                                || file.toString().endsWith(".yml"))
                        .map(Sources::read)
                        .collect(Collectors.joining("\n")));
    }

    /** Returns the manifests as they are written, by path. */
    static Map<String, String> manifests() {
        return Stream.of("base", "components", "overlays")
                .flatMap(directory -> files(Path.of(directory)))
                .filter(file -> file.toString().endsWith(".yaml"))
                .collect(Collectors.toMap(Path::toString, Sources::read));
    }

    /** Returns the alert rules that Prometheus reads where there is no operator. */
    static JsonNode alerts() {
        return new YAMLMapper().readTree(read(OBSERVABILITY.resolve("alerts.yml")));
    }

    /** Returns the dashboards, by name of the file. */
    static Map<String, String> dashboards() {
        return files(OBSERVABILITY.resolve("grafana/dashboards"))
                .collect(Collectors.toMap(file -> file.getFileName().toString(), Sources::read));
    }

    private static Set<String> modules(String module, Set<String> found) {
        if (found.add(module)) {
            MODULE.matcher(read(ROOT.resolve(module).resolve("pom.xml")))
                    .results()
                    .map(dependency -> dependency.group(1))
                    .filter(name -> !name.equals("incharge") && !name.equals("web"))
                    .forEach(name -> modules(name, found));
        }
        return found;
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("not found: " + pattern);
        }
        return matcher.group(1);
    }
}
