package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static incharge.k8s.Manifests.labels;
import static incharge.k8s.Manifests.texts;
import static incharge.k8s.PodRules.check;
import static incharge.k8s.PodRules.without;
import static incharge.k8s.Sources.KEYS;
import static incharge.k8s.Sources.OWNERS_OF_PERSONS;
import static incharge.k8s.Sources.SERVICES;
import static incharge.k8s.Sources.WRITERS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules for the brokers, topics and users of production, and for the one broker of the local overlay. */
final class KafkaRules {
    private static final String CONSUMER = "example-consumer";
    private static final String USER = "KafkaUser";
    private static final String TOPIC = "KafkaTopic";
    private static final String ACLS = "/spec/authorization/acls";
    private static final Set<String> READS = Set.of("Read", "Describe");
    private static final Set<String> WRITES =
            Set.of("Read", "Describe", "DescribeConfigs", "Write", "Create", "Delete");
    private static final Set<String> PUBLISHES = Set.of("Read", "Describe", "DescribeConfigs", "Write", "Create");
    private static final Map<String, String> OF_EVENTS = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "min.insync.replicas", "2",
            "max.message.bytes", Integer.toString(8 << 20));
    /** A bare key has left the disks of the brokers an hour after its tombstone. */
    private static final Map<String, String> OF_KEYS = Map.of(
            "cleanup.policy", "compact",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "1800000",
            "delete.retention.ms", "86400000",
            "segment.ms", "300000",
            "segment.bytes", Integer.toString(1 << 20),
            "min.insync.replicas", "2");

    private KafkaRules() {}

    static List<Rule> all() {
        return List.of(
                production(
                                "three brokers, encrypted, with users and rights, and no topic by accident",
                                KafkaRules::brokers)
                        .fails("one", system -> system.set("KafkaNodePool", "brokers", "/spec/replicas", 1))
                        .fails("version", system -> system.delete("Kafka", "incharge", "/spec/kafka/version"))
                        .fails(
                                "no quorum",
                                system -> system.set("Kafka", "incharge", "/spec/kafka/config/min.insync.replicas", 1))
                        .fails(
                                "automatic topics",
                                system -> system.set(
                                        "Kafka", "incharge", "/spec/kafka/config/auto.create.topics.enable", true))
                        .fails(
                                "plain text",
                                system -> system.set("Kafka", "incharge", "/spec/kafka/listeners/0/tls", false))
                        .fails(
                                "anybody",
                                system -> system.delete("Kafka", "incharge", "/spec/kafka/listeners/0/authentication"))
                        .fails("everything", system -> system.delete("Kafka", "incharge", "/spec/kafka/authorization"))
                        .fails(
                                "lost with the claim",
                                system -> system.set(
                                        "KafkaNodePool", "brokers", "/spec/storage/volumes/0/deleteClaim", true))
                        .fails(
                                "memory",
                                system ->
                                        system.set("KafkaNodePool", "brokers", "/spec/resources/limits/memory", "4Gi"))
                        .fails(
                                "one node",
                                system -> system.delete(
                                        "KafkaNodePool", "brokers", "/spec/template/pod/topologySpreadConstraints"))
                        .fails(
                                "privileged",
                                system -> system.delete("KafkaNodePool", "brokers", "/spec/template/kafkaContainer"))
                        .fails(
                                "privileged operator",
                                system -> system.delete(
                                        "Kafka", "incharge", "/spec/entityOperator/template/userOperatorContainer"))
                        .fails(
                                "root",
                                system ->
                                        system.delete("KafkaNodePool", "brokers", "/spec/template/pod/securityContext"))
                        .fails(
                                "operators without memory",
                                system -> system.delete(
                                        "Kafka", "incharge", "/spec/entityOperator/userOperator/resources")),
                production("every topic of the contract and of the keys, as the relay requires it", KafkaRules::topics)
                        .fails("missing", system -> system.remove(TOPIC, "incharge.groupings"))
                        .fails("another", system -> system.set(TOPIC, "incharge.groupings", "/metadata/name", "groups"))
                        .fails("no keys", system -> system.remove(TOPIC, KEYS))
                        .fails(
                                "keys that stay",
                                system -> system.delete(TOPIC, KEYS, "/spec/config/max.compaction.lag.ms"))
                        .fails(
                                "keys that go",
                                system -> system.set(TOPIC, KEYS, "/spec/config/cleanup.policy", "compact,delete"))
                        .fails("partitions", system -> system.set(TOPIC, "incharge.customers", "/spec/partitions", 3))
                        .fails("replicas", system -> system.set(TOPIC, "incharge.customers", "/spec/replicas", 1))
                        .fails(
                                "retention",
                                system -> system.set(
                                        TOPIC, "incharge.customers", "/spec/config/retention.ms", 604_800_000))
                        .fails(
                                "compaction",
                                system -> system.set(
                                        TOPIC, "incharge.customers", "/spec/config/cleanup.policy", "compact"))
                        .fails(
                                "records",
                                system -> system.set(
                                        TOPIC, "incharge.customers", "/spec/config/max.message.bytes", 1_048_588)),
                production(
                                "a user for every service writes its own topic, and keys if it owns persons",
                                KafkaRules::users)
                        .fails("missing", system -> system.remove(USER, "grouping-service"))
                        .fails(
                                "no authentication",
                                system -> system.delete(USER, "grouping-service", "/spec/authentication"))
                        .fails(
                                "another's topic",
                                system -> system.set(
                                        USER,
                                        "grouping-service",
                                        ACLS + "/0/operations",
                                        List.of("Read", "Describe", "Write")))
                        .fails(
                                "reporting writes",
                                system -> system.set(USER, "reporting-service", ACLS + "/0/operations", List.of("All")))
                        .fails(
                                "grouping writes keys",
                                system -> system.set(
                                        USER, "grouping-service", ACLS + "/3/operations", List.copyOf(PUBLISHES)))
                        .fails(
                                "reporting writes keys",
                                system -> system.set(
                                        USER, "reporting-service", ACLS + "/3/operations", List.of("Read", "Write")))
                        .fails(
                                "deletes keys",
                                system -> system.set(
                                        USER, "customer-service", ACLS + "/3/operations", List.copyOf(WRITES)))
                        .fails("cannot open", system -> system.delete(USER, "reporting-service", ACLS + "/3"))
                        .fails(
                                "all topics",
                                system -> system.set(USER, "customer-service", ACLS + "/0/resource/name", "*"))
                        .fails(
                                "group",
                                system -> system.set(
                                        USER, "customer-service", ACLS + "/4/resource/name", "reporting-service-"))
                        .fails("cannot read", system -> system.delete(USER, "customer-service", ACLS + "/1")),
                production("a consumer of another system reads and does nothing else", KafkaRules::consumer)
                        .fails("missing", system -> system.remove(USER, CONSUMER))
                        .fails(
                                "produces",
                                system -> system.set(USER, CONSUMER, ACLS + "/0/operations", List.of("Read", "Write")))
                        .fails("all", system -> system.set(USER, CONSUMER, ACLS + "/0/operations", List.of("All")))
                        .fails(
                                "cluster",
                                system -> system.set(
                                        USER,
                                        CONSUMER,
                                        ACLS + "/-",
                                        Map.of(
                                                "resource",
                                                Map.of("type", "cluster"),
                                                "operations",
                                                List.of("Describe"))))
                        .fails(
                                "every topic",
                                system -> system.set(
                                        USER,
                                        CONSUMER,
                                        ACLS + "/0/resource",
                                        Map.of("type", "topic", "name", "incharge.", "patternType", "prefix")))
                        .fails(
                                "any group",
                                system -> system.set(USER, CONSUMER, ACLS + "/2/resource/name", "customer-service-"))
                        .fails("keys", system -> system.set(USER, CONSUMER, ACLS + "/0/resource/name", KEYS))
                        .fails("no rights", system -> system.delete(USER, CONSUMER, "/spec/authorization")),
                production("services authenticate as their users and verify the brokers", KafkaRules::clients)
                        .fails(
                                "no password",
                                system -> system.set(
                                        "Deployment",
                                        "reporting-service",
                                        "/spec/template/spec/containers/0/env",
                                        List.of()))
                        .fails(
                                "another's",
                                system -> system.set(
                                        "Deployment",
                                        "reporting-service",
                                        "/spec/template/spec/containers/0/env/0/valueFrom/secretKeyRef/name",
                                        "kafka-customer-service"))
                        .fails(
                                "no authority",
                                without("reporting-service", "/spec/template/spec/volumes/0")
                                        .andThen(without("reporting-service", "/spec/template/spec/volumes/0")))
                        .fails("port", system -> system.set("Kafka", "incharge", "/spec/kafka/listeners/0/port", 9095))
                        .fails(
                                "mechanism",
                                system -> system.set(
                                        "Kafka", "incharge", "/spec/kafka/listeners/0/authentication/type", "tls"))
                        .fails(
                                "prefix",
                                system -> system.delete(
                                        "Kafka", "incharge", "/spec/entityOperator/userOperator/secretPrefix"))
                        .fails(
                                "replication",
                                system -> system.set(
                                        "ConfigMap",
                                        configMap(system, "grouping-service"),
                                        "/data/INCHARGE_KAFKA_REPLICATION",
                                        "1")),
                Rule.of("one broker and a replica set of one", KafkaRules::local)
                        .in(Overlay.LOCAL)
                        .fails("brokers", system -> system.set("StatefulSet", "kafka", "/spec/replicas", 3))
                        .fails(
                                "standalone",
                                system -> system.set(
                                        "StatefulSet",
                                        "mongo",
                                        "/spec/template/spec/containers/0/args",
                                        List.of("--bind_ip_all")))
                        .fails(
                                "another Kafka",
                                system -> system.set(
                                        "StatefulSet",
                                        "kafka",
                                        "/spec/template/spec/containers/0/image",
                                        "apache/kafka:4.0.0"))
                        .fails("never initiated", system -> system.remove("Job", "mongo-replica-set"))
                        .fails(
                                "automatic topics",
                                system -> system.set(
                                        "ConfigMap",
                                        configMap(system, "kafka"),
                                        "/data/KAFKA_AUTO_CREATE_TOPICS_ENABLE",
                                        "true"))
                        .fails(
                                "replication",
                                system -> system.set(
                                        "ConfigMap",
                                        configMap(system, "grouping-service"),
                                        "/data/INCHARGE_KAFKA_REPLICATION",
                                        "3")));
    }

    private static Rule production(String name, Function<Manifests, Stream<String>> violations) {
        return Rule.of(name, violations).in(Overlay.PRODUCTION);
    }

    static String configMap(Manifests system, String program) {
        return system.all("ConfigMap")
                .map(Manifests::name)
                .filter(name -> name.startsWith(program + "-"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> brokers(Manifests system) {
        var faults = Stream.<String>builder();
        JsonNode kafka = system.find("Kafka", "incharge").orElseThrow().at("/spec/kafka");
        JsonNode pool = system.find("KafkaNodePool", "brokers").orElseThrow();
        JsonNode config = kafka.path("config");
        check(faults, pool.at("/spec/replicas").asInt() == 3, "there are not three brokers");
        check(faults, kafka.path("version").asString("").matches("\\d+\\.\\d+\\.\\d+"), "has no exact version");
        check(
                faults,
                Set.copyOf(texts(pool.at("/spec/roles"))).equals(Set.of("broker", "controller")),
                "no controllers");
        check(
                faults,
                labels(pool.at("/metadata/labels")).get("strimzi.io/cluster").equals("incharge"),
                "no pool");
        check(
                faults,
                config.path("min.insync.replicas").asInt() == 2
                        && config.path("default.replication.factor").asInt() == 3
                        && config.path("offsets.topic.replication.factor").asInt() == 3,
                "one broker's loss loses records");
        check(faults, !config.path("auto.create.topics.enable").asBoolean(true), "topics appear by accident");
        each(kafka.path("listeners")).forEach(listener -> {
            check(faults, listener.path("tls").asBoolean(false), listener.path("name") + " is not encrypted");
            check(faults, listener.has("authentication"), listener.path("name") + " is for anybody");
            check(faults, listener.path("type").asString().equals("internal"), "is reached from outside");
        });
        check(faults, kafka.at("/authorization/type").asString("").equals("simple"), "every user may do everything");
        each(pool.at("/spec/storage/volumes"))
                .forEach(volume -> check(
                        faults,
                        volume.path("type").asString().equals("persistent-claim")
                                && !volume.path("deleteClaim").asBoolean(true),
                        "a volume goes with its claim"));
        Stream.of(
                        pool.at("/spec/resources"),
                        system.find("Kafka", "incharge")
                                .orElseThrow()
                                .at("/spec/entityOperator/topicOperator/resources"),
                        system.find("Kafka", "incharge")
                                .orElseThrow()
                                .at("/spec/entityOperator/userOperator/resources"))
                .forEach(resources -> MongoRules.memory(faults, resources));
        MongoRules.spread(faults, pool.at("/spec/template/pod/topologySpreadConstraints"));
        JsonNode operators = system.find("Kafka", "incharge").orElseThrow().at("/spec/entityOperator/template");
        MongoRules.restricted(
                faults,
                pool.at("/spec/template/pod/securityContext"),
                Stream.of(pool.at("/spec/template/kafkaContainer")));
        MongoRules.restricted(
                faults,
                operators.at("/pod/securityContext"),
                Stream.of(operators.path("topicOperatorContainer"), operators.path("userOperatorContainer")));
        return faults.build();
    }

    private static Stream<String> topics(Manifests system) {
        var faults = Stream.<String>builder();
        Set<String> found = system.all(TOPIC).map(Manifests::name).collect(Collectors.toSet());
        Set<String> expected = new HashSet<>(Sources.topics());
        expected.add(KEYS);
        check(faults, found.equals(expected), "the topics are " + found);
        system.all(TOPIC).forEach(topic -> {
            check(faults, topic.at("/spec/partitions").asInt() == 1, Manifests.name(topic) + " loses its order");
            check(faults, topic.at("/spec/replicas").asInt() == 3, Manifests.name(topic) + " is not replicated");
            check(
                    faults,
                    labels(topic.at("/spec/config"))
                            .equals(Manifests.name(topic).equals(KEYS) ? OF_KEYS : OF_EVENTS),
                    Manifests.name(topic) + " has other settings");
            check(
                    faults,
                    labels(topic.at("/metadata/labels"))
                            .getOrDefault("strimzi.io/cluster", "")
                            .equals("incharge"),
                    "is in no cluster");
        });
        return faults.build();
    }

    private static Stream<String> users(Manifests system) {
        var faults = Stream.<String>builder();
        Set<String> found = system.all(USER).map(Manifests::name).collect(Collectors.toSet());
        var expected = new HashSet<>(SERVICES);
        expected.add(CONSUMER);
        check(faults, found.equals(expected), "the users are " + found);
        for (String service : SERVICES) {
            JsonNode user = system.find(USER, service).map(JsonNode.class::cast).orElse(null);
            if (user == null) {
                continue;
            }
            authenticates(faults, user);
            String own = Sources.setting(service, "/incharge/relay.topic");
            var rights = new ArrayList<String>();
            for (String topic :
                    Sources.setting(service, "/incharge/feed.topics").split(",")) {
                rights.add("topic literal " + topic + ' ' + sorted(topic.equals(own) ? WRITES : READS));
            }
            rights.add("topic literal " + KEYS + ' ' + sorted(OWNERS_OF_PERSONS.contains(service) ? PUBLISHES : READS));
            rights.add("group prefix " + service + "- [Read]");
            check(
                    faults,
                    rights(user).equals(Set.copyOf(rights)),
                    service + " has the rights " + rights(user) + " instead of " + rights);
            check(faults, WRITERS.contains(service) == !own.isEmpty(), service + " has another topic than expected");
        }
        return faults.build();
    }

    private static Stream<String> consumer(Manifests system) {
        JsonNode user = system.find(USER, CONSUMER).map(JsonNode.class::cast).orElse(null);
        if (user == null) {
            return Stream.of("there is no example");
        }
        var faults = Stream.<String>builder();
        authenticates(faults, user);
        check(faults, !user.toString().contains(KEYS), "opens the texts of persons");
        each(user.at(ACLS)).forEach(acl -> {
            JsonNode resource = acl.path("resource");
            String type = resource.path("type").asString();
            check(faults, READS.containsAll(texts(acl.path("operations"))), "may do more than read");
            check(
                    faults,
                    type.equals("topic")
                                    && resource.path("patternType")
                                            .asString("literal")
                                            .equals("literal")
                                    && Sources.topics()
                                            .contains(resource.path("name").asString())
                            || type.equals("group")
                                    && resource.path("name").asString().startsWith(CONSUMER),
                    "may read " + resource);
        });
        return faults.build();
    }

    private static void authenticates(Stream.Builder<String> faults, JsonNode user) {
        check(
                faults,
                user.at("/spec/authentication/type").asString("").equals("scram-sha-512")
                        && user.at("/spec/authorization/type").asString("").equals("simple")
                        && labels(user.at("/metadata/labels"))
                                .getOrDefault("strimzi.io/cluster", "")
                                .equals("incharge"),
                Manifests.name(user) + " is no user with a password and rights");
    }

    private static Set<String> rights(JsonNode user) {
        return each(user.at(ACLS))
                .map(acl -> acl.at("/resource/type").asString()
                        + ' '
                        + acl.at("/resource/patternType").asString("literal")
                        + ' '
                        + acl.at("/resource/name").asString()
                        + ' '
                        + sorted(texts(acl.path("operations"))))
                .collect(Collectors.toSet());
    }

    private static List<String> sorted(Collection<String> operations) {
        return operations.stream().sorted().toList();
    }

    private static Stream<String> clients(Manifests system) {
        var faults = Stream.<String>builder();
        JsonNode kafka = system.find("Kafka", "incharge").orElseThrow();
        JsonNode listener = kafka.at("/spec/kafka/listeners/0");
        String prefix =
                kafka.at("/spec/entityOperator/userOperator/secretPrefix").asString("");
        for (String service : SERVICES) {
            JsonNode deployment = system.find("Deployment", service).orElseThrow();
            Map<String, String> environment = system.environment(deployment.at("/spec/template"));
            JsonNode pod = deployment.at("/spec/template/spec");
            check(
                    faults,
                    ("incharge-kafka-bootstrap:" + listener.path("port").asInt())
                            .equals(environment.get("INCHARGE_KAFKA_BOOTSTRAP")),
                    service + " connects elsewhere");
            check(
                    faults,
                    "SASL_SSL".equals(environment.get("INCHARGE_KAFKA_CLIENT_SECURITY_PROTOCOL"))
                            && listener.at("/authentication/type")
                                    .asString("")
                                    .equalsIgnoreCase(environment.get("INCHARGE_KAFKA_CLIENT_SASL_MECHANISM")),
                    service + " authenticates in another way");
            check(
                    faults,
                    each(pod.at("/containers/0/env"))
                            .anyMatch(variable ->
                                    variable.path("name").asString().equals("INCHARGE_KAFKA_CLIENT_SASL_JAAS_CONFIG")
                                            && variable.at("/valueFrom/secretKeyRef/name")
                                                    .asString("")
                                                    .equals(prefix + service)
                                            && variable.at("/valueFrom/secretKeyRef/key")
                                                    .asString("")
                                                    .equals("sasl.jaas.config")),
                    service + " has not the password of its user");
            check(
                    faults,
                    MongoRules.mounts(
                            pod,
                            "incharge-cluster-ca-cert",
                            environment.getOrDefault("INCHARGE_KAFKA_CLIENT_SSL_TRUSTSTORE_LOCATION", "")),
                    service + " does not verify the brokers");
            check(
                    faults,
                    WRITERS.contains(service) == "3".equals(environment.get("INCHARGE_KAFKA_REPLICATION")),
                    service + " expects another replication");
        }
        return faults.build();
    }

    private static Stream<String> local(Manifests system) {
        var faults = Stream.<String>builder();
        for (String store : List.of("mongo", "kafka")) {
            check(
                    faults,
                    system.find("StatefulSet", store)
                            .filter(set -> set.at("/spec/replicas").asInt() == 1)
                            .isPresent(),
                    store + " is not one");
        }
        check(
                faults,
                system.find("StatefulSet", "mongo").stream()
                        .flatMap(set -> texts(set.at("/spec/template/spec/containers/0/args")).stream())
                        .anyMatch(argument -> argument.equals("--replSet=rs0")),
                "MongoDB is no replica set");
        check(
                faults,
                system.find("StatefulSet", "kafka").stream()
                        .anyMatch(set -> set.at("/spec/template/spec/containers/0/image")
                                .asString("")
                                .equals("apache/kafka:" + Sources.kafka())),
                "the broker is not the one of the tests");
        check(faults, system.find("Job", "mongo-replica-set").isPresent(), "nothing initiates the replica set");
        JsonNode broker = system.find("ConfigMap", configMap(system, "kafka")).orElseThrow();
        check(
                faults,
                broker.at("/data/KAFKA_AUTO_CREATE_TOPICS_ENABLE").asString("").equals("false"),
                "topics appear by accident");
        for (String writer : WRITERS) {
            JsonNode map = system.find("ConfigMap", configMap(system, writer)).orElseThrow();
            check(
                    faults,
                    map.at("/data/INCHARGE_KAFKA_REPLICATION").asString("").equals("1"),
                    writer + " waits for more brokers");
        }
        return faults.build();
    }
}
