package incharge.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * The demo data of {@code docker-compose.yml}. The volume at {@code INCHARGE_DATA} keeps the progress and, while it is
 * loaded, the services' time.
 */
public final class DemoData {
    private DemoData() {}

    /**
     * Gives the services a time in the past if they are to begin with demo data; to be called before they start.
     *
     * @param environment the variables of {@code ./run}
     * @param empty whether no log has an event. A workspace that has some, though the volume has nothing, keeps the
     *     system's time and gets no demo data.
     */
    public static void prepare(Map<String, String> environment, boolean empty) {
        Seed seed = seed(environment);
        if (!empty) {
            seed.adopt();
        }
        seed.prepare();
    }

    /** Loads the demo data into the InCharge at {@code INCHARGE_URL} unless that is done. */
    public static void main(String[] args) {
        try {
            seed(System.getenv()).plant();
            System.out.println("InCharge is ready.");
        } catch (IllegalStateException e) {
            System.err.println(
                    "Not all demo data could be loaded, the next start continues with it: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Seed seed(Map<String, String> environment) {
        Path data = Path.of("/data");
        var settings = Settings.of(environment, data);
        return new Seed(
                settings,
                environment.getOrDefault("INCHARGE_URL", settings.url()),
                true,
                settings.data().resolve("seeded"),
                settings.data().resolve("demo-clock"),
                System.out::println);
    }
}
