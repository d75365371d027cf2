package incharge.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import incharge.http.testing.TestTokens;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.ApiClient.Response;
import incharge.local.FreePorts;
import incharge.local.RealKafka;
import incharge.local.RealParts;
import incharge.reporting.testing.FactScript;
import incharge.reporting.testing.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import tools.jackson.databind.json.JsonMapper;

/** A process with a heap that is too small for the views stays, names what it needs, and serves with a larger one. */
class SmallHeapTest {

    private static final int CUSTOMERS = 3_000;
    private static final Duration START = Duration.ofMinutes(5);

    @TempDir
    private Path files;

    @Test
    void a_heap_that_is_too_small_is_named_by_a_process_that_stays_alive() throws Exception {
        String database = RealParts.freshDatabaseName();
        FactScript script = new FactScript();
        for (int i = 0; i < CUSTOMERS; i++) {
            script.customer("Customer " + i, "C" + i);
        }
        // the topics of the shared broker have the facts of other tests
        try (var kafka = RealKafka.start(files.resolve("kafka"), 0);
                var topics = Topics.create(kafka.bootstrap())) {
            topics.publish(script.facts());
            try (var large = new Running("-Xmx256m", database, kafka.bootstrap())) {
                await().atMost(START)
                        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .until(() -> large.get("/readyz").statusCode() == 200);
                Response served = large.get("/api/matrix?limit=0");
                assertThat(served.statusCode()).as(served.text()).isEqualTo(200);
                assertThat(JsonMapper.shared()
                                .readTree(served.body())
                                .get("counts")
                                .get("customers")
                                .asInt())
                        .isEqualTo(CUSTOMERS);
            }
            try (var small = new Running("-Xmx168m", database, kafka.bootstrap())) {
                await().atMost(START)
                        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .until(() -> small.get("/api/matrix?limit=0").text().contains("MB of heap for"));
                small.namesWhatIsMissing();

                script.customer("One more", "M");
                topics.publish(script.facts().subList(CUSTOMERS, CUSTOMERS + 1));
                var feeds = RealParts.mongoClient().getDatabase(database).getCollection("feeds");
                await().atMost(START)
                        .until(() -> feeds.countDocuments(Filters.eq("sequence", CUSTOMERS + 1L)), count -> count == 1);
                small.namesWhatIsMissing();
                assertThat(small.process.isAlive()).isTrue();
            }
        }
    }

    /** The service, which prints a token that it accepts: the key of the test's tokens belongs to one process. */
    static final class Program {
        static final String TOKEN = "token: ";

        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(TOKEN + TestTokens.bearer("demo-admin"));
            SpringApplication.run(ReportingServiceApplication.class, arguments);
        }
    }

    private final class Running implements AutoCloseable {
        private final ApiClient client = new ApiClient();
        private final int port = FreePorts.choose();
        private final Path log;
        private final Process process;

        Running(String heap, String database, String kafka) throws IOException {
            log = files.resolve("reporting" + heap + ".log");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            heap,
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Program.class.getName(),
                            "--server.port=" + port,
                            "--spring.mongodb.database=" + database,
                            "--INCHARGE_MONGODB_URI=" + RealParts.mongoUri(),
                            "--INCHARGE_KAFKA_BOOTSTRAP=" + kafka)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        Response get(String path) {
            return client.send(Request.to("http://127.0.0.1:" + port + path).header("Authorization", token()));
        }

        private String token() {
            try (Stream<String> lines = Files.lines(log)) {
                return lines.filter(line -> line.startsWith(Program.TOKEN))
                        .map(line -> line.substring(Program.TOKEN.length()))
                        .findFirst()
                        .orElse("");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void namesWhatIsMissing() throws IOException {
            Response refused = get("/api/matrix?limit=0");
            assertThat(refused.statusCode()).as(refused.text()).isEqualTo(503);
            assertThat(JsonMapper.shared()
                            .readTree(refused.body())
                            .get("detail")
                            .asString())
                    .startsWith("Nothing can be shown: reporting-service needs about ")
                    .contains("set -Xmx");
            assertThat(refused.headers().firstValue("Retry-After")).contains("60");
            assertThat(get("/livez").statusCode()).isEqualTo(200);
            assertThat(get("/readyz").statusCode()).isEqualTo(503);
            assertThat(Files.readString(log)).contains("nothing is served until it has more");
        }

        @Override
        public void close() {
            client.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
