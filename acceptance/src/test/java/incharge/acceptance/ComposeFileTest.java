package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.local.setup.KafkaRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker-compose.yml} and its secrets promise, without an engine. */
class ComposeFileTest {

    private final ComposeFile file = ComposeFile.read();

    @Test
    void every_service_keeps_the_rules() {
        assertThat(file.violations()).isEmpty();
        assertThat(file.defaults())
                .containsKeys(
                        "mongo",
                        "kafka",
                        "customer-service",
                        "responsibility-service",
                        "grouping-service",
                        "reporting-service",
                        "gateway",
                        "seed");
        assertThat(file.defaults().values())
                .as("reporting-service has the most memory")
                .extracting(ComposeFile::memory)
                .allMatch(memory -> memory <= ComposeFile.memory(file.services().get("reporting-service")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            read_only: true              | read_only: false              | can be written to
            cap_drop: [ALL]              | cap_drop: [NET_RAW]           | has capabilities
            cap_drop: [ALL]              | privileged: true              | has privileges
            no-new-privileges:true       | no-new-privileges:false       | may gain privileges
            mem_limit: 720m              | mem_reservation: 720m         | reporting-service has no limit of memory
            mem_limit: 720m              | mem_limit: 2720m              | add up to
            logging: &logging            | x-logging: &logging           | a log without an end
            restart: unless-stopped      | restart: always               | is started again
            restart: on-failure:5        | restart: on-failure           | seed is started again without
            pull_policy: never           | x-pull_policy: never          | gateway may be an image of somebody
            seed: {condition: service_co | setup: {condition: service_co | seed is started again
            "127.0.0.1:${INCHARGE_PORT   | "${INCHARGE_PORT              | gateway publishes
            secrets: [mongodb-key]       | ports: ["127.0.0.1:1:27017"]  | mongo publishes
            KAFKA_GROUP_INITIAL          | KAFKA_SSL_KEY_PASSWORD: x # # | has the secret KAFKA_SSL_KEY_PASSWORD
            secrets: [kafka-users]       | secrets: [kafka-admin]        | kafka has the unknown secret kafka-admin
            inside: {internal: true}     | inside: {}                    | a way out
            """)
    void each_rule_can_fail(String kept, String broken, String violation) throws IOException {
        String text = Files.readString(RunningSystem.root().resolve("docker-compose.yml"));
        assertThat(text).contains(kept);

        List<String> violations = ComposeFile.of(text.replace(kept, broken.replace("# #", "\n  KAFKA_GROUP_INITIAL")))
                .violations();

        assertThat(violations).anyMatch(found -> found.contains(violation));
    }

    @Test
    void secrets_are_made_once_and_only_the_owner_lists_them(@TempDir Path directory) throws Exception {
        Path script = Files.createDirectories(directory.resolve("deploy")).resolve("secrets");
        Files.copy(RunningSystem.root().resolve("deploy/secrets"), script);
        Path secrets = directory.resolve("secrets");

        assertThat(run(script)).isZero();

        Map<String, String> made = contents(secrets);
        assertThat(made.keySet()).containsExactlyInAnyOrderElementsOf(file.secrets());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        for (String name : made.keySet()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve(name))))
                    .as(name)
                    .isEqualTo("r--r--r--");
        }
        assertThat(Base64.getDecoder().decode(made.get("master-key"))).hasSize(32);
        Files.delete(secrets.resolve("gateway-mongodb"));
        assertThat(run(script)).isZero();
        Map<String, String> after = contents(secrets);
        assertThat(after.remove("gateway-mongodb")).isNotEqualTo(made.remove("gateway-mongodb"));
        assertThat(after).isEqualTo(made);
        assertThat(Set.copyOf(made.values())).as("no two secrets are the same").hasSize(made.size());
    }

    @Test
    void secrets_stay_out_of_git_and_of_images() throws IOException {
        Path root = RunningSystem.root();
        assertThat(Files.readAllLines(root.resolve(".gitignore"))).contains("/secrets/");
        assertThat(Files.readAllLines(root.resolve(".env")))
                .noneMatch(line -> line.matches("(?i).*(password|secret)=.*"));
        List<String> sent = Files.readAllLines(root.resolve(".dockerignore")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(sent).as("nothing is sent but what is named").startsWith("*");
        assertThat(sent).noneMatch(line -> line.matches("!(\\*+(/\\*+)?|/?secrets.*|/?\\.env)"));
    }

    @Test
    void the_services_that_own_persons_have_the_master_key_and_nothing_else_has_it() {
        Set<String> having = file.services().entrySet().stream()
                .filter(service ->
                        ComposeFile.list(service.getValue(), "secrets").contains("master-key"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(having).containsExactlyInAnyOrder("customer-service", "responsibility-service");
        assertThat(file.services().entrySet())
                .allSatisfy(service -> assertThat(environment(service.getValue(), "INCHARGE_MASTER_KEY_FILE"))
                        .as(service.getKey())
                        .isEqualTo(having.contains(service.getKey()) ? "/run/secrets/master-key" : null));
    }

    @Test
    void uploads_of_files_are_no_memory_of_a_container() {
        Map<String, Object> service = file.services().get("customer-service");

        assertThat(ComposeFile.list(service, "tmpfs")).isEmpty();
        assertThat(ComposeFile.list(service, "volumes"))
                .anyMatch(volume -> volume.toString().endsWith(":/tmp"));
    }

    private static Object environment(Map<String, Object> service, String variable) {
        return service.get("environment") instanceof Map<?, ?> environment ? environment.get(variable) : null;
    }

    @Test
    void the_services_have_the_rights_at_kafka_that_they_have_in_production() throws IOException {
        String users = Files.readString(RunningSystem.root().resolve("k8s/overlays/production/kafka-users.yaml"));
        Map<String, Set<String>> production = new HashMap<>();
        StreamSupport.stream(new Yaml().loadAll(users).spliterator(), false).forEach(user -> {
            Map<?, ?> named = (Map<?, ?>) user;
            production.put(text(named, "metadata", "name"), rights((Map<?, ?>) named.get("spec")));
        });
        production.remove("example-consumer");

        Map<String, Set<String>> here = KafkaRights.services().stream()
                .collect(Collectors.toMap(
                        service -> service,
                        service -> KafkaRights.of(service).stream()
                                .map(ComposeFileTest::text)
                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(here).isEqualTo(production);
    }

    private static Set<String> rights(Map<?, ?> specification) {
        var rights = new TreeSet<String>();
        for (Object acl : (List<?>) ((Map<?, ?>) specification.get("authorization")).get("acls")) {
            Map<?, ?> resource = (Map<?, ?>) ((Map<?, ?>) acl).get("resource");
            for (Object operation : (List<?>) ((Map<?, ?>) acl).get("operations")) {
                String right = resource.get("type") + " " + resource.get("name") + " " + operation;
                rights.add(right.toLowerCase(Locale.ROOT));
            }
        }
        return rights;
    }

    private static String text(AclBinding right) {
        return (right.pattern().resourceType() + " " + right.pattern().name() + " "
                        + right.entry().operation().toString().replace("_", ""))
                .toLowerCase(Locale.ROOT);
    }

    private static String text(Map<?, ?> map, String first, String second) {
        return ((Map<?, ?>) map.get(first)).get(second).toString();
    }

    private static int run(Path script) throws IOException, InterruptedException {
        return new ProcessBuilder(script.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            var contents = new TreeMap<String, String>(Comparator.naturalOrder());
            for (Path each : files.toList()) {
                contents.put(each.getFileName().toString(), Files.readString(each));
            }
            return contents;
        }
    }
}
