package incharge.k8s;

import static incharge.k8s.Network.from;
import static incharge.k8s.PodRules.check;
import static incharge.k8s.Sources.PROGRAMS;
import static incharge.k8s.Sources.SERVICES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules for what may connect to what. */
final class NetworkRules {
    private static final String POLICY = "NetworkPolicy";

    private NetworkRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of("everything is denied both ways by default", NetworkRules::defaultDeny)
                        .fails("none", system -> system.remove(POLICY, "default-deny"))
                        .fails(
                                "one way",
                                system -> system.set(POLICY, "default-deny", "/spec/policyTypes", List.of("Ingress")))
                        .fails(
                                "some",
                                system -> system.set(
                                        POLICY, "default-deny", "/spec/podSelector/matchLabels", Map.of("a", "b")))
                        .fails("open", system -> system.set(POLICY, "default-deny", "/spec/egress", List.of(Map.of())))
                        .fails(
                                "by another policy",
                                system -> system.set(POLICY, "metrics", "/spec/podSelector", Map.of())),
                Rule.of("programs reach the identity provider by the policy identity", NetworkRules::identity)
                        .fails("none", system -> system.remove(POLICY, "identity"))
                        .fails(
                                "another port",
                                system -> system.set(POLICY, "identity", "/spec/egress/0/ports/0/port", 8443))
                        .fails(
                                "another port too",
                                system -> system.set(POLICY, "identity", "/spec/egress/0/ports/-", Map.of("port", 80)))
                        .fails(
                                "not all",
                                system -> system.set(
                                        POLICY,
                                        "identity",
                                        "/spec/podSelector/matchExpressions/0/values",
                                        List.of("gateway"))),
                Rule.of("exactly the arrows of the design are open", NetworkRules::arrows)
                        .fails("default", system -> system.remove(POLICY, "default-deny"))
                        .fails("services", system -> system.remove(POLICY, "gateway-to-services"))
                        .fails("from gateway", system -> system.remove(POLICY, "services-from-gateway"))
                        .fails("MongoDB", system -> system.remove(POLICY, "programs-to-mongodb"))
                        .fails("MongoDB receives", system -> system.remove(POLICY, "mongodb-from-programs"))
                        .fails("Kafka", system -> system.remove(POLICY, "services-to-kafka"))
                        .fails("identity", system -> system.remove(POLICY, "identity"))
                        .fails("metrics", system -> system.remove(POLICY, "metrics"))
                        .fails("DNS", system -> system.remove(POLICY, "dns"))
                        .fails("metrics for all", system -> system.delete(POLICY, "metrics", "/spec/ingress/0/from"))
                        .fails(
                                "metrics of a stranger",
                                system -> system.delete(POLICY, "metrics", "/spec/ingress/0/from/0/namespaceSelector"))
                        .fails(
                                "gateway to Kafka",
                                system -> system.set(
                                        POLICY,
                                        "services-to-kafka",
                                        "/spec/podSelector/matchLabels/app.kubernetes.io~1component",
                                        "gateway"))
                        .fails(
                                "metadata of the cloud",
                                system -> system.delete(POLICY, "identity", "/spec/egress/0/to/0/ipBlock/except"))
                        .fails("every port of MongoDB", system -> {
                            system.delete(POLICY, "programs-to-mongodb", "/spec/egress/0/ports");
                            system.delete(POLICY, "mongodb-from-programs", "/spec/ingress/0/ports");
                        }),
                Rule.of("customer-service alone reaches registries, on the internet alone", NetworkRules::registries)
                        .fails("none", system -> system.remove(POLICY, "registries"))
                        .fails("all", system -> system.set(POLICY, "registries", "/spec/podSelector", Map.of()))
                        .fails(
                                "inside",
                                system -> system.delete(POLICY, "registries", "/spec/egress/0/to/0/ipBlock/except/0")),
                Rule.of("the services read the keys of the gateway", NetworkRules::keys)
                        .in(Overlay.LOCAL)
                        .fails("not sent", system -> system.remove(POLICY, "services-to-keys"))
                        .fails("not received", system -> system.remove(POLICY, "keys-from-services")),
                Rule.of("requests come through the platform's Gateway", NetworkRules::entry)
                        .in(Overlay.PRODUCTION)
                        .fails("none", system -> system.remove(POLICY, "gateway-from-outside"))
                        .fails("all", system -> system.delete(POLICY, "gateway-from-outside", "/spec/ingress/0/from")),
                Rule.of(
                                "programs send traces to the collector and to nothing else by the policy traces",
                                NetworkRules::traces)
                        .in(Overlay.COMPONENTS)
                        .fails("none", system -> system.remove(POLICY, "traces"))
                        .fails("to all", system -> system.delete(POLICY, "traces", "/spec/egress/0/to"))
                        .fails(
                                "to a whole namespace",
                                system -> system.delete(POLICY, "traces", "/spec/egress/0/to/0/podSelector"))
                        .fails(
                                "another port too",
                                system -> system.set(POLICY, "traces", "/spec/egress/0/ports/-", Map.of("port", 443)))
                        .fails(
                                "not all programs",
                                system -> system.set(
                                        POLICY,
                                        "traces",
                                        "/spec/podSelector/matchExpressions/0/values",
                                        List.of("gateway"))),
                Rule.of(
                                "customer-service alone reaches the scanner of its setting, by the policy clamd",
                                NetworkRules::clamd)
                        .in(Overlay.COMPONENTS)
                        .fails("none", system -> system.remove(POLICY, "clamd"))
                        .fails("for all", system -> system.set(POLICY, "clamd", "/spec/podSelector", Map.of()))
                        .fails("to all", system -> system.delete(POLICY, "clamd", "/spec/egress/0/to"))
                        .fails(
                                "to a whole namespace",
                                system -> system.delete(POLICY, "clamd", "/spec/egress/0/to/0/podSelector"))
                        .fails("any port", system -> system.delete(POLICY, "clamd", "/spec/egress/0/ports"))
                        .fails(
                                "another port than that of the setting",
                                system -> system.set(POLICY, "clamd", "/spec/egress/0/ports/0/port", 3311)));
    }

    private static Stream<String> defaultDeny(Manifests system) {
        var faults = Stream.<String>builder();
        JsonNode spec = system.find(POLICY, "default-deny")
                .map(policy -> policy.get("spec"))
                .orElse(null);
        if (spec == null) {
            return Stream.of("there is no default");
        }
        check(
                faults,
                spec.path("podSelector").isObject() && spec.path("podSelector").isEmpty(),
                "not for all pods");
        check(
                faults,
                Set.copyOf(Manifests.texts(spec.path("policyTypes"))).equals(Set.of("Ingress", "Egress")),
                "not both ways");
        check(faults, !spec.has("ingress") && !spec.has("egress"), "the default allows something");
        system.all(POLICY)
                .filter(policy -> policy.at("/spec/podSelector").isEmpty())
                .map(Manifests::name)
                .filter(name -> !Set.of("default-deny", "dns").contains(name))
                .forEach(name -> faults.add(name + " is for all pods"));
        return faults.build();
    }

    private static Stream<String> identity(Manifests system) {
        JsonNode egress = system.find(POLICY, "identity")
                .map(policy -> policy.at("/spec/egress"))
                .orElse(null);
        if (egress == null) {
            return Stream.of("there is no policy identity");
        }
        var faults = Stream.<String>builder();
        check(
                faults,
                Manifests.each(egress)
                        .flatMap(rule -> Manifests.each(rule.path("ports")))
                        .map(port -> port.path("port").asInt())
                        .toList()
                        .equals(List.of(443)),
                "identity allows other ports than 443");
        var open = new Network(system).connections();
        from(PROGRAMS, "company", 443).filter(arrow -> !open.contains(arrow)).forEach(faults::add);
        return faults.build();
    }

    private static Stream<String> registries(Manifests system) {
        JsonNode policy = system.find(POLICY, "registries").orElse(null);
        if (policy == null) {
            return Stream.of("there is no policy registries");
        }
        var faults = Stream.<String>builder();
        check(
                faults,
                Manifests.labels(policy.at("/spec/podSelector/matchLabels"))
                        .equals(Map.of("app.kubernetes.io/name", "customer-service")),
                "registries is for others too");
        Set<String> except = Set.copyOf(Manifests.texts(policy.at("/spec/egress/0/to/0/ipBlock/except")));
        check(
                faults,
                except.containsAll(Set.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")),
                "registries reaches private addresses");
        check(
                faults,
                Manifests.texts(policy.at("/spec/policyTypes")).equals(List.of("Egress"))
                        && policy.at("/spec/egress/0/ports/0/port").asInt() == 443,
                "registries allows more than to send to 443");
        return faults.build();
    }

    private static Stream<String> keys(Manifests system) {
        var open = new Network(system).connections();
        return from(SERVICES, "gateway", 8080).filter(arrow -> !open.contains(arrow));
    }

    private static Stream<String> entry(Manifests system) {
        var faults = Stream.<String>builder();
        var open = new Network(system).connections();
        check(faults, open.contains("platform -> gateway:8080"), "the platform's Gateway reaches nothing");
        check(faults, !open.contains("stranger -> gateway:8080"), "any pod reaches the gateway");
        return faults.build();
    }

    private static Stream<String> traces(Manifests system) {
        JsonNode policy = system.find(POLICY, "traces").orElse(null);
        if (policy == null) {
            return Stream.of("there is no policy traces");
        }
        var faults = Stream.<String>builder();
        check(
                faults,
                Manifests.each(policy.at("/spec/egress"))
                        .flatMap(rule -> Manifests.each(rule.path("ports")))
                        .map(port -> port.path("port").asInt())
                        .toList()
                        .equals(List.of(4317, 4318)),
                "traces allows other ports than those of OTLP");
        check(
                faults,
                Manifests.each(policy.at("/spec/egress"))
                        .allMatch(rule -> rule.path("to").size() == 1
                                && rule.at("/to/0/namespaceSelector/matchLabels")
                                                .size()
                                        > 0
                                && rule.at("/to/0/podSelector/matchLabels").size() > 0),
                "traces names no collector");
        var open = new Network(system).connections();
        from(PROGRAMS, "collector", 4318).filter(arrow -> !open.contains(arrow)).forEach(faults::add);
        return faults.build();
    }

    private static Stream<String> clamd(Manifests system) {
        JsonNode policy = system.find(POLICY, "clamd").orElse(null);
        if (policy == null) {
            return Stream.of("there is no policy clamd");
        }
        var faults = Stream.<String>builder();
        check(
                faults,
                Manifests.labels(policy.at("/spec/podSelector/matchLabels"))
                        .equals(Map.of("app.kubernetes.io/name", "customer-service")),
                "clamd is for others too");
        JsonNode to = policy.at("/spec/egress/0/to/0");
        String namespace = Manifests.labels(to.at("/namespaceSelector/matchLabels"))
                .getOrDefault("kubernetes.io/metadata.name", "");
        check(faults, to.at("/podSelector/matchLabels").size() > 0, "clamd names no scanner");
        String setting = system.find("Deployment", "customer-service")
                .map(deployment -> system.environment(deployment.at("/spec/template")))
                .orElse(Map.of())
                .getOrDefault("INCHARGE_CLAMD", "");
        String port = policy.at("/spec/egress/0/ports/0/port").asString("");
        check(
                faults,
                setting.endsWith('.' + namespace + ':' + port),
                "INCHARGE_CLAMD is " + setting + ", and clamd opens " + port + " in " + namespace);
        return faults.build();
    }

    private static Stream<String> arrows(Manifests system) {
        var faults = new ArrayList<String>();
        var open = new Network(system).connections();
        Set<String> expected = expected(system);
        open.stream().filter(arrow -> !expected.contains(arrow)).forEach(arrow -> faults.add("open: " + arrow));
        expected.stream().filter(arrow -> !open.contains(arrow)).forEach(arrow -> faults.add("closed: " + arrow));
        return faults.stream();
    }

    private static Set<String> expected(Manifests system) {
        boolean local = system.overlay() == Overlay.LOCAL;
        List<String> pods = new ArrayList<>(PROGRAMS);
        pods.addAll(
                local
                        ? List.of("mongo", "mongo-replica-set", "kafka", "neighbour")
                        : List.of("mongo", "kafka", "entity-operator", "neighbour"));
        Stream<String> everywhere = Stream.of(
                        SERVICES.stream().flatMap(service -> from(List.of("gateway"), service, Sources.port(service))),
                        from(PROGRAMS, "mongo", 27017),
                        from(SERVICES, "kafka", 9092),
                        from(PROGRAMS, "internet", 443),
                        from(PROGRAMS, "internet6", 443),
                        from(PROGRAMS, "company", 443),
                        PROGRAMS.stream().map(program -> "prometheus -> " + program + ":9090"),
                        from(pods, "dns", 53))
                .flatMap(arrows -> arrows);
        Stream<String> here = local
                ? Stream.of(
                                from(SERVICES, "gateway", 8080),
                                from(List.of("mongo", "mongo-replica-set"), "mongo", 27017),
                                from(List.of("kafka"), "kafka", 9092))
                        .flatMap(arrows -> arrows)
                : Stream.of(
                                Stream.of("platform -> gateway:8080"),
                                system.overlay() == Overlay.COMPONENTS
                                        ? Stream.concat(
                                                from(PROGRAMS, "collector", 4317, 4318),
                                                from(List.of("customer-service"), "scanner", 3310))
                                        : Stream.<String>empty(),
                                from(List.of("mongo"), "mongo", 27017),
                                from(List.of("kafka", "entity-operator"), "kafka", 9090, 9091, 9092),
                                from(List.of("kafka", "entity-operator"), "entity-operator", 9090, 9091, 9092),
                                Stream.of("internet", "internet6", "company")
                                        .flatMap(address ->
                                                from(List.of("mongo", "entity-operator"), address, 443, 6443)))
                        .flatMap(arrows -> arrows);
        return new TreeSet<>(Stream.concat(everywhere, here).toList());
    }
}
