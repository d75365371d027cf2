package incharge.k8s;

import static incharge.k8s.Manifests.each;
import static incharge.k8s.Manifests.label;
import static incharge.k8s.Manifests.labels;
import static incharge.k8s.Manifests.texts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Rules for everything that runs as a pod: the programs, and in the local overlay MongoDB and Kafka. */
final class PodRules {
    private static final String DEPLOYMENT = "Deployment";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";
    private static final Set<String> VOLUMES =
            Set.of("configMap", "secret", "emptyDir", "projected", "downwardAPI", "persistentVolumeClaim", "csi");
    private static final Pattern TAG = Pattern.compile(".+:([\\w.-]+)(@sha256:[0-9a-f]{64})?");

    private PodRules() {}

    static List<Rule> all() {
        return List.of(
                pods("restricted pod security", PodRules::restricted)
                        .fails("root", on("gateway", POD + "/securityContext/runAsNonRoot", false))
                        .fails("seccomp", without("gateway", POD + "/securityContext/seccompProfile"))
                        .fails(
                                "escalation",
                                without("gateway", CONTAINER + "/securityContext/allowPrivilegeEscalation"))
                        .fails("privileged", on("gateway", CONTAINER + "/securityContext/privileged", true))
                        .fails("capabilities", without("gateway", CONTAINER + "/securityContext/capabilities"))
                        .fails(
                                "added capability",
                                on("gateway", CONTAINER + "/securityContext/capabilities/add", List.of("NET_ADMIN")))
                        .fails("host network", on("gateway", POD + "/hostNetwork", true))
                        .fails(
                                "host path",
                                on(
                                        "gateway",
                                        POD + "/volumes/-",
                                        Map.of("name", "host", "hostPath", Map.of("path", "/var"))))
                        .fails("host port", on("gateway", CONTAINER + "/ports/0/hostPort", 80))
                        .fails(
                                "unconfined namespace",
                                system -> system.set(
                                        "Namespace",
                                        "incharge",
                                        "/metadata/labels/pod-security.kubernetes.io~1enforce",
                                        "baseline")),
                pods("nothing but /tmp and volumes is writable", PodRules::readOnly)
                        .fails("writable", on("gateway", CONTAINER + "/securityContext/readOnlyRootFilesystem", false))
                        .fails("no /tmp", without("gateway", CONTAINER + "/volumeMounts"))
                        .fails(
                                "unlimited",
                                on("gateway", POD + "/volumes/-", Map.of("name", "more", "emptyDir", Map.of()))),
                pods("no token of the API server, no variables of Services", PodRules::tokens)
                        .fails("token", on("gateway", POD + "/automountServiceAccountToken", true))
                        .fails(
                                "token of the account",
                                system ->
                                        system.set("ServiceAccount", "gateway", "/automountServiceAccountToken", true))
                        .fails("default account", without("gateway", POD + "/serviceAccountName"))
                        .fails("no such account", system -> system.remove("ServiceAccount", "gateway"))
                        .fails("links", without("gateway", POD + "/enableServiceLinks")),
                pods("memory requested is the limit, processor time is requested and not limited", PodRules::resources)
                        .fails("limit", on("gateway", CONTAINER + "/resources/limits/memory", "2Gi"))
                        .fails("no limit", without("gateway", CONTAINER + "/resources/limits"))
                        .fails("no request", without("gateway", CONTAINER + "/resources/requests/cpu"))
                        .fails("processor limit", on("gateway", CONTAINER + "/resources/limits/cpu", "1")),
                pods("images have a tag that is not latest", PodRules::images)
                        .fails("latest", on("gateway", CONTAINER + "/image", "incharge/gateway:latest"))
                        .fails("no tag", on("gateway", CONTAINER + "/image", "incharge/gateway")),
                pods("what runs for long is probed", PodRules::probes)
                        .fails("startup", without("gateway", CONTAINER + "/startupProbe"))
                        .fails("readiness", without("gateway", CONTAINER + "/readinessProbe"))
                        .fails("liveness", without("gateway", CONTAINER + "/livenessProbe")),
                Rule.of("tags of images are written in kustomizations alone", PodRules::taggedSources)
                        .fails("tag in a manifest", PodRules::tagInASource));
    }

    private static Rule pods(String name, BiFunction<Manifests, JsonNode, Stream<String>> violations) {
        return Rule.of(
                name,
                system -> owners(system)
                        .flatMap(owner -> violations.apply(system, owner).map(fault -> label(owner) + ": " + fault)));
    }

    /** Returns every object with a pod template. */
    static Stream<JsonNode> owners(Manifests system) {
        return system.all().stream()
                .filter(object -> object.at("/spec/template/spec/containers").isArray())
                .map(JsonNode.class::cast);
    }

    static Consumer<Manifests> on(String program, String pointer, Object value) {
        return system -> system.set(DEPLOYMENT, program, pointer, value);
    }

    static Consumer<Manifests> without(String program, String pointer) {
        return system -> system.delete(DEPLOYMENT, program, pointer);
    }

    static Stream<JsonNode> containers(JsonNode owner) {
        return Stream.concat(each(owner.at(POD + "/containers")), each(owner.at(POD + "/initContainers")));
    }

