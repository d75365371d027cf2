package incharge.eventstore.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.sealing.SealingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.core.env.Environment;

/**
 * The key of the workspace, which wraps all others in their database.
 *
 * @param current wraps new keys
 * @param previous null, or one that may still wrap stored keys while the master key is changed
 */
public record MasterKey(SealingKey current, SealingKey previous) {
    static final String VARIABLE = "INCHARGE_MASTER_KEY";
    private static final String PREVIOUS = VARIABLE + "_PREVIOUS";
    private static final String OF_FILE = "_FILE";
    private static final int NAME_BYTES = 8;

    /**
     * Reads {@code INCHARGE_MASTER_KEY} and {@code INCHARGE_MASTER_KEY_PREVIOUS}, 32 bytes in base64 each, or the files
     * that these variables name with {@code _FILE} behind; empty if there is no current one.
     *
     * @throws WrongMasterKey if a variable is no such key, or a file cannot be read
     */
    public static Optional<MasterKey> of(Environment environment) {
        return read(environment, VARIABLE)
                .map(current ->
                        new MasterKey(current, read(environment, PREVIOUS).orElse(null)));
    }

    private static Optional<SealingKey> read(Environment environment, String variable) {
        String text = environment.getProperty(variable, "");
        String file = environment.getProperty(variable + OF_FILE, "");
        if (!text.isBlank() && !file.isBlank()) {
            throw new WrongMasterKey("Both " + variable + " and " + variable + OF_FILE + " are set; set one.");
        }
        if (!file.isBlank()) {
            return Optional.of(key(content(variable + OF_FILE, Path.of(file)), variable + OF_FILE));
        }
        return text.isBlank() ? Optional.empty() : Optional.of(key(text, variable));
    }

    private static String content(String variable, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new WrongMasterKey("The file of " + variable + " cannot be read: " + file, e);
        }
    }

    private static SealingKey key(String text, String variable) {
        try {
            return SealingKey.of(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            // the text is a secret, so the message must not quote it
            throw new WrongMasterKey(
                    variable + " must be " + SealingKey.BYTES + " bytes in base64, as openssl rand -base64 32 prints"
                            + " them.",
                    e);
        }
    }

    /** Returns a name of the current key, which does not reveal it. */
    String name() {
        return name(current);
    }

    /** Returns the key with this name; empty if it is neither the current nor the previous one. */
    Optional<SealingKey> named(String name) {
        if (name(current).equals(name)) {
            return Optional.of(current);
        }
        return Optional.ofNullable(previous).filter(key -> name(key).equals(name));
    }

    private static String name(SealingKey key) {
        return HexFormat.of().formatHex(key.hash("name".getBytes(UTF_8)), 0, NAME_BYTES);
    }
}
