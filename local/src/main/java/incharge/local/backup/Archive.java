package incharge.local.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import incharge.local.backup.Manifest.Copied;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.RawBsonDocument;

/**
 * A backup in a directory: a file for each collection, {@code <database>/<collection>.bson}; {@code manifest.json},
 * written last; and its digest in {@code manifest.json.sha256}, as {@code sha256sum -c} reads it.
 */
final class Archive {
    private static final String MANIFEST = "manifest.json";
    private static final String DIGEST = MANIFEST + ".sha256";
    private static final int LENGTH_BYTES = 4;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 17 << 20;

    /** A backup holds everything that InCharge has, so nobody else may read it. */
    private static final FileAttribute<?> FILE_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final FileAttribute<?> DIRECTORY_OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;

    private Archive(Path directory) {
        this.directory = directory;
    }

    /**
     * Copies everything into a directory, which is new or empty. What a failure leaves is deleted.
     *
     * @throws Failed if it is not empty
     */
    static Manifest write(Moment moment, Path directory) {
        var archive = new Archive(directory);
        try {
            Files.createDirectories(directory, DIRECTORY_OF_OWNER);
            try (Stream<Path> present = Files.list(directory)) {
                if (present.findAny().isPresent()) {
                    throw new Failed(directory + " is not empty. A backup needs a directory of its own.");
                }
            }
            try {
                return archive.copy(moment);
            } catch (Throwable e) { // also when the heap is too small
                archive.delete();
                throw e;
            }
        } catch (IOException e) {
            throw new Failed("The backup cannot be written to " + directory + ": " + reason(e), e);
        } catch (UncheckedIOException e) {
            throw new Failed("The backup cannot be written to " + directory + ": " + reason(e.getCause()), e);
        }
    }

    private Manifest copy(Moment moment) throws IOException {
        List<Copied> copied = new ArrayList<>();
        for (Collection collection : moment.collections()) {
            copied.add(copy(moment, collection));
        }
        var manifest = new Manifest(moment.time(), copied);
        byte[] text = (manifest.toJson() + "\n").getBytes(UTF_8);
        var digest = new Checksum();
        digest.add(ByteBuffer.wrap(text));
        write(directory.resolve(DIGEST), (digest.hex() + "  " + MANIFEST + "\n").getBytes(UTF_8));
        write(directory.resolve(MANIFEST), text);
        return manifest;
    }

    private Copied copy(Moment moment, Collection collection) throws IOException {
        Path file = file(collection);
        Files.createDirectories(file.getParent(), DIRECTORY_OF_OWNER);
        var digest = new Checksum();
        try (FileChannel channel = create(file);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            moment.read(collection, document -> {
                ByteBuffer bytes = digest.add(document);
                try {
                    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            out.flush();
            channel.force(true);
        }
        return new Copied(collection, digest.documents(), digest.bytes(), digest.hex());
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = create(file)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_OF_OWNER);
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** @throws Failed if there is no finished backup in the directory */
    static Archive open(Path directory) {
        if (!Files.isRegularFile(directory.resolve(MANIFEST))) {
            throw new Failed("There is no finished backup in " + directory + ": it has no " + MANIFEST + ".");
        }
        return new Archive(directory);
    }

    /**
     * Reads all of it.
     *
     * @throws Failed if a file is not as it was written
     */
    Manifest verified() {
        try {
            byte[] text = Files.readAllBytes(directory.resolve(MANIFEST));
            var digest = new Checksum();
            digest.add(ByteBuffer.wrap(text));
            if (!Files.readString(directory.resolve(DIGEST)).equals(digest.hex() + "  " + MANIFEST + "\n")) {
                throw changed(directory.resolve(MANIFEST));
            }
            Manifest manifest = Manifest.parse(new String(text, UTF_8));
            for (Copied copied : manifest.collections()) {
                verify(copied);
            }
            return manifest;
        } catch (IOException e) {
            throw new Failed("The backup in " + directory + " cannot be read: " + reason(e), e);
        }
    }

    private void verify(Copied copied) throws IOException {
        Path file = file(copied.collection());
        var digest = new Checksum();
        // Lengths are read from the file only after its digest is known to be right.
        try (FileChannel channel = FileChannel.open(file)) {
            var buffer = ByteBuffer.allocate(1 << 16);
            while (channel.read(buffer) >= 0) {
                digest.add(buffer.flip());
                buffer.clear();
            }
        }
        if (digest.bytes() != copied.bytes() || !digest.hex().equals(copied.sha256())) {
            throw changed(file);
        }
        var documents = new Checksum();
        read(copied.collection(), documents::add);
        if (documents.documents() != copied.documents()) {
            throw changed(file);
        }
    }

    private static Failed changed(Path file) {
        return new Failed(file + " is not as the backup wrote it: it is truncated or altered. Nothing was restored.");
    }

    /** Hands on all documents of the file. */
    void read(Collection collection, Consumer<RawBsonDocument> document) throws IOException {
        Path file = file(collection);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            byte[] start = new byte[LENGTH_BYTES];
            while (in.readNBytes(start, 0, LENGTH_BYTES) == LENGTH_BYTES) {
                int length =
                        ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt();
                if (length < SHORTEST || length > LONGEST) {
                    throw new IOException(file + " has a document of " + length + " bytes");
                }
                byte[] bytes = new byte[length];
                System.arraycopy(start, 0, bytes, 0, LENGTH_BYTES);
                in.readFully(bytes, LENGTH_BYTES, length - LENGTH_BYTES);
                document.accept(new RawBsonDocument(bytes));
            }
        } catch (EOFException e) {
            throw new IOException(file + " ends in the middle of a document", e);
        }
    }

    private Path file(Collection collection) {
        return directory.resolve(collection.database()).resolve(collection.name() + ".bson");
    }

    /** The class says what is wrong where the message is a path alone. */
    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "there is no " + e.getMessage() : e.toString();
    }
}
