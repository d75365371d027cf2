package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static incharge.k8s.Manifests.labels;
import static incharge.k8s.PodRules.check;
import static incharge.k8s.PodRules.on;
import static incharge.k8s.PodRules.without;
import static incharge.k8s.Sources.OWNERS_OF_PERSONS;
import static incharge.k8s.Sources.PROGRAMS;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules for the five programs. */
final class ProgramRules {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final int MANAGEMENT = 9090;
    /** SIGTERM drains a program within this time, in seconds. */
    private static final int DRAIN = 30;

    private static final int REPORTING_STARTS = 600;
    private static final int USER = 10001;
    private static final int OVERHEAD_MEGABYTES = 256;

    /** Settings that have one value in all programs that read them. */
    private static final List<String> SHARED = List.of(
            "INCHARGE_ISSUER",
            "INCHARGE_TIME_ZONE",
            "INCHARGE_KAFKA_BOOTSTRAP",
            "INCHARGE_REGISTRY_FI_URL",
            "INCHARGE_REGISTRY_NO_URL");

    private static final Map<String, Object> MASTER_KEY = Map.of(
            "name",
            "INCHARGE_MASTER_KEY",
            "valueFrom",
            Map.of("secretKeyRef", Map.of("name", "master-key", "key", "master-key")));

