package incharge.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of this process for files that may hold texts of persons and must have a name. A process holds the lock
 * of its directory as long as it lives, and each that starts deletes the directories of those that were killed.
 */
public final class TemporaryFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFiles.class);
    private static final String PREFIX = "incharge-";
    private static final String LOCK = "lock";

    private static final class OfThisProcess {
        private static final TemporaryFiles FILES = new TemporaryFiles(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private final Path directory;
    /** Never closed: the lock ends with the process. */
    private final FileChannel lock;

    TemporaryFiles(Path parent) {
        try {
            deleteLeft(parent);
            directory = Files.createTempDirectory(parent, PREFIX);
            Path unlocked = directory.resolve("new");
            lock = FileChannel.open(unlocked, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new IOException("cannot lock " + unlocked);
            }
            // under its name it is locked from the beginning, so that no other process takes it for one that is left
            Files.move(unlocked, directory.resolve(LOCK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty file, which its user deletes. */
    public static Path create(String prefix) throws IOException {
        return Files.createTempFile(OfThisProcess.FILES.directory(), prefix, ".tmp");
    }

    static Path ofThisProcess() {
        return OfThisProcess.FILES.directory();
    }

    Path directory() {
        return directory;
    }

    private static void deleteLeft(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path each : found) {
                if (Files.isWritable(each.resolve(LOCK))) {
                    deleteUnlocked(each);
                }
            }
        }
    }

    private static void deleteUnlocked(Path left) {
        try (var channel = FileChannel.open(left.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock locked = channel.tryLock()) {
            if (locked == null) {
                return;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(left)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(left);
        } catch (OverlappingFileLockException _) {
            LOG.debug("{} is in use by this process", left);
        } catch (IOException e) {
            // another process deletes it, or may
            LOG.info("{} is left: {}", left, e.toString());
        }
    }
}
