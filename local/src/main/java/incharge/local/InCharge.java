package incharge.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Main of the launcher behind {@code ./run}: prepares the programs, starts all parts, reports when they are ready and
 * stops them in order.
 */
final class InCharge {
    private static final Duration READY = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private InCharge() {}

    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("incharge.home", "."))
                .toAbsolutePath()
                .normalize();
        try {
            run(home);
        } catch (Settings.Wrong | MissingTool | DataDirectory.InUse | NotReady e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static final class NotReady extends RuntimeException {
        NotReady(String message) {
            super(message);
        }
    }

    private static void run(Path home) {
        var settings = Settings.of(System.getenv(), home.resolve(".incharge"));
        @SuppressWarnings("resource") // held until the process ends
        var data = DataDirectory.open(settings.data());
        data.endLeftBehind(LocalSystem.STOP_ORDER.stream().flatMap(List::stream).toList(), InCharge::print);
        if (!FreePorts.isFree(settings.port())) {
            throw new NotReady(
                    "Port " + settings.port() + " is taken by another program. Choose another one: INCHARGE_PORT="
                            + (settings.port() + 1) + " ./run");
        }
        if (settings.mongoUri().isEmpty()) {
            MongodBinary.find();
        }
        var programs = UnpackedPrograms.of(home, settings.jvm());
        if (Training.needed(programs) && !"false".equals(System.getenv("INCHARGE_AOT"))) {
            Training.run(settings, programs, home, InCharge::print);
        }

        print("Starting, with data and logs in " + settings.data() + " ...");
        long began = System.nanoTime();
        var seed = seed(settings, data);
        seed.prepare();
        var system = new LocalSystem(settings, data, programs, AotCache::use, GRACE, InCharge::print);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            print("Stopping ...");
            system.close();
            print("Stopped.");
        }));
        system.start();
        List<String> missing = system.awaitReady(READY);
        if (!missing.isEmpty()) {
            throw new NotReady("Not ready after " + READY.toMinutes() + " minutes: " + String.join(", ", missing)
                    + Logs.end(system.log(missing.getFirst())));
        }
        plant(seed);
        printReady(settings, Duration.ofNanos(System.nanoTime() - began));
        parkForEver();
    }

    private static Seed seed(Settings settings, DataDirectory data) {
        return new Seed(
                settings,
                settings.url(),
                settings.mongoUri().isEmpty(),
                data.of(seedMarker(settings)),
                data.demoClock(),
                InCharge::print);
    }

    private static void plant(Seed seed) {
        try {
            seed.plant();
        } catch (IllegalStateException e) {
            print("Not all demo data could be loaded, the next start continues with it: " + e.getMessage());
        }
    }

    /**
     * A given database has a marker of its own; with one marker for all, the second database would get no demo data.
     */
    private static String seedMarker(Settings settings) {
        return settings.mongoUri()
                .map(uri -> "seeded-" + Integer.toHexString(uri.hashCode()))
                .orElse("seeded");
    }

    private static void printReady(Settings settings, Duration took) {
        print("Started in " + took.toSeconds() + " s.");
        print("InCharge is ready: " + settings.url());
        if (settings.ownSignIn()) {
            String password = settings.password().isEmpty() ? "demo" : "<password>";
            print("Sign in there as demo-admin, demo-editor, demo-viewer, demo-seller or demo-employee, password "
                    + password + ". A token for scripts:");
            print("  curl -s -u demo-admin:" + password + " -d grant_type=client_credentials " + settings.url()
                    + "/oauth2/token");
        } else {
            print("People sign in at " + settings.effectiveIssuer() + ".");
        }
        print("Stop it with Ctrl-C.");
    }

    private static void parkForEver() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