    private ProgramRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of("the programs and no others are Deployments", ProgramRules::deployments)
                        .fails("one less", system -> system.remove("Deployment", "grouping-service")),
                program("two replicas, one version after the other without a gap", ProgramRules::replicas)
                        .fails("one", on("customer-service", "/spec/replicas", 1))
                        .fails("all at once", on("gateway", "/spec/strategy/type", "Recreate"))
                        .fails("gap", on("gateway", "/spec/strategy/rollingUpdate/maxUnavailable", 1))
                        .fails(
                                "other pods",
                                on("gateway", "/spec/selector/matchLabels/app.kubernetes.io~1name", "web")),
                program("application and management have a port each", ProgramRules::ports)
                        .fails("other port", on("gateway", CONTAINER + "/ports/1/containerPort", 8888))
                        .fails("no management", without("gateway", CONTAINER + "/ports/0"))
                        .fails("other setting", data("gateway", "SERVER_PORT", "8888"))
                        .fails("other management", data("gateway", "MANAGEMENT_SERVER_PORT", "8080"))
                        .fails("only this machine", data("gateway", "INCHARGE_BIND", "127.0.0.1")),
                program("probes use the management port; liveness depends on no other system", ProgramRules::probes)
                        .fails("port", on("gateway", CONTAINER + "/readinessProbe/httpGet/port", "http"))
                        .fails(
                                "everything",
                                on("gateway", CONTAINER + "/livenessProbe/httpGet/path", "/actuator/health"))
                        .fails(
                                "readiness",
                                on("gateway", CONTAINER + "/livenessProbe/httpGet/path", "/actuator/health/readiness"))
                        .fails(
                                "short start",
                                on("reporting-service", CONTAINER + "/startupProbe/failureThreshold", 60)),
                program("the end of a pod is longer than sleep and drain", ProgramRules::shutdown)
                        .fails("short", on("gateway", POD + "/terminationGracePeriodSeconds", DRAIN))
                        .fails("no sleep", without("gateway", CONTAINER + "/lifecycle"))
                        .fails(
                                "shell",
                                on(
                                        "gateway",
                                        CONTAINER + "/lifecycle/preStop",
                                        Map.of("exec", Map.of("command", List.of("sleep", "10"))))),
                program("memory is the heap of ./run and what a JVM needs beside it", ProgramRules::memory)
                        .fails("heap", data("reporting-service", "JAVA_TOOL_OPTIONS", "-Xmx8g"))
                        .fails("memory", on("gateway", CONTAINER + "/resources/limits/memory", "300Mi"))
                        .fails("default heap", data("gateway", "JAVA_TOOL_OPTIONS", "-Xss1m")),
                program("replicas are spread over nodes and zones", ProgramRules::spread)
                        .fails("nowhere", without("gateway", POD + "/topologySpreadConstraints"))
                        .fails("zones", without("gateway", POD + "/topologySpreadConstraints/1"))
                        .fails(
                                "others",
                                on(
                                        "gateway",
                                        POD
                                                + "/topologySpreadConstraints/0/labelSelector/matchLabels/app.kubernetes.io~1name",
                                        "web")),
                program("the image is the program's, run by its user", ProgramRules::image)
                        .fails("another", on("gateway", CONTAINER + "/image", "incharge/reporting-service:0.1.0"))
                        .fails("user", on("gateway", POD + "/securityContext/runAsUser", 1)),
                program("a Service publishes the application's port alone, inside the cluster", ProgramRules::service)
                        .fails("none", system -> system.remove("Service", "gateway"))
                        .fails(
                                "management",
                                system -> system.set(
                                        "Service",
                                        "gateway",
                                        "/spec/ports/-",
                                        Map.of("name", "management", "port", MANAGEMENT)))
                        .fails("node", system -> system.set("Service", "gateway", "/spec/type", "NodePort"))
                        .fails(
                                "selector",
                                system -> system.set(
                                        "Service", "gateway", "/spec/selector/app.kubernetes.io~1name", "web")),
                program("a disruption takes one replica at most", ProgramRules::disruption)
                        .fails("none", system -> system.remove("PodDisruptionBudget", "gateway"))
                        .fails("all", system -> system.set("PodDisruptionBudget", "gateway", "/spec/maxUnavailable", 2))
                        .fails(
                                "others",
                                system -> system.set(
                                        "PodDisruptionBudget",
                                        "gateway",
                                        "/spec/selector/matchLabels/app.kubernetes.io~1name",
                                        "web")),
                Rule.of("gateway and reporting follow the load, and writers do not", ProgramRules::scaling)
                        .fails("gateway", system -> system.remove("HorizontalPodAutoscaler", "gateway"))
                        .fails(
                                "one",
                                system -> system.set(
                                        "HorizontalPodAutoscaler", "reporting-service", "/spec/minReplicas", 1))
                        .fails(
                                "another",
                                system -> system.set(
                                        "HorizontalPodAutoscaler",
                                        "gateway",
                                        "/spec/scaleTargetRef/name",
                                        "customer-service")),
                program("every variable is read by the program", ProgramRules::variables)
                        .fails("unknown", data("gateway", "INCHARGE_COLOUR", "blue"))
                        .fails("of another", data("gateway", "INCHARGE_KAFKA_BOOTSTRAP", "kafka:9092"))
                        .fails("misspelt", data("gateway", "MANAGEMENT_PORT", "9090"))
                        .fails("no map", on("gateway", CONTAINER + "/envFrom/0/configMapRef/name", "gateway"))
                        .fails(
                                "no log lines",
                                system -> dataOf(system, "gateway").remove("LOGGING_STRUCTURED_FORMAT_CONSOLE")),
                Rule.of("programs address each other by their Services", ProgramRules::addresses)
                        .fails("port", data("gateway", "INCHARGE_REPORTING_URL", "http://reporting-service:8080"))
                        .fails("issuer", data("customer-service", "INCHARGE_ISSUER", "https://other.example.com"))
                        .fails("zone", data("grouping-service", "INCHARGE_TIME_ZONE", "Asia/Tokyo"))
                        .fails("registry", data("reporting-service", "INCHARGE_REGISTRY_FI_URL", "none")),
                Rule.of(
                                "services that own persons have the master key, and nothing else has it",
                                ProgramRules::masterKey)
                        .fails("none", on("customer-service", CONTAINER + "/env", List.of()))
                        .fails("the gateway", on("gateway", CONTAINER + "/env/-", MASTER_KEY))
                        .fails("grouping", on("grouping-service", CONTAINER + "/env/-", MASTER_KEY))
                        .fails("reporting", on("reporting-service", CONTAINER + "/env/-", MASTER_KEY))
                        .fails(
                                "a file",
                                on(
                                        "gateway",
                                        POD + "/volumes/-",
                                        Map.of("name", "key", "secret", Map.of("secretName", "master-key")))),
                Rule.of("secrets are references", ProgramRules::secrets)
                        .fails(
                                "object",
                                system -> system.add(
                                        "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'s','namespace':'incharge'}}"))
                        .fails(
                                "value",
                                on(
                                        "gateway",
                                        CONTAINER + "/env/0",
                                        Map.of("name", "INCHARGE_MONGODB_URI", "value", "mongodb://127.0.0.1/")))
                        .fails("map", data("gateway", "INCHARGE_OWN_SIGN_IN_PASSWORD", "secret-secret"))
                        .fails("master key", data("customer-service", "INCHARGE_MASTER_KEY", "c2VjcmV0"))
                        .fails("address", data("gateway", "INCHARGE_URL", "https://user:secret@incharge.example.com"))
                        .fails("database", without("gateway", CONTAINER + "/env")));
    }

    private static Rule program(String name, Function<Program, Stream<String>> violations) {
        return Rule.of(
                name,
                system -> PROGRAMS.stream()
                        .flatMap(program -> system.find("Deployment", program)
                                .map(deployment -> violations
                                        .apply(new Program(system, program, deployment))
                                        .map(fault -> program + ": " + fault))
                                .orElse(Stream.of(program + " is missing"))));
    }

    private record Program(Manifests system, String name, JsonNode deployment) {
        JsonNode at(String pointer) {
            return deployment.at(pointer);
        }

        Map<String, String> environment() {
            return system.environment(at("/spec/template"));
        }

        boolean selectedBy(JsonNode matchLabels) {
            return !labels(matchLabels).isEmpty()
                    && labels(at("/spec/template/metadata/labels"))
                            .entrySet()
                            .containsAll(labels(matchLabels).entrySet());
        }
    }

    private static Consumer<Manifests> data(String program, String key, String value) {
        return system -> dataOf(system, program).put(key, value);
    }

    private static ObjectNode dataOf(Manifests system, String program) {
        return (ObjectNode) system.all("ConfigMap")
                .filter(map -> Manifests.name(map).startsWith(program + "-"))
                .findFirst()
                .orElseThrow()
                .get("data");
    }

    private static Stream<String> deployments(Manifests system) {
        Set<String> found =
                Set.copyOf(system.all("Deployment").map(Manifests::name).toList());
        return found.equals(Set.copyOf(PROGRAMS)) ? Stream.empty() : Stream.of("the Deployments are " + found);
    }

    private static Stream<String> replicas(Program program) {
        var faults = Stream.<String>builder();
        check(faults, program.at("/spec/replicas").asInt(1) == 2, "has not two replicas");
        check(faults, program.at("/spec/strategy/type").asString("").equals("RollingUpdate"), "stops before it starts");
        check(
                faults,
                program.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1) == 0,
                "serves with one replica less during an update");
        check(faults, program.selectedBy(program.at("/spec/selector/matchLabels")), "owns other pods");
        return faults.build();
    }

    private static Stream<String> ports(Program program) {
        var faults = Stream.<String>builder();
        int application = Sources.port(program.name);
        Map<String, String> environment = program.environment();
        check(faults, port(program, "http") == application, "listens on another port than " + application);
        check(faults, port(program, "management") == MANAGEMENT, "has no management port");
        check(
                faults,
                environment.getOrDefault("SERVER_PORT", "").equals(Integer.toString(application)),
                "SERVER_PORT is another port");
        check(
                faults,
                environment.getOrDefault("MANAGEMENT_SERVER_PORT", "").equals(Integer.toString(MANAGEMENT)),
                "MANAGEMENT_SERVER_PORT is another port");
        check(faults, environment.getOrDefault("INCHARGE_BIND", "").equals("0.0.0.0"), "cannot be reached");
        return faults.build();
    }

    private static int port(Program program, String name) {
        return each(program.at(CONTAINER + "/ports"))
                .filter(port -> port.path("name").asString().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .findFirst()
                .orElse(0);
    }

    private static Stream<String> probes(Program program) {
        var faults = Stream.<String>builder();
        Map.of("startupProbe", "liveness", "livenessProbe", "liveness", "readinessProbe", "readiness")
                .forEach((probe, group) -> {
                    JsonNode get = program.at(CONTAINER + '/' + probe + "/httpGet");
                    check(
                            faults,
                            get.path("path").asString("").equals("/actuator/health/" + group)
                                    && get.path("port").asString("").equals("management"),
                            probe + " does not request " + group + " at the management port");
                });
        JsonNode startup = program.at(CONTAINER + "/startupProbe");
        int time = startup.path("periodSeconds").asInt(10)
                * startup.path("failureThreshold").asInt(3);
        check(
                faults,
                time >= (program.name.equals("reporting-service") ? REPORTING_STARTS : 120),
                "may start for no longer than " + time + " s");
        // The liveness group of Spring Boot holds the state of the process, unless a program adds to it.
        check(faults, !Sources.text(program.name).contains("group.liveness"), "its liveness depends on more");
        return faults.build();
    }

    private static Stream<String> shutdown(Program program) {
        var faults = Stream.<String>builder();
        int sleep = program.at(CONTAINER + "/lifecycle/preStop/sleep/seconds").asInt(0);
        int grace = program.at(POD + "/terminationGracePeriodSeconds").asInt(30);
        check(faults, sleep >= 5, "stops while it still gets requests");
        check(
                faults,
                grace > sleep + Math.max(DRAIN, Sources.drainOfAPhase()),
                "is killed " + grace + " s after its sleep begins");
        return faults.build();
    }

    private static Stream<String> memory(Program program) {
        var faults = Stream.<String>builder();
        var heap = Pattern.compile("-Xmx(\\w+)").matcher(program.environment().getOrDefault("JAVA_TOOL_OPTIONS", ""));
        if (!heap.find()) {
            return Stream.of("has no size of its heap");
        }
        check(faults, heap.group(1).equals(Sources.heap(program.name)), "has another heap than ./run gives it");
        int limit = megabytes(program.at(CONTAINER + "/resources/limits/memory").asString("0Mi"));
        check(
                faults,
                limit >= megabytes(heap.group(1)) + OVERHEAD_MEGABYTES,
                limit + " MiB are too little for a heap of " + heap.group(1));
        return faults.build();
    }

    private static int megabytes(String size) {
        int number = Integer.parseInt(size.replaceAll("\\D", ""));
        return size.toLowerCase(Locale.ROOT).contains("g") ? number * 1024 : number;
    }

    private static Stream<String> spread(Program program) {
        return Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")
                .filter(key -> each(program.at(POD + "/topologySpreadConstraints"))
                        .noneMatch(constraint ->
                                constraint.path("topologyKey").asString().equals(key)
                                        && constraint.path("maxSkew").asInt() == 1
                                        && program.selectedBy(constraint.at("/labelSelector/matchLabels"))))
                .map(key -> "is not spread over " + key);
    }

    private static Stream<String> image(Program program) {
        var faults = Stream.<String>builder();
        String image = program.at(CONTAINER + "/image").asString("");
        check(faults, image.matches("(.*/)?" + program.name + ":.*"), "runs " + image);
        check(faults, program.at(POD + "/securityContext/runAsUser").asInt(0) == USER, "is not run by " + USER);
        return faults.build();
    }

    private static Stream<String> service(Program program) {
        var faults = Stream.<String>builder();
        JsonNode service = program.system
                .find("Service", program.name)
                .map(JsonNode.class::cast)
                .orElse(null);
        if (service == null) {
            return Stream.of("has no Service");
        }
        check(
                faults,
                service.at("/spec/type").asString("ClusterIP").equals("ClusterIP"),
                "is published by its Service");
        check(faults, program.selectedBy(service.at("/spec/selector")), "is not selected by its Service");
        check(
                faults,
                each(service.at("/spec/ports"))
                        .map(port -> port.path("port").asInt() + " "
                                + port.path("targetPort").asString(""))
                        .toList()
                        .equals(List.of(Sources.port(program.name) + " http")),
                "has a Service with other ports");
        return faults.build();
    }

    private static Stream<String> disruption(Program program) {
        boolean kept = program.system
                .find("PodDisruptionBudget", program.name)
                .filter(budget -> budget.at("/spec/maxUnavailable").asInt(0) == 1
                        && program.selectedBy(budget.at("/spec/selector/matchLabels")))
                .isPresent();
        return kept ? Stream.empty() : Stream.of("has no budget of one disruption");
    }

    private static Stream<String> scaling(Manifests system) {
        var faults = Stream.<String>builder();
        Set<String> scaled = Set.copyOf(system.all("HorizontalPodAutoscaler")
                .map(scaler -> scaler.at("/spec/scaleTargetRef/name").asString())
                .toList());
        check(faults, scaled.equals(Set.of("gateway", "reporting-service")), "scaled are " + scaled);
        system.all("HorizontalPodAutoscaler")
                .filter(scaler -> scaler.at("/spec/minReplicas").asInt(1) < 2
                        || scaler.at("/spec/maxReplicas").asInt()
                                <= scaler.at("/spec/minReplicas").asInt())
                .forEach(scaler -> faults.add(Manifests.name(scaler) + " may have one replica"));
        return faults.build();
    }

    private static Stream<String> variables(Program program) {
        var faults = Stream.<String>builder();
        Map<String, String> environment = program.environment();
        check(faults, !environment.isEmpty(), "has no ConfigMap");
        check(faults, environment.containsKey("LOGGING_STRUCTURED_FORMAT_CONSOLE"), "logs lines that are no JSON");
        Stream.concat(
                        environment.keySet().stream(),
                        each(program.at(CONTAINER + "/env"))
                                .map(variable -> variable.path("name").asString()))
                .filter(name -> !isRead(program.name, name))
                .forEach(name -> faults.add("reads no " + name));
        return faults.build();
    }

    /** Returns whether the source names the variable, or Spring Boot or the JVM reads it. */
    private static boolean isRead(String program, String variable) {
        String text = Sources.text(program);
        if (variable.startsWith("INCHARGE_KAFKA_CLIENT_")) {
            return text.contains("\"incharge.kafka.client\"");
        }
        return text.contains(variable)
                || Set.of("JAVA_TOOL_OPTIONS", "MANAGEMENT_SERVER_PORT", "SPRING_MONGODB_SSL_BUNDLE")
                        .contains(variable)
                || variable.startsWith("LOGGING_LEVEL_")
                || variable.equals("LOGGING_STRUCTURED_FORMAT_CONSOLE")
                || variable.startsWith("SPRING_SSL_BUNDLE_PEM_");
    }

    private static Stream<String> addresses(Manifests system) {
        var faults = Stream.<String>builder();
        Map<String, String> gateway = environment(system, "gateway");
        Map.of(
                        "INCHARGE_CUSTOMERS_URL", "customer-service",
                        "INCHARGE_RESPONSIBILITIES_URL", "responsibility-service",
                        "INCHARGE_GROUPINGS_URL", "grouping-service",
                        "INCHARGE_REPORTING_URL", "reporting-service")
                .forEach((variable, service) -> check(
                        faults,
                        ("http://" + service + ':' + Sources.port(service)).equals(gateway.get(variable)),
                        variable + " is not the address of " + service));
        for (String shared : SHARED) {
            List<String> values = PROGRAMS.stream()
                    .filter(program -> Sources.text(program).contains('"' + shared)
                            || Sources.text(program).contains("{" + shared))
                    .map(program -> environment(system, program).getOrDefault(shared, "none"))
                    .distinct()
                    .toList();
            check(faults, values.size() == 1 && !values.contains("none"), shared + " is " + values);
        }
        if (system.overlay() == Overlay.LOCAL) {
            check(
                    faults,
                    "http://gateway:8080".equals(gateway.get("INCHARGE_ISSUER"))
                            && "true".equals(gateway.get("INCHARGE_OWN_SIGN_IN_ANYWHERE")),
                    "the gateway is not the issuer of the demo users");
        }
        return faults.build();
    }

    private static Map<String, String> environment(Manifests system, String program) {
        return system.find("Deployment", program)
                .map(deployment -> system.environment(deployment.at("/spec/template")))
                .orElse(Map.of());
    }

    private static Stream<String> masterKey(Manifests system) {
        var faults = Stream.<String>builder();
        PodRules.owners(system).forEach(owner -> {
            Set<String> references = each(owner.at(CONTAINER + "/env"))
                    .filter(variable -> variable.at("/valueFrom/secretKeyRef/name")
                            .asString("")
                            .equals("master-key"))
                    .map(variable -> variable.path("name").asString()
                            + ' '
                            + labels(variable.at("/valueFrom/secretKeyRef")).get("key")
                            + (variable.at("/valueFrom/secretKeyRef/optional").asBoolean(false) ? " optional" : ""))
                    .collect(Collectors.toSet());
            if (OWNERS_OF_PERSONS.contains(Manifests.name(owner))) {
                check(
                        faults,
                        references.equals(Set.of(
                                "INCHARGE_MASTER_KEY master-key", "INCHARGE_MASTER_KEY_PREVIOUS previous optional")),
                        Manifests.label(owner) + " has of the master key: " + references);
            } else {
                check(
                        faults,
                        !owner.toString().contains("\"master-key\""),
                        Manifests.label(owner) + " has the master key");
            }
        });
        return faults.build();
    }

    private static Stream<String> secrets(Manifests system) {
        var faults = Stream.<String>builder();
        system.all("Secret").forEach(secret -> faults.add(Manifests.label(secret)));
        Pattern named = Pattern.compile("(?i).*(PASSWORD|SECRET|TOKEN|JAAS|_URI|MASTER_KEY(_PREVIOUS)?)$");
        Pattern credentials = Pattern.compile("[a-z+]+://[^/\\s]*:[^/\\s]*@.*");
        system.all("ConfigMap")
                .forEach(map -> map.path("data")
                        .propertyStream()
                        .filter(entry -> named.matcher(entry.getKey()).matches()
                                || credentials
                                        .matcher(entry.getValue().asString())
                                        .matches())
                        .forEach(entry -> faults.add(Manifests.label(map) + " holds " + entry.getKey())));
        PodRules.owners(system)
                .forEach(owner -> PodRules.containers(owner)
                        .flatMap(container -> each(container.path("env")))
                        .filter(variable -> variable.has("value")
                                && named.matcher(variable.path("name").asString())
                                        .matches())
                        .forEach(variable -> faults.add(Manifests.label(owner) + " holds " + variable.path("name"))));
        PROGRAMS.forEach(program -> check(
                faults,
                system.find("Deployment", program).stream()
                        .flatMap(deployment -> each(deployment.at(CONTAINER + "/env")))
                        .anyMatch(variable -> variable.path("name").asString().equals("INCHARGE_MONGODB_URI")
                                && variable.at("/valueFrom/secretKeyRef/name")
                                        .asString("")
                                        .equals(program + "-mongodb")),
                program + " has no connection of its own to MongoDB"));
        return faults.build();
    }
}
