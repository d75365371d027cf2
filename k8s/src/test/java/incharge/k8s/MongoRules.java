package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static incharge.k8s.Manifests.labels;
import static incharge.k8s.Manifests.texts;
import static incharge.k8s.PodRules.check;
import static incharge.k8s.Sources.PROGRAMS;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules for MongoDB in production, and for the certificates that programs verify. */
final class MongoRules {
    private static final String KIND = "MongoDBCommunity";
    private static final String NAME = "incharge-mongodb";
    private static final String TEMPLATE = "/spec/statefulSet/spec/template";
    private static final Set<String> FIELDS =
            Set.of("type", "members", "version", "security", "additionalMongodConfig", "users", "statefulSet");
    private static final Set<String> USER_FIELDS = Set.of(
            "name", "db", "passwordSecretRef", "roles", "scramCredentialsSecretName", "connectionStringSecretName");

    private MongoRules() {}

    static List<Rule> all() {
        return Stream.of(
                        Rule.of(
                                        "three members on nodes of their own, encrypted, with authentication",
                                        MongoRules::members)
                                .fails("one", system -> system.set(KIND, NAME, "/spec/members", 1))
                                .fails("field", system -> system.set(KIND, NAME, "/spec/replicas", 3))
                                .fails(
                                        "no authentication",
                                        system -> system.set(
                                                KIND, NAME, "/spec/security/authentication/modes", List.of()))
                                .fails(
                                        "plain text",
                                        system -> system.set(KIND, NAME, "/spec/security/tls/enabled", false))
                                .fails(
                                        "optional",
                                        system -> system.set(KIND, NAME, "/spec/security/tls/optional", true))
                                .fails("certificate", system -> system.remove("Certificate", "mongodb"))
                                .fails(
                                        "other names",
                                        system -> system.set(
                                                "Certificate",
                                                "mongodb",
                                                "/spec/dnsNames",
                                                List.of("mongodb.example.com")))
                                .fails(
                                        "one node",
                                        system ->
                                                system.delete(KIND, NAME, TEMPLATE + "/spec/topologySpreadConstraints"))
                                .fails(
                                        "memory",
                                        system -> system.set(
                                                KIND,
                                                NAME,
                                                TEMPLATE + "/spec/containers/0/resources/limits/memory",
                                                "8Gi"))
                                .fails(
                                        "unrestricted",
                                        system -> system.delete(
                                                KIND, NAME, TEMPLATE + "/spec/containers/1/securityContext"))
                                .fails("version", system -> system.set(KIND, NAME, "/spec/version", "8.0")),
                        Rule.of("every program has a user of its own databases", MongoRules::users)
                                .fails("missing", system -> system.delete(KIND, NAME, "/spec/users/4"))
                                .fails(
                                        "all databases",
                                        system -> system.set(
                                                KIND, NAME, "/spec/users/0/roles/0/name", "readWriteAnyDatabase"))
                                .fails(
                                        "another's",
                                        system ->
                                                system.set(KIND, NAME, "/spec/users/0/roles/0/db", "incharge-gateway"))
                                .fails("no keys", system -> system.delete(KIND, NAME, "/spec/users/0/roles/1"))
                                .fails(
                                        "another's keys",
                                        system -> system.set(
                                                KIND,
                                                NAME,
                                                "/spec/users/0/roles/1/db",
                                                "incharge-responsibilities-keys"))
                                .fails(
                                        "keys for a service without persons",
                                        system -> system.set(
                                                KIND,
                                                NAME,
                                                "/spec/users/2/roles/-",
                                                Map.of("db", "incharge-customers-keys", "name", "read")))
                                .fails(
                                        "connection",
                                        system -> system.set(
                                                KIND, NAME, "/spec/users/0/connectionStringSecretName", "other"))
                                .fails("field", system -> system.set(KIND, NAME, "/spec/users/0/password", "secret")),
                        Rule.of("programs verify MongoDB's certificate", MongoRules::clients)
                                .fails(
                                        "no bundle",
                                        system -> system.delete(
                                                "ConfigMap",
                                                KafkaRules.configMap(system, "gateway"),
                                                "/data/SPRING_MONGODB_SSL_BUNDLE"))
                                .fails(
                                        "no authority",
                                        system -> system.delete(
                                                "Deployment", "customer-service", "/spec/template/spec/volumes/1"))
                                .fails(
                                        "the server's key",
                                        system -> system.delete(
                                                "Deployment",
                                                "customer-service",
                                                "/spec/template/spec/volumes/1/secret/items")))
                .map(rule -> rule.in(Overlay.PRODUCTION))
                .toList();
    }

