package incharge.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * Loads the data of a new workspace through the product's own imports: the employees behind the demo clients, and the
 * demo data of a company.
 *
 * <p>Each import carries an idempotency key and the marker file records the progress of earlier starts. So a crash
 * neither doubles nor loses rows, and rows that a user deleted later do not come back.
 */
final class Seed {
    private static final String STARTED = "started";
    private static final String DONE = "done";
    private static final Duration VISIBLE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Path marker;
    private final Consumer<String> output;

    Seed(Settings settings, Path marker, Consumer<String> output) {
        this.settings = settings;
        this.marker = marker;
        this.output = output;
    }

    void plant() {
        // Another identity provider has other users and no demo client that could get a token.
        if (!settings.ownSignIn() || read().equals(DONE)) {
            return;
        }
        try (var api = new Api(settings.url(), "demo-admin", settings.password().orElse("demo"))) {
            boolean demo = settings.demo() && (read().equals(STARTED) || isEmpty(api));
            if (demo) {
                write(STARTED);
            }
            load(api, "employees", "people", "create");
            if (demo) {
                output.accept("Loading demo data ...");
                load(api, "employees", "employees", "upsert");
                load(api, "customers", "customers", "create");
                load(api, "projects", "projects", "create");
                load(api, "responsibilities", "responsibilities", "create");
            }
            api.awaitVisible("/api/matrix?limit=1", VISIBLE);
        }
        write(DONE);
    }

    private static boolean isEmpty(Api api) {
        return api.get("/api/customers?limit=1&archived=true").getInteger("total") == 0
                && api.get("/api/employees?limit=1").getInteger("total") == 0;
    }

    private void load(Api api, String what, String file, String mode) {
        byte[] csv;
        try (InputStream in = Seed.class.getResourceAsStream("demo/" + file + ".csv")) {
            csv = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Document done = api.importFile("/api/" + what + "/imports?mode=" + mode, file + ".csv", csv, "seed-" + file);
        int refused = done.getInteger("refused", 0);
        boolean knownAlready = file.equals("people"); // a workspace that is not new refuses them as known
        if (!"done".equals(done.getString("state")) || refused > 0 && !knownAlready) {
            output.accept("Of the demo " + file + " " + refused + " rows were refused (import "
                    + done.getString("importId") + " is " + done.getString("state") + ").");
        }
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
