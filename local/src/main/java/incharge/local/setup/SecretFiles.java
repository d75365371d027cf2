package incharge.local.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that {@code deploy/secrets} wrote. */
record SecretFiles(Path directory) {
    private static final Pattern LOGIN = Pattern.compile("username=\"([^\"]+)\"\\s+password=\"([^\"]+)\"");

    /** A name and a password for Kafka. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    String read(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the secret " + file, e);
        }
    }

    /** Returns the first login in a configuration of Kafka's JAAS modules. */
    Login login(String name) {
        Matcher login = LOGIN.matcher(read(name));
        if (!login.find()) {
            throw new IllegalStateException("The secret " + directory.resolve(name)
                    + " has no username=\"...\" password=\"...\": remove it, and deploy/secrets makes a new one.");
        }
        return new Login(login.group(1), login.group(2));
    }
}
