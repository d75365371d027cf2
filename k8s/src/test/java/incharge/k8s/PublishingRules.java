package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static incharge.k8s.Manifests.label;
import static incharge.k8s.Manifests.labels;
import static incharge.k8s.Manifests.texts;
import static incharge.k8s.PodRules.check;
import static incharge.k8s.Sources.PROGRAMS;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules for all objects, and for what the outside and Prometheus reach. */
final class PublishingRules {
    private static final Schemas SCHEMAS = new Schemas();
    /** Kinds that an operator defines, without which a cluster of one node does. */
    private static final Set<String> GROUPS =
            Set.of("v1", "apps", "batch", "policy", "autoscaling", "networking.k8s.io");

    private PublishingRules() {}

    static List<Rule> all() {
        return List.of(
                schemas(),
                Rule.of("every object is in the namespace and part of InCharge", PublishingRules::placed)
                        .fails(
                                "elsewhere",
                                system -> system.set("Service", "gateway", "/metadata/namespace", "default"))
                        .fails(
                                "unlabelled",
                                system -> system.delete(
                                        "Service", "gateway", "/metadata/labels/app.kubernetes.io~1part-of"))
                        .fails("namespace", system -> system.remove("Namespace", "incharge")),
                Rule.of("nothing but the HTTPRoute publishes anything", PublishingRules::published)
                        .fails(
                                "ingress",
                                system -> system.add("{'apiVersion':'networking.k8s.io/v1','kind':'Ingress',"
                                        + "'metadata':{'name':'gateway','namespace':'incharge'}}"))
                        .fails("balancer", system -> system.set("Service", "gateway", "/spec/type", "LoadBalancer"))
                        .fails(
                                "address",
                                system ->
                                        system.set("Service", "gateway", "/spec/externalIPs", List.of("203.0.113.7"))),
                Rule.of(
                                "the HTTPRoute leads to the gateway's application port at the public host",
                                PublishingRules::route)
                        .in(Overlay.PRODUCTION)
                        .fails("none", system -> system.remove("HTTPRoute", "gateway"))
                        .fails(
                                "metrics",
                                system -> system.set("HTTPRoute", "gateway", "/spec/rules/0/backendRefs/0/port", 9090))
                        .fails(
                                "service",
                                system -> system.set(
                                        "HTTPRoute", "gateway", "/spec/rules/0/backendRefs/0/name", "customer-service"))
                        .fails(
                                "two backends",
                                system -> system.set(
                                        "HTTPRoute",
                                        "gateway",
                                        "/spec/rules/0/backendRefs/-",
                                        Map.of("name", "reporting-service", "port", 8084)))
                        .fails(
                                "host",
                                system -> system.set(
                                        "HTTPRoute", "gateway", "/spec/hostnames", List.of("other.example.com"))),
                Rule.of("Prometheus reads the metrics of every program", PublishingRules::metrics)
                        .in(Overlay.PRODUCTION)
                        .fails("none", system -> system.remove("PodMonitor", "incharge"))
                        .fails(
                                "port",
                                system -> system.set(
                                        "PodMonitor", "incharge", "/spec/podMetricsEndpoints/0/port", "http"))
                        .fails(
                                "path",
                                system -> system.set(
                                        "PodMonitor", "incharge", "/spec/podMetricsEndpoints/0/path", "/metrics"))
                        .fails(
                                "some",
                                system -> system.set(
                                        "PodMonitor",
                                        "incharge",
                                        "/spec/selector/matchExpressions/0/values",
                                        List.of("gateway"))),
                Rule.of("no operator is needed", PublishingRules::plain)
                        .in(Overlay.LOCAL)
                        .fails(
                                "operator",
                                system -> system.add("{'apiVersion':'kafka.strimzi.io/v1','kind':'KafkaTopic',"
                                        + "'metadata':{'name':'t','namespace':'incharge'}}")));
    }

    /** A field that no schema has is put into one object of each kind. */
    private static Rule schemas() {
        Rule rule = Rule.of(
                        "every object is valid by its published schema",
                        system -> system.all().stream().flatMap(SCHEMAS::violations))
                .fails(
                        "kind",
                        system -> system.add(
                                "{'apiVersion':'extensions/v1beta1','kind':'Ingress','metadata':{'name':'i','namespace':'incharge'}}"))
                .fails("type", system -> system.set("Deployment", "gateway", "/spec/replicas", "two"))
                .fails("required", system -> system.delete("Deployment", "gateway", "/spec/selector"))
                .fails("unknown field of each kind", PublishingRules::unknownFields);
        return rule;
    }

