package incharge.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a start, read from environment variables.
 *
 * @param port of the gateway
 * @param data absolute directory of all data and logs
 * @param demo whether an empty workspace gets demo data
 * @param mongoUri of an existing replica set; empty: the launcher starts one
 * @param kafkaBootstrap of an existing Kafka; empty: the launcher starts one
 * @param issuer of an existing identity provider; empty: the gateway is the issuer
 * @param password of the demo users of the gateway; empty: the default one
 * @param masterKey whether the environment has the master key, which the services then inherit; false: the launcher
 *     gives them the one of the data directory. They inherit INCHARGE_MASTER_KEY_PREVIOUS and
 *     INCHARGE_MASTER_KEY_PREVIOUS_FILE in any case
 * @param registries the variables of public registries that the environment has, which customer-service then inherits
 * @param timeZone the zone that defines "today"
 * @param jvm the JVM options of the services
 */
record Settings(
        int port,
        Path data,
        boolean demo,
        Optional<String> mongoUri,
        Optional<String> kafkaBootstrap,
        Optional<String> issuer,
        Optional<String> password,
        boolean masterKey,
        Set<String> registries,
        ZoneId timeZone,
        JvmOptions jvm) {

    private static final Set<String> REGISTRIES = Set.of("INCHARGE_REGISTRY_FI_URL", "INCHARGE_REGISTRY_NO_URL");

    static final class Wrong extends IllegalStateException {
        Wrong(String message) {
            super(message);
        }
    }

    /**
     * @param defaultData the data directory if INCHARGE_DATA is not set
     * @throws Wrong naming the variable with the wrong value
     */
    static Settings of(Map<String, String> environment, Path defaultData) {
        return new Settings(
                port(environment),
                given(environment, "INCHARGE_DATA")
                        .map(Path::of)
                        .orElse(defaultData)
                        .toAbsolutePath()
                        .normalize(),
                demo(environment),
                given(environment, "INCHARGE_MONGODB_URI"),
                given(environment, "INCHARGE_KAFKA_BOOTSTRAP"),
                given(environment, "INCHARGE_ISSUER"),
                password(environment),
                masterKey(environment),
                REGISTRIES.stream()
                        .filter(name -> given(environment, name).isPresent())
                        .collect(Collectors.toSet()),
                timeZone(environment),
                jvm(environment));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String effectiveIssuer() {
        return issuer.orElse(url());
    }

    /** Whether users sign in at the gateway itself, which has the demo clients. */
    boolean ownSignIn() {
        return effectiveIssuer().equals(url());
    }

    /** The variables that the launcher sets for every service; services inherit all others. */
    Map<String, String> forServices(String mongo, String kafka) {
        var all = new LinkedHashMap<String, String>();
        all.put("INCHARGE_MONGODB_URI", mongo);
        all.put("INCHARGE_KAFKA_BOOTSTRAP", kafka);
        all.put("INCHARGE_ISSUER", effectiveIssuer());
        all.put("INCHARGE_TIME_ZONE", timeZone.getId());
        return all;
    }

    /** Reads the password from the variables that the gateway reads too. */
    private static Optional<String> password(Map<String, String> environment) {
        Optional<String> file = given(environment, "INCHARGE_OWN_SIGN_IN_PASSWORD_FILE");
        try {
            return file.isEmpty()
                    ? given(environment, "INCHARGE_OWN_SIGN_IN_PASSWORD")
                    : Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException unreadable) {
            throw new Wrong("INCHARGE_OWN_SIGN_IN_PASSWORD_FILE is a file to read: " + unreadable.getMessage());
        }
    }

    private static boolean masterKey(Map<String, String> environment) {
        return Stream.of("INCHARGE_MASTER_KEY", "INCHARGE_MASTER_KEY_FILE")
                .anyMatch(name -> given(environment, name).isPresent());
    }

    private static int port(Map<String, String> environment) {
        String text = given(environment, "INCHARGE_PORT").orElse("8080");
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // reported below, like a number out of range
        }
        throw new Wrong("INCHARGE_PORT is a port, 1 to 65535, and not: " + text);
    }

    private static boolean demo(Map<String, String> environment) {
        String text = given(environment, "INCHARGE_DEMO").orElse("true");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Wrong("INCHARGE_DEMO is true or false, and not: " + text);
        };
    }

    private static JvmOptions jvm(Map<String, String> environment) {
        String text = given(environment, "INCHARGE_JVM").orElse(JvmOptions.LAPTOP.label());
        return Arrays.stream(JvmOptions.values())
                .filter(options -> options.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new Wrong("INCHARGE_JVM is laptop or server, and not: " + text));
    }

    private static ZoneId timeZone(Map<String, String> environment) {
        try {
            return given(environment, "INCHARGE_TIME_ZONE").map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw new Wrong("INCHARGE_TIME_ZONE is a time zone such as Europe/Copenhagen: " + e.getMessage());
        }
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
