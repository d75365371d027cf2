package incharge.grouping;

import incharge.http.testing.TestClient.Answer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs how long commands about many customers take; nothing is asserted about time. */
@Timeout(300)
class FiguresTest extends ServiceTest {

    private static final Logger LOG = LoggerFactory.getLogger(FiguresTest.class);
    private static final int CUSTOMERS_AT_ONCE = 10_000;
    private static final int ROUNDS = "all".equals(System.getProperty("incharge.faults")) ? 3 : 1;

    private Answer timed(String what, String method, String path, String body) {
        long started = System.nanoTime();
        Answer answer = api.send(method, path, body);
        LOG.warn(
                "{}: {} ms", what, Duration.ofNanos(System.nanoTime() - started).toMillis());
        return answer;
    }

    private String category() {
        return api.post("/api/categories", "{\"name\":\"" + fresh("Many") + "\"}")
                .expect(201)
                .header("Location");
    }

    @Test
    void ten_thousand_customers_in_one_command() {
        UUID[] customers =
                IntStream.range(0, CUSTOMERS_AT_ONCE).mapToObj(_ -> customer()).toArray(UUID[]::new);
        consumed();
        String add = "{\"add\":" + ids(customers) + "}";
        for (int round = 1; round <= ROUNDS; round++) {
            String first = category();
            String second = category();
            timed("categorised", "POST", first + "/customers", add).expect(200);
            timed("moved", "POST", second + "/customers", add).expect(200);
            String target = first.substring(first.lastIndexOf('/') + 1);
            timed("previewed a deletion", "DELETE", second + "?preview=true&to=" + target, null)
                    .expect(200);
            Answer deleted = timed("deleted with a target", "DELETE", second + "?to=" + target, null)
                    .expect(200);
            timed("restored", "POST", second + "/restore", null).expect(200);
            timed("undone", "POST", "/api/groupings/batches/" + deleted.text("batchId") + "/undo", null)
                    .expect(200);
        }
    }
}
