package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The training run after a build: the system starts once on data of its own, does what a first start does, and ends.
 * Each JVM writes its AOT cache when it ends.
 */
final class Training {
    private static final Duration READY = Duration.ofMinutes(6);
    private static final Duration WRITE_CACHE = Duration.ofMinutes(5);

    private static final String PREFIX = "training-";

    private Training() {}

    static boolean needed(UnpackedPrograms programs) {
        return !programs.caches().allMatch(AotCache::exists);
    }

    /** Never fails: without caches the system only starts slower. */
    static void run(Settings settings, UnpackedPrograms programs, Path home, Consumer<String> output) {
        Path lock = home.resolve("local").resolve("target").resolve("training.lock");
        // The second of two starts from one checkout waits for the caches of the first.
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (needed(programs)) {
                runAlone(settings, programs, home, output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + lock, e);
        }
    }

    private static void runAlone(Settings settings, UnpackedPrograms programs, Path home, Consumer<String> output) {
        output.accept("Preparing fast starts, once for each build (about a minute) ...");
        var system = new AtomicReference<LocalSystem>();
        var ctrlC = new Thread(() -> Optional.ofNullable(system.get()).ifPresent(LocalSystem::kill));
        Runtime.getRuntime().addShutdownHook(ctrlC);
        Path target = home.resolve("local").resolve("target");
        try {
            deleteLeftBehind(target);
            train(settings, programs, Files.createTempDirectory(target, PREFIX), system);
            deleteLeftBehind(target);
        } catch (RuntimeException | IOException e) {
            output.accept("Starts will be slower than they could be: " + e.getMessage());
        }
        try {
            Runtime.getRuntime().removeShutdownHook(ctrlC);
        } catch (IllegalStateException _) {
            LockSupport.park(); // Ctrl-C: this JVM ends and must start nothing more
        }
    }

    private static void train(
            Settings given, UnpackedPrograms programs, Path directory, AtomicReference<LocalSystem> killedWithUs) {
        var settings = new Settings(
                FreePorts.choose(),
                directory,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                given.password(),
                given.masterKey(),
                Set.of(),
                given.timeZone(),
                given.jvm());
        try (var data = DataDirectory.open(directory)) {
            var seed = new Seed(settings, settings.url(), true, data.of("seeded"), data.demoClock(), _ -> {});
            seed.prepare();
            try (var system = new LocalSystem(settings, data, programs, AotCache::make, WRITE_CACHE, _ -> {})) {
                killedWithUs.set(system);
                system.start();
                List<String> missing = system.awaitReady(READY);
                if (!missing.isEmpty()) {
                    throw new IllegalStateException(
                            missing.getFirst() + " did not become ready" + Logs.end(system.log(missing.getFirst())));
                }
                seed.plant();
            }
        }
        if (!programs.caches().map(AotCache::finish).toList().stream().allMatch(made -> made)) {
            throw new UncheckedIOException(new IOException("not every program wrote its AOT cache"));
        }
    }

    private static void deleteLeftBehind(Path target) throws IOException {
        try (Stream<Path> all = Files.list(target)) {
            all.filter(each -> each.getFileName().toString().startsWith(PREFIX))
                    .toList()
                    .forEach(Directories::delete);
        }
    }
}
