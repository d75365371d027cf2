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
                Rule.of("metrics bear the labels that rules and dashboards name", PublishingRules::labelled)
                        .in(Overlay.PRODUCTION)
                        .fails(
                                "no job",
                                system -> system.delete(
                                        "PodMonitor", "incharge", "/spec/podMetricsEndpoints/0/relabelings/0"))
                        .fails(
                                "no program",
                                system -> system.delete(
                                        "PodMonitor", "incharge", "/spec/podMetricsEndpoints/0/relabelings/1")),
                Rule.of("the alert rules are those of deploy/observability", PublishingRules::alerts)
                        .in(Overlay.PRODUCTION)
                        .fails("none", system -> system.remove("PrometheusRule", "incharge"))
                        .fails("a group less", system -> system.delete("PrometheusRule", "incharge", "/spec/groups/0"))
                        .fails(
                                "another expression",
                                system -> system.set(
                                        "PrometheusRule", "incharge", "/spec/groups/0/rules/0/expr", "vector(1)")),
                Rule.of("Grafana finds every dashboard of deploy/observability", PublishingRules::dashboards)
                        .in(Overlay.PRODUCTION)
                        .fails(
                                "without the label",
                                system -> system.delete(
                                        "ConfigMap", dashboardsName(system), "/metadata/labels/grafana_dashboard"))
                        .fails(
                                "one less",
                                system -> system.delete("ConfigMap", dashboardsName(system), "/data/jvm.json"))
                        .fails(
                                "another",
                                system -> system.set("ConfigMap", dashboardsName(system), "/data/jvm.json", "{}")),
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

    private static Stream<String> labelled(Manifests system) {
        List<JsonNode> relabelings = system.all("PodMonitor")
                .flatMap(monitor -> each(monitor.at("/spec/podMetricsEndpoints/0/relabelings")))
                .toList();
        var faults = Stream.<String>builder();
        check(
                faults,
                relabelings.stream()
                        .anyMatch(each -> text(each, "targetLabel").equals("job")
                                && text(each, "replacement").equals("incharge")),
                "the job is not incharge");
        check(
                faults,
                relabelings.stream()
                        .anyMatch(each -> text(each, "targetLabel").equals("program")
                                && texts(each.path("sourceLabels"))
                                        .equals(List.of("__meta_kubernetes_pod_label_app_kubernetes_io_name"))),
                "the program is not the name of the pod's application");
        return faults.build();
    }

    private static Stream<String> alerts(Manifests system) {
        JsonNode found = system.find("PrometheusRule", "incharge")
                .map(rule -> rule.path("spec"))
                .orElse(null);
        return Sources.alerts().equals(found) ? Stream.empty() : Stream.of("the rules are others than alerts.yml");
    }

    private static Stream<String> dashboards(Manifests system) {
        return Sources.dashboards().entrySet().stream()
                .filter(file -> system.all("ConfigMap")
                        .filter(map -> labels(map.at("/metadata/labels"))
                                .getOrDefault("grafana_dashboard", "")
                                .equals("1"))
                        .noneMatch(map -> text(map.path("data"), file.getKey()).equals(file.getValue())))
                .map(file -> file.getKey() + " is missing");
    }

    /** Returns the name of the generated ConfigMap, which ends in a hash of the content. */
    private static String dashboardsName(Manifests system) {
        return system.all("ConfigMap")
                .map(Manifests::name)
                .filter(name -> name.startsWith("grafana-dashboards"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode object, String name) {
        return object.path(name).asString("");
    }

    private static Stream<String> plain(Manifests system) {
        return system.all().stream()
                .filter(object ->
                        !GROUPS.contains(object.path("apiVersion").asString().split("/")[0]))
                .map(Manifests::label);
    }
}
