package incharge.gateway.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spring's own objects in the database, which only Java can write: of Java and Spring Security, and of nothing else. */
public final class Frozen {

    private static final Logger LOG = LoggerFactory.getLogger(Frozen.class);
    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter(
            "maxdepth=50;maxbytes=1000000;java.base/*;java.util.**;java.time.**;java.net.*;java.lang.**;"
                    + "org.springframework.security.**;!*");

    private Frozen() {}

    public static Binary of(Object object) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new Binary(bytes.toByteArray());
    }

    /** Empty when it was written by another version of Spring that has other classes: people then sign in again. */
    public static <T> Optional<T> thaw(Binary frozen, Class<T> type) {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(frozen.getData()))) {
            in.setObjectInputFilter(KNOWN);
            return Optional.of(type.cast(in.readObject()));
        } catch (InvalidClassException | ClassNotFoundException other) {
            LOG.warn("What was kept of a sign-in cannot be read by this version: {}", other.toString());
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