    private static Stream<String> restricted(Manifests system, JsonNode owner) {
        var faults = Stream.<String>builder();
        JsonNode pod = owner.at(POD);
        check(faults, pod.at("/securityContext/runAsNonRoot").asBoolean(false), "may run as root");
        check(faults, pod.at("/securityContext/runAsUser").asInt(0) > 0, "has no user of its own");
        check(
                faults,
                pod.at("/securityContext/seccompProfile/type").asString("").equals("RuntimeDefault"),
                "has not the seccomp profile of the runtime");
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            check(faults, !pod.path(shared).asBoolean(false), shared);
        }
        each(pod.path("volumes"))
                .flatMap(volume -> volume.propertyNames().stream())
                .filter(type -> !type.equals("name") && !VOLUMES.contains(type))
                .forEach(type -> faults.add("a volume of the type " + type));
        containers(owner).forEach(container -> {
            JsonNode security = container.path("securityContext");
            check(faults, !security.path("allowPrivilegeEscalation").asBoolean(true), "allows to gain privileges");
            check(faults, !security.path("privileged").asBoolean(false), "is privileged");
            check(
                    faults,
                    texts(security.at("/capabilities/drop")).equals(List.of("ALL"))
                            && texts(security.at("/capabilities/add")).isEmpty(),
                    "keeps capabilities");
            check(
                    faults,
                    each(container.path("ports")).noneMatch(port -> port.has("hostPort")),
                    "takes a port of the node");
        });
        check(
                faults,
                system.find("Namespace", owner.at("/metadata/namespace").asString(""))
                        .map(namespace -> labels(namespace.at("/metadata/labels")))
                        .orElse(Map.of())
                        .getOrDefault("pod-security.kubernetes.io/enforce", "")
                        .equals("restricted"),
                "its namespace does not enforce the restricted profile");
        return faults.build();
    }

    private static Stream<String> readOnly(Manifests system, JsonNode owner) {
        var faults = Stream.<String>builder();
        containers(owner)
                .forEach(container -> check(
                        faults,
                        container.at("/securityContext/readOnlyRootFilesystem").asBoolean(false),
                        container.path("name").asString() + " writes to its image"));
        check(
                faults,
                each(owner.at(CONTAINER + "/volumeMounts"))
                        .anyMatch(mount -> mount.path("mountPath").asString().equals("/tmp")),
                "has no /tmp");
        each(owner.at(POD + "/volumes"))
                .filter(volume -> volume.has("emptyDir"))
                .forEach(volume ->
                        check(faults, volume.at("/emptyDir").has("sizeLimit"), volume.path("name") + " has no limit"));
        return faults.build();
    }

    private static Stream<String> tokens(Manifests system, JsonNode owner) {
        var faults = Stream.<String>builder();
        check(faults, !owner.at(POD + "/automountServiceAccountToken").asBoolean(true), "gets a token");
        check(faults, !owner.at(POD + "/enableServiceLinks").asBoolean(true), "gets variables of Services");
        boolean account = system.find(
                        "ServiceAccount", owner.at(POD + "/serviceAccountName").asString("default"))
                .filter(found -> !found.path("automountServiceAccountToken").asBoolean(true))
                .isPresent();
        check(faults, account, "has no account of its own without a token");
        return faults.build();
    }

    private static Stream<String> resources(Manifests system, JsonNode owner) {
        var faults = Stream.<String>builder();
        containers(owner).forEach(container -> {
            JsonNode resources = container.path("resources");
            String memory = resources.at("/requests/memory").asString("");
            check(
                    faults,
                    !memory.isEmpty()
                            && memory.equals(resources.at("/limits/memory").asString("")),
                    "requests other memory than its limit");
            check(faults, resources.at("/requests").has("cpu"), "requests no processor time");
            check(faults, !resources.at("/limits").has("cpu"), "has a limit of processor time");
        });
        return faults.build();
    }

    private static Stream<String> images(Manifests system, JsonNode owner) {
        return containers(owner)
                .map(container -> container.path("image").asString())
                .filter(image -> {
                    var tag = TAG.matcher(image);
                    return !tag.matches() || tag.group(1).equals("latest");
                })
                .map(image -> "the image " + image);
    }

    private static Stream<String> probes(Manifests system, JsonNode owner) {
        return Manifests.kind(owner).equals("Job")
                ? Stream.empty()
                : each(owner.at(POD + "/containers"))
                        .flatMap(container -> Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                                .filter(probe -> !container.has(probe)))
                        .map(probe -> "has no " + probe);
    }

    /** The rendered image is that of a kustomization if the manifests name images without a tag. */
    private static Stream<String> taggedSources(Manifests system) {
        Pattern tagged = Pattern.compile("(?m)^\\s*(?:- )?image: \\S*[:@]\\S*");
        Stream<String> written = Sources.manifests().entrySet().stream()
                .filter(file -> tagged.matcher(file.getValue()).find())
                .map(Map.Entry::getKey);
        Set<String> named = Set.copyOf(Sources.manifests().entrySet().stream()
                .filter(file -> file.getKey().endsWith("kustomization.yaml"))
                .flatMap(file -> Pattern.compile("newTag: \"?([\\w.-]+)")
                        .matcher(file.getValue())
                        .results())
                .map(found -> found.group(1))
                .toList());
        Stream<String> rendered = owners(system)
                .flatMap(PodRules::containers)
                .map(container -> container.path("image").asString())
                .filter(image -> named.stream().noneMatch(tag -> image.endsWith(":" + tag)));
        return Stream.concat(written, rendered);
    }

    private static void tagInASource(Manifests system) {
        system.set(DEPLOYMENT, "gateway", CONTAINER + "/image", "incharge/gateway:0.0.9");
    }

    static void check(Stream.Builder<String> faults, boolean kept, String fault) {
        if (!kept) {
            faults.add(fault);
        }
    }
}
