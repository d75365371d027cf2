package incharge.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The services of {@code docker-compose.yml} as they are written, and the rules that each of them keeps. */
record ComposeFile(Map<String, Map<String, Object>> services, Map<String, Object> networks, Set<String> secrets) {

    static final int MOST_MEMORY = 4096;

    private static final String LOOPBACK = "127.0.0.1:";
    private static final Pattern SECRET = Pattern.compile("(?i)(PASSWORD|PASSWD|SECRET|JAAS|TOKEN|_KEY$|MONGODB_URI)");

    /** @param text of the file; no other is like it, so it is not checked to be one */
    @SuppressWarnings("unchecked")
    static ComposeFile of(String text) {
        Map<String, Object> file = new Yaml().load(text);
        return new ComposeFile(
                (Map<String, Map<String, Object>>) file.get("services"),
                (Map<String, Object>) file.get("networks"),
                ((Map<String, Object>) file.get("secrets")).keySet());
    }

    static ComposeFile read() {
        try {
            return of(Files.readString(RunningSystem.root().resolve("docker-compose.yml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The services that start without a profile. */
    Map<String, Map<String, Object>> defaults() {
        var defaults = new LinkedHashMap<>(services);
        defaults.values().removeIf(service -> service.containsKey("profiles"));
        return defaults;
    }

    /** Returns what breaks a rule, each by the service and the rule. */
    List<String> violations() {
        var all = new ArrayList<String>();
        services.forEach((name, service) -> {
            check(
                    all,
                    Boolean.TRUE.equals(service.get("read_only")),
                    name + " has a file system that can be written to");
            check(all, List.of("ALL").equals(service.get("cap_drop")), name + " has capabilities");
            check(all, !service.containsKey("cap_add") && !service.containsKey("privileged"), name + " has privileges");
            check(
                    all,
                    List.of("no-new-privileges:true").equals(service.get("security_opt")),
                    name + " may gain privileges");
            check(all, memory(service) > 0, name + " has no limit of memory");
            check(all, service.containsKey("logging"), name + " has a log without an end");
            check(
                    all,
                    oneShot(name) != "unless-stopped".equals(service.get("restart")),
                    name + " is started again although it has ended, or is not although it failed");
            check(all, !"on-failure".equals(service.get("restart")), name + " is started again without an end");
            check(
                    all,
                    !service.get("image").toString().startsWith("incharge/")
                            || "never".equals(service.get("pull_policy")),
                    name + " may be an image of somebody else");
            secretsOf(name, service, all);
            portsOf(name, service, all);
        });
        check(all, sum() <= MOST_MEMORY, "the limits of memory add up to " + sum() + " MiB");
        check(all, Map.of("internal", true).equals(networks.get("inside")), "the network inside has a way out");
        return all;
    }

    /** Whether a service that runs waits for its end; without one, {@code up --wait} takes that for a failure. */
    private boolean oneShot(String name) {
        return services.values().stream()
                .filter(service -> service.get("depends_on") instanceof Map<?, ?> needed
                        && needed.get(name) instanceof Map<?, ?> condition
                        && "service_completed_successfully".equals(condition.get("condition")))
                .anyMatch(service -> service.containsKey("restart"));
    }

    private void secretsOf(String name, Map<String, Object> service, List<String> all) {
        if (service.get("environment") instanceof Map<?, ?> environment) {
            environment.forEach((variable, value) -> check(
                    all,
                    !SECRET.matcher(variable.toString()).find()
                            || value.toString().startsWith("/run/secrets/"),
                    name + " has the secret " + variable + " in its environment"));
        }
        list(service, "secrets").stream()
                .map(secret -> secret instanceof Map<?, ?> named ? named.get("source") : secret)
                .forEach(secret -> check(all, secrets.contains(secret), name + " has the unknown secret " + secret));
    }

    private static void portsOf(String name, Map<String, Object> service, List<String> all) {
        list(service, "ports")
                .forEach(port -> check(
                        all,
                        port.toString().startsWith(LOOPBACK)
                                && (name.equals("gateway") || service.containsKey("profiles")),
                        name + " publishes " + port));
    }

    /** The limits of all services that start without a profile, in MiB. */
    int sum() {
        return defaults().values().stream().mapToInt(ComposeFile::memory).sum();
    }

    /** The limit of a service in MiB. */
    static int memory(Map<String, Object> service) {
        return Stream.ofNullable(service.get("mem_limit"))
                .mapToInt(limit -> Integer.parseInt(limit.toString().replaceFirst("m$", "")))
                .sum();
    }

    static List<?> list(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> list ? list : List.of();
    }

    private static void check(List<String> all, boolean kept, String violation) {
        if (!kept) {
            all.add(violation);
        }
    }
}
