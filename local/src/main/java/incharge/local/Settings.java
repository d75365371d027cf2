package incharge.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment asks of a start.
 *
 * @param port the gateway's
 * @param data absolute directory of everything that lasts
 * @param demo whether an empty workspace is filled with demo data
 * @param mongoUri of a given replica set; empty: one is started
 * @param kafkaBootstrap of a given Kafka; empty: one is started
 * @param issuer of a given identity provider; empty: the gateway's own
 * @param password of the gateway's own people; empty: the one that everybody knows
 * @param timeZone where "today" is
 */
record Settings(
        int port,
        Path data,
        boolean demo,
        Optional<String> mongoUri,
        Optional<String> kafkaBootstrap,
        Optional<String> issuer,
        Optional<String> password,
        ZoneId timeZone) {

    static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message);
        }
    }

    /**
     * @param defaultData where everything lasts when INCHARGE_DATA does not say
     * @throws Wrong naming the variable that is at fault
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
                timeZone(environment));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String effectiveIssuer() {
        return issuer.orElse(url());
    }

    /** Whether people sign in at the gateway itself, where the demo clients are. */
    boolean ownSignIn() {
        return effectiveIssuer().equals(url());
    }

    /** The variables that every service gets; the others are inherited. */
    Map<String, String> forServices(String mongo, String kafka) {
        var all = new LinkedHashMap<String, String>();
        all.put("INCHARGE_MONGODB_URI", mongo);
        all.put("INCHARGE_KAFKA_BOOTSTRAP", kafka);
        all.put("INCHARGE_ISSUER", effectiveIssuer());
        all.put("INCHARGE_TIME_ZONE", timeZone.getId());
        return all;
    }

    /** From where the gateway reads it too. */
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

    private static int port(Map<String, String> environment) {
        String text = given(environment, "INCHARGE_PORT").orElse("8080");
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below, as for a number out of range
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
