package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static incharge.k8s.Manifests.labels;
import static incharge.k8s.Manifests.texts;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which pod may connect to which, by the network policies of an overlay. */
final class Network {
    private static final String NAMESPACE = "incharge";
    private static final List<Integer> PORTS = List.of(
            22, 53, 80, 443, 3310, 4317, 4318, 6443, 8080, 8081, 8082, 8083, 8084, 9090, 9091, 9092, 9093, 27017,
            27018);

    /**
     * A pod, or an address outside the cluster.
     *
     * @param address null for a pod
     * @param ports numbers of the ports with a name
     * @param operated whether an operator adds policies of what it receives
     */
    private record Peer(
            String name,
            String namespace,
            Map<String, String> labels,
            String address,
            Map<String, Integer> ports,
            boolean operated) {
        static Peer pod(String name, String namespace, Map<String, String> labels) {
            return new Peer(name, namespace, labels, null, Map.of(), false);
        }

        static Peer outside(String name, String address) {
            return new Peer(name, "", Map.of(), address, Map.of(), false);
        }

        boolean governed() {
            return namespace.equals(NAMESPACE);
        }
    }

    private final List<Peer> peers = new ArrayList<>();
    private final List<JsonNode> policies;

    Network(Manifests system) {
        policies = system.all("NetworkPolicy").map(JsonNode.class::cast).toList();
        PodRules.owners(system).forEach(owner -> {
            var ports = new LinkedHashMap<String, Integer>();
            each(owner.at("/spec/template/spec/containers/0/ports"))
                    .forEach(port -> ports.put(
                            port.path("name").asString(),
                            port.path("containerPort").asInt()));
            peers.add(new Peer(
                    Manifests.name(owner),
                    NAMESPACE,
                    labels(owner.at("/spec/template/metadata/labels")),
                    null,
                    ports,
                    false));
        });
        if (system.overlay() != Overlay.LOCAL) {
            var cluster = new LinkedHashMap<>(Map.of("strimzi.io/cluster", "incharge"));
            peers.add(new Peer(
                    "entity-operator",
                    NAMESPACE,
                    Map.of("strimzi.io/cluster", "incharge", "strimzi.io/name", "incharge-entity-operator"),
                    null,
                    Map.of(),
                    true));
            system.all("KafkaNodePool")
                    .forEach(pool -> cluster.putAll(labels(pool.at("/spec/template/pod/metadata/labels"))));
            peers.add(new Peer("kafka", NAMESPACE, cluster, null, Map.of(), true));
            system.all("MongoDBCommunity")
                    .forEach(mongo -> peers.add(Peer.pod(
                            "mongo", NAMESPACE, labels(mongo.at("/spec/statefulSet/spec/template/metadata/labels")))));
        }
        peers.add(Peer.pod("dns", "kube-system", Map.of("k8s-app", "kube-dns")));
        peers.add(Peer.pod("prometheus", "monitoring", Map.of("app.kubernetes.io/name", "prometheus")));
        peers.add(Peer.pod("collector", "monitoring", Map.of("app.kubernetes.io/name", "tempo")));
        peers.add(Peer.pod("scanner", "clamav", Map.of("app.kubernetes.io/name", "clamav")));
        peers.add(Peer.pod("platform", "gateway-system", Map.of()));
        peers.add(Peer.pod("stranger", "default", Map.of("app.kubernetes.io/name", "prometheus")));
        peers.add(Peer.pod("neighbour", NAMESPACE, Map.of("app", "neighbour")));
        peers.add(Peer.outside("internet", "203.0.113.7"));
        peers.add(Peer.outside("internet6", "2001:db8::7"));
        peers.add(Peer.outside("company", "10.20.30.40"));
        peers.add(Peer.outside("metadata", "169.254.169.254"));
    }

    /** Returns every connection that is possible, as {@code from -> to:port}. */
    TreeSet<String> connections() {
        var found = new TreeSet<String>();
        for (Peer from : peers) {
            for (Peer to : peers) {
                boolean elsewhere = !from.governed() && (!to.governed() || to.operated);
                if (!elsewhere) {
                    PORTS.stream()
                            .filter(port -> sends(from, to, port) && receives(from, to, port))
                            .forEach(port -> found.add(from.name + " -> " + to.name + ':' + port));
                }
            }
        }
        return found;
    }

    private boolean sends(Peer from, Peer to, int port) {
        List<JsonNode> selecting = selecting(from, "Egress");
        return !from.governed()
                || selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> each(policy.at("/spec/egress")))
                        .anyMatch(rule -> allows(rule, "to", to, to, port));
    }

    private boolean receives(Peer from, Peer to, int port) {
        List<JsonNode> selecting = selecting(to, "Ingress");
        return !to.governed()
                || to.operated
                || selecting.isEmpty()
                || selecting.stream()
                        .flatMap(policy -> each(policy.at("/spec/ingress")))
                        .anyMatch(rule -> allows(rule, "from", from, to, port));
    }

    private List<JsonNode> selecting(Peer peer, String type) {
        return policies.stream()
                .filter(policy -> peer.governed()
                        && texts(policy.at("/spec/policyTypes")).contains(type)
                        && matches(policy.at("/spec/podSelector"), peer.labels))
                .toList();
    }

    private static boolean allows(JsonNode rule, String side, Peer other, Peer target, int port) {
        boolean anyPeer =
                rule.path(side).isEmpty() || each(rule.path(side)).anyMatch(selector -> selects(selector, other));
        boolean anyPort = rule.path("ports").isEmpty()
                || each(rule.path("ports"))
                        .anyMatch(allowed -> allowed.path("port").isString()
                                ? target.ports.getOrDefault(allowed.path("port").asString(), 0) == port
                                : allowed.path("port").asInt() == port);
        return anyPeer && anyPort;
    }

    private static boolean selects(JsonNode selector, Peer peer) {
        if (selector.has("ipBlock")) {
            JsonNode block = selector.path("ipBlock");
            return peer.address != null
                    && contains(block.path("cidr").asString(), peer.address)
                    && texts(block.path("except")).stream().noneMatch(range -> contains(range, peer.address));
        }
        boolean namespace = selector.has("namespaceSelector")
                ? matches(selector.path("namespaceSelector"), Map.of("kubernetes.io/metadata.name", peer.namespace))
                : peer.governed();
        return peer.address == null && namespace && matches(selector.path("podSelector"), peer.labels);
    }

    private static boolean matches(JsonNode selector, Map<String, String> labels) {
        return labels.entrySet()
                        .containsAll(labels(selector.path("matchLabels")).entrySet())
                && each(selector.path("matchExpressions"))
                        .allMatch(expression -> texts(expression.path("values"))
                                .contains(labels.get(expression.path("key").asString())));
    }

    private static boolean contains(String range, String address) {
        String[] parts = range.split("/");
        byte[] network = InetAddress.ofLiteral(parts[0]).getAddress();
        byte[] other = InetAddress.ofLiteral(address).getAddress();
        int shift = network.length * 8 - Integer.parseInt(parts[1]);
        return network.length == other.length
                && new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, other).shiftRight(shift));
    }

    /** Returns the connections from each of the named peers to one port. */
    static Stream<String> from(List<String> names, String to, int... ports) {
        return names.stream().flatMap(name -> IntStream.of(ports).mapToObj(port -> name + " -> " + to + ':' + port));
    }
}
