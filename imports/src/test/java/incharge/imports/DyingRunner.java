package incharge.imports;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;

/** A replica that is killed between the commit of a chunk and its verdicts: a process of its own that halts there. */
final class DyingRunner {

    static final int KILLED = 137;

    private DyingRunner() {}

    /** @param arguments MongoDB's uri, the database's name, the number of the chunk */
    public static void main(String[] arguments) throws InterruptedException {
        int last = Integer.parseInt(arguments[2]);
        try (MongoClient client = MongoClients.create(arguments[0])) {
            MongoDatabase database = client.getDatabase(arguments[1]);
            var kind = new ThingKind(client, database);
            kind.after = run -> {
                if (run.chunk() == last) {
                    Runtime.getRuntime().halt(KILLED);
                }
            };
            var settings = new ImportSettings(100, 4, Duration.ofSeconds(1), Duration.ofDays(30), Duration.ofMillis(1));
            try (var runner = new ImportRunner(
                    new Imports(database, settings),
                    new ImportedTexts(database)::deletePending,
                    List.of(kind),
                    settings)) {
                runner.start();
                Thread.currentThread().join(Duration.ofSeconds(60));
            }
        }
    }
}
