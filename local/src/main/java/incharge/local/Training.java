package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The training run after a build: the whole system starts once on data of its own, does what a first start does, and ends,
 * whereupon each JVM writes its AOT cache.
 */
final class Training {
    private static final Duration READY = Duration.ofMinutes(6);
    private static final Duration WRITE_CACHE = Duration.ofMinutes(5);

    private static final String PREFIX = "training-";

    private Training() {}

    static boolean needed(UnpackedPrograms programs) {
        return !programs.caches().allMatch(AotCache::exists);
    }

    /** Never fails: without caches everything runs, it only starts slower. */
    static void run(Settings settings, UnpackedPrograms programs, Path home, Consumer<String> say) {
        Path lock = home.resolve("local").resolve("target").resolve("training.lock");
        // Of two starts from one checkout the second waits for what the first one makes.
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (needed(programs)) {
                runAlone(settings, programs, home, say);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + lock, e);
        }
    }

    private static void runAlone(Settings settings, UnpackedPrograms programs, Path home, Consumer<String> say) {
        say.accept("Preparing fast starts, once for each build (about a minute) ...");
        var system = new AtomicReference<LocalSystem>();
        var ctrlC = new Thread(() -> Optional.ofNullable(system.get()).ifPresent(LocalSystem::kill));
        Runtime.getRuntime().addShutdownHook(ctrlC);
        Path target = home.resolve("local").resolve("target");
        try {
            deleteLeftBehind(target);
            train(settings, programs, Files.createTempDirectory(target, PREFIX), system);
            deleteLeftBehind(target);
        } catch (RuntimeException | IOException e) {
            say.accept("Starts will be slower than they could be: " + e.getMessage());
        }
        try {
            Runtime.getRuntime().removeShutdownHook(ctrlC);
        } catch (IllegalStateException _) {
            LockSupport.park(); // Ctrl-C: this JVM is ending, nothing more is to be started
        }
    }

    private static void train(
            Settings asked, UnpackedPrograms programs, Path directory, AtomicReference<LocalSystem> killedWithUs) {
        var settings = new Settings(
                FreePorts.choose(),
                directory,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                asked.password(),
                asked.timeZone());
        try (var data = DataDirectory.open(directory)) {
            try (var system = new LocalSystem(settings, data, programs, AotCache::make, WRITE_CACHE, _ -> {})) {
                killedWithUs.set(system);
                system.start();
                List<String> missing = system.awaitReady(READY);
                if (!missing.isEmpty()) {
                    throw new IllegalStateException(
                            missing.getFirst() + " did not become ready" + Logs.end(system.log(missing.getFirst())));
                }
                new Seed(settings, data.of("seeded"), _ -> {}).plant();
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
