package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The directory of all data: of mongod and Kafka, the master key, logs, and in {@code run} the process ids and
 * addresses of the running parts.
 */
final class DataDirectory implements AutoCloseable {
    private static final long LARGE_LOG = 64L << 20;
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int MASTER_KEY_BYTES = 32;

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    static final class InUse extends RuntimeException {
        InUse(Path root) {
            super("Another InCharge runs on " + root
                    + ". Stop it, or give this one a directory of its own in INCHARGE_DATA.");
        }
    }

    /** @throws InUse while another launcher holds it */
    static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root.resolve("run"));
            Files.createDirectories(root.resolve("log"));
            var channel = FileChannel.open(
                    root.resolve("run").resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                throw new InUse(root);
            }
            return new DataDirectory(root.toRealPath(), channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + root + " as the data directory", e);
        }
    }

    Path of(String part) {
        return root.resolve(part);
    }

    /** The file that holds the services' time while demo data with a past is loaded; it is missing otherwise. */
    Path demoClock() {
        return root.resolve("run").resolve("demo-clock");
    }

    /**
     * The file of the master key, which the first start makes for its owner alone and every later one keeps. It is on
     * the disk when this returns: without it, every key that a service wraps with it is lost.
     */
    Path masterKey() {
        Path secrets = root.resolve("secrets");
        Path file = secrets.resolve("master-key");
        try {
            if (Files.notExists(file)) {
                Files.createDirectories(
                        secrets, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                writeMasterKey(file.resolveSibling("master-key.new"), file);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the master key " + file, e);
        }
    }

    private static void writeMasterKey(Path unfinished, Path file) throws IOException {
        byte[] key = new byte[MASTER_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.deleteIfExists(unfinished);
        var ofOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(
                unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ofOwner)) {
            var text = ByteBuffer.wrap(Base64.getEncoder().encode(key));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(file.getParent())) {
            directory.force(true);
        }
    }

    /** The log of a part. A large log of earlier starts is renamed first. */
    Path log(String part) {
        Path log = root.resolve("log").resolve(part + ".log");
        try {
            if (Files.exists(log) && Files.size(log) > LARGE_LOG) {
                Files.move(log, log.resolveSibling(part + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put aside " + log, e);
        }
        return log;
    }

    PidFile pidFile(String part) {
        return new PidFile(root.resolve("run").resolve(part + ".pid"));
    }

    /** A text that the command lines of all processes on this directory contain, and of no others. */
    String mark() {
        return root + "/";
    }

    /** Ends the parts that a killed launcher left running, in the given order. */
    void endLeftBehind(List<String> parts, Consumer<String> output) {
        for (String part : parts) {
            PidFile file = pidFile(part);
            file.process(mark()).ifPresent(process -> {
                output.accept(part + " of an earlier start is still running (" + process.pid() + "): it is stopped.");
                PidFile.end(process, GRACE);
            });
            file.delete();
        }
    }

    /** Writes {@code run/addresses.env}, for a shell to source or another program to read. */
    void writeAddresses(Map<String, String> addresses) {
        String text = addresses.entrySet().stream()
                .map(each -> each.getKey() + "=" + quoted(each.getValue()) + "\n")
                .collect(Collectors.joining());
        Path file = addresses();
        try {
            Path unfinished = file.resolveSibling("addresses.env.new");
            Files.writeString(unfinished, text);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void deleteAddresses() {
        try {
            Files.deleteIfExists(addresses());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + addresses(), e);
        }
    }

    private Path addresses() {
        return root.resolve("run").resolve("addresses.env");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Our own addresses need no quotes; a given one may hold characters that a shell interprets.
    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_.,:/?=@%+-]*") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
