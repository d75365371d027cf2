package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * Loads the data of a new workspace through the product's own API: the employees behind the demo clients, and the demo
 * data of a company.
 *
 * <p>Each import and command carries an idempotency key and the marker file records the progress of earlier starts. So
 * a crash neither doubles nor loses rows, and rows that a user deleted later do not come back.
 */
final class Seed {
    /** The day of the first start follows: all starts until it is done load the data of that day. */
    private static final String STARTED = "started ";

    private static final String DONE = "done";
    private static final Duration VISIBLE = Duration.ofSeconds(60);

    private final Settings settings;
    private final String url;
    private final boolean ownDatabase;
    private final Path marker;
    private final Path clock;
    private final Consumer<String> output;

    /**
     * @param url the gateway's
     * @param ownDatabase whether nobody else uses the database
     * @param marker the file that records the progress
     * @param clock the file of the services' time while the demo company lives through its past
     */
    Seed(Settings settings, String url, boolean ownDatabase, Path marker, Path clock, Consumer<String> output) {
        this.settings = settings;
        this.url = url;
        this.ownDatabase = ownDatabase;
        this.marker = marker;
        this.clock = clock;
        this.output = output;
    }

    /** Takes a workspace that has data although no progress is recorded for one that needs none of this. */
    void adopt() {
        if (read().isEmpty()) {
            write(DONE);
        }
    }

    /**
     * Gives the services a time in the past if they are to begin with demo data, else the system's; to be called before
     * they start. A database that others may use keeps the system's time. A start that was interrupted while it loaded
     * goes on with the time that it had reached.
     */
    void prepare() {
        boolean alone = settings.ownSignIn() && settings.demo() && ownDatabase;
        if (alone && read().isEmpty()) {
            DemoStory.begin(clock, today());
        } else if (!alone || read().equals(DONE)) {
            DemoStory.end(clock);
        }
    }

    /** Loads what is missing. The services have the system's time afterwards, also if it fails. */
    void plant() {
        try {
            load();
        } finally {
            DemoStory.end(clock);
        }
    }

    private void load() {
        // Another identity provider has other users and no demo client that could get a token.
        if (!settings.ownSignIn() || read().equals(DONE)) {
            return;
        }
        String password = settings.password().orElse("demo");
        try (var api = new Api(url, "demo-admin", password)) {
            boolean demo = settings.demo() && (read().startsWith(STARTED) || isEmpty(api));
            LocalDate today =
                    read().startsWith(STARTED) ? LocalDate.parse(read().substring(STARTED.length())) : today();
            if (demo) {
                write(STARTED + today);
            }
            addPeople(api);
            if (demo) {
                output.accept("Loading demo data ...");
                new DemoStory(api, password, today, clock, output).play();
            }
            api.awaitVisible("/api/matrix?limit=1", VISIBLE);
        }
        write(DONE);
    }

    private LocalDate today() {
        return LocalDate.now(settings.timeZone());
    }

    private static boolean isEmpty(Api api) {
        return api.get("/api/customers?limit=1&archived=true").getInteger("total") == 0
                && api.get("/api/employees?limit=1").getInteger("total") == 0;
    }

    /** A workspace that is not new refuses the people that it has. */
    private static void addPeople(Api api) {
        byte[] people = DemoTables.text("people.csv").getBytes(StandardCharsets.UTF_8);
        api.importFile("/api/employees/imports?mode=create", "people.csv", people, "seed-people");
    }

    private String read() {
        try {
            return Files.readString(marker, StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + marker, e);
        }
    }

    private void write(String state) {
        try {
            Files.writeString(marker, state + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + marker, e);
        }
    }
}
