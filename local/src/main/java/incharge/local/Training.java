package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The training run after a build: the whole system starts once on data of its own, does what a first start does, and ends,
 * whereupon each JVM writes its AOT cache.
 */
final class Training {
    private static final Duration READY = Duration.ofMinutes(4);
    private static final Duration WRITE_CACHE = Duration.ofMinutes(3);

    private static final String PREFIX = "training-";

    private Training() {}

    static boolean needed(UnpackedPrograms programs) {
        return !programs.caches().allMatch(AotCache::exists);
    }

    /** Never fails: without caches everything runs, it only starts slower. */
    static void run(Settings settings, UnpackedPrograms programs, Path home, Consumer<String> say) {
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
        Runtime.getRuntime().removeShutdownHook(ctrlC);
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