    private static void unknownFields(Manifests system) {
        Set<String> before =
                Set.copyOf(system.all().stream().flatMap(SCHEMAS::violations).toList());
        Set<String> kinds =
                Set.copyOf(system.all().stream().map(Manifests::kind).toList());
        for (String kind : kinds) {
            JsonNode object = system.all(kind).findFirst().orElseThrow();
            if (Schemas.WITHOUT.contains(object.path("apiVersion").asString() + '/' + kind)) {
                continue;
            }
            String place = object.has("spec") ? "/spec/unexpected" : "/unexpected";
            Manifests changed = system.copy();
            changed.set(kind, Manifests.name(object), place, true);
            boolean found = changed.all().stream()
                    .flatMap(SCHEMAS::violations)
                    .anyMatch(fault -> !before.contains(fault) && fault.startsWith(label(object)));
            if (!found) {
                throw new AssertionError("the schema of " + kind + " accepts any field");
            }
        }
        system.set("Deployment", "gateway", "/spec/unexpected", true);
    }

    private static Stream<String> placed(Manifests system) {
        var faults = Stream.<String>builder();
        check(faults, system.find("Namespace", "incharge").isPresent(), "there is no namespace");
        for (JsonNode object : system.all()) {
            boolean inside = Manifests.kind(object).equals("Namespace")
                    || object.at("/metadata/namespace").asString("").equals("incharge");
            check(faults, inside, label(object) + " is elsewhere");
            check(
                    faults,
                    labels(object.at("/metadata/labels"))
                            .getOrDefault("app.kubernetes.io/part-of", "")
                            .equals("incharge"),
                    label(object) + " has no label of InCharge");
        }
        return faults.build();
    }

    private static Stream<String> published(Manifests system) {
        return system.all().stream()
                .filter(object -> Manifests.kind(object).equals("Ingress")
                        || Set.of("NodePort", "LoadBalancer")
                                .contains(object.at("/spec/type").asString(""))
                        || object.at("/spec").has("externalIPs"))
                .map(Manifests::label);
    }

    private static Stream<String> route(Manifests system) {
        var faults = Stream.<String>builder();
        check(
                faults,
                system.all("HTTPRoute")
                        .flatMap(route -> each(route.at("/spec/rules")))
                        .flatMap(rule -> each(rule.path("backendRefs")))
                        .map(backend -> backend.path("name").asString()
                                + ':'
                                + backend.path("port").asInt())
                        .toList()
                        .equals(List.of("gateway:" + Sources.port("gateway"))),
                "leads elsewhere");
        Map<String, String> gateway = system.environment(
                system.find("Deployment", "gateway").orElseThrow().at("/spec/template"));
        system.all("HTTPRoute")
                .forEach(route -> check(
                        faults,
                        texts(route.at("/spec/hostnames"))
                                .equals(List.of(
                                        gateway.getOrDefault("INCHARGE_URL", "").replace("https://", ""))),
                        "is not at the public address"));
        return faults.build();
    }

    private static Stream<String> metrics(Manifests system) {
        return PROGRAMS.stream()
                .filter(program -> system.all("PodMonitor").noneMatch(monitor -> reads(system, monitor, program)));
    }

    private static boolean reads(Manifests system, JsonNode monitor, String program) {
        Map<String, String> pod =
                labels(system.find("Deployment", program).orElseThrow().at("/spec/template/metadata/labels"));
        boolean selected = each(monitor.at("/spec/selector/matchExpressions"))
                .allMatch(expression -> texts(expression.path("values"))
                        .contains(pod.get(expression.path("key").asString())));
        return selected
                && each(monitor.at("/spec/podMetricsEndpoints"))
                        .anyMatch(endpoint -> endpoint.path("port").asString().equals("management")
                                && endpoint.path("path").asString().equals("/actuator/prometheus"));
    }

    private static Stream<String> plain(Manifests system) {
        return system.all().stream()
                .filter(object ->
                        !GROUPS.contains(object.path("apiVersion").asString().split("/")[0]))
                .map(Manifests::label);
    }
}