    private static Stream<String> members(Manifests system) {
        var faults = Stream.<String>builder();
        JsonNode spec = system.find(KIND, NAME).orElseThrow().get("spec");
        check(faults, FIELDS.containsAll(spec.propertyNames()), "has fields that its operator does not read");
        check(faults, spec.path("members").asInt() == 3, "has not three members");
        check(faults, spec.path("version").asString("").matches("\\d+\\.\\d+\\.\\d+"), "has no exact version");
        check(faults, texts(spec.at("/security/authentication/modes")).equals(List.of("SCRAM")), "lets anybody in");
        JsonNode tls = spec.at("/security/tls");
        String secret = tls.at("/certificateKeySecretRef/name").asString("");
        check(
                faults,
                tls.path("enabled").asBoolean(false) && !tls.path("optional").asBoolean(false),
                "takes plain text");
        check(
                faults,
                system.all("Certificate")
                        .anyMatch(certificate ->
                                certificate.at("/spec/secretName").asString().equals(secret)
                                        && texts(certificate.at("/spec/dnsNames"))
                                                .contains("*." + NAME + "-svc.incharge.svc.cluster.local")
                                        && system.find(
                                                        "Issuer",
                                                        certificate
                                                                .at("/spec/issuerRef/name")
                                                                .asString())
                                                .isPresent()),
                "has no certificate of its members' names");
        JsonNode pod = spec.at("/statefulSet/spec/template/spec");
        restricted(faults, pod.path("securityContext"), containers(pod));
        containers(pod).forEach(container -> memory(faults, container.path("resources")));
        spread(faults, pod.path("topologySpreadConstraints"));
        return faults.build();
    }

    private static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.concat(each(pod.path("containers")), each(pod.path("initContainers")));
    }

    /** Checks what the restricted profile of the namespace requires of pods that an operator makes. */
    static void restricted(Stream.Builder<String> faults, JsonNode pod, Stream<JsonNode> containers) {
        check(
                faults,
                pod.path("runAsNonRoot").asBoolean(false)
                        && pod.at("/seccompProfile/type").asString("").equals("RuntimeDefault"),
                "is not restricted");
        containers.forEach(container -> check(
                faults,
                !container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)
                        && texts(container.at("/securityContext/capabilities/drop"))
                                .equals(List.of("ALL")),
                "has a container that is not restricted"));
    }

    static void memory(Stream.Builder<String> faults, JsonNode resources) {
        String memory = resources.at("/requests/memory").asString("");
        check(
                faults,
                !memory.isEmpty()
                        && memory.equals(resources.at("/limits/memory").asString(""))
                        && resources.at("/requests").has("cpu")
                        && !resources.at("/limits").has("cpu"),
                "requests other memory than its limit");
    }

    static void spread(Stream.Builder<String> faults, JsonNode constraints) {
        check(
                faults,
                each(constraints)
                        .anyMatch(constraint ->
                                constraint.path("topologyKey").asString().equals("kubernetes.io/hostname")
                                        && constraint
                                                .path("whenUnsatisfiable")
                                                .asString()
                                                .equals("DoNotSchedule")),
                "members share a node");
    }

    private static Stream<String> users(Manifests system) {
        var faults = Stream.<String>builder();
        JsonNode users = system.find(KIND, NAME).orElseThrow().at("/spec/users");
        check(
                faults,
                each(users).map(user -> user.path("name").asString()).toList().equals(PROGRAMS),
                "the users are not the programs");
        each(users).forEach(user -> {
            String name = user.path("name").asString();
            check(faults, USER_FIELDS.containsAll(user.propertyNames()), name + " has other fields");
            check(
                    faults,
                    each(user.path("roles"))
                            .map(Manifests::labels)
                            .toList()
                            .equals(Sources.databases(name).stream()
                                    .map(database -> Map.of("db", database, "name", "readWrite"))
                                    .toList()),
                    name + " has other rights than to its databases");
            check(
                    faults,
                    user.path("connectionStringSecretName").asString("").equals(name + "-mongodb"),
                    name + " has a connection that no program reads");
        });
        return faults.build();
    }

    private static Stream<String> clients(Manifests system) {
        var faults = Stream.<String>builder();
        for (String program : PROGRAMS) {
            JsonNode deployment = system.find("Deployment", program).orElseThrow();
            Map<String, String> environment = system.environment(deployment.at("/spec/template"));
            String authority = environment
                    .getOrDefault("SPRING_SSL_BUNDLE_PEM_MONGODB_TRUSTSTORE_CERTIFICATE", "")
                    .replace("file:", "");
            check(
                    faults,
                    "mongodb".equals(environment.get("SPRING_MONGODB_SSL_BUNDLE"))
                            && mounts(deployment.at("/spec/template/spec"), "mongodb-tls", authority),
                    program + " does not verify MongoDB");
        }
        return faults.build();
    }

    /** Returns whether a file is the authority of a Secret, of which the pod sees nothing else. */
    static boolean mounts(JsonNode pod, String secret, String file) {
        return each(pod.path("volumes"))
                .filter(volume -> volume.at("/secret/secretName").asString("").equals(secret)
                        && each(volume.at("/secret/items"))
                                .map(Manifests::labels)
                                .toList()
                                .equals(List.of(Map.of("key", "ca.crt", "path", "ca.crt"))))
                .anyMatch(volume -> each(pod.at("/containers/0/volumeMounts"))
                        .anyMatch(mount -> labels(mount)
                                        .get("name")
                                        .equals(volume.path("name").asString())
                                && file.equals(mount.path("mountPath").asString() + "/ca.crt")));
    }
}
