package incharge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import incharge.local.RealParts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {

    private static StubService reporting;
    private static GatewayUnderTest gateway;
    private static final AtomicInteger open = new AtomicInteger();

    @BeforeAll
    static void open() {
        reporting = new StubService("reporting");
        gateway = new GatewayUnderTest(Map.of(
                "incharge.reporting-url", reporting.url(),
                "incharge.token-seconds", "5",
                "incharge.answer-timeout", "1s"));
    }

    @AfterAll
    static void close() {
        gateway.close();
        reporting.close();
    }

    /** Sends comment lines until the client is gone, at intervals shorter than the answer timeout. */
    @BeforeEach
    void talk() {
        reporting.behaviour = exchange -> {
            if (!exchange.getRequestURI().getPath().equals("/api/changes")) {
                StubService.answering("{\"employee\":null,\"seller\":false}").answer(exchange);
                return;
            }
            open.incrementAndGet();
            try {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody().write(": there\n\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    LockSupport.parkNanos(200_000_000);
                }
            } finally {
                open.decrementAndGet();
            }
        };
    }

    private static HttpResponse<InputStream> listen(HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> answer = gateway.http()
                .send(request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        return answer;
    }

    private static int linesUntilTheEnd(HttpResponse<InputStream> answer) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            return (int) lines.lines().filter(line -> !line.isEmpty()).count();
        }
    }

    @Test
    void ends_with_the_token_it_was_asked_for_with_and_not_before() throws Exception {
        String token = gateway.token("demo-viewer");

        await("the streams of other tests have ended").until(() -> gateway.metric("incharge.live.streams") == 0);
        HttpResponse<InputStream> answer =
                listen(gateway.to("/api/changes").header("Authorization", "Bearer " + token));
        assertThat(gateway.metric("incharge.live.streams")).isEqualTo(1);

        assertThat(linesUntilTheEnd(answer))
                .as("longer than an answer may keep silent")
                .isGreaterThan(5);
        await().until(() -> open.get() == 0);
        await().until(() -> gateway.metric("incharge.live.streams") == 0);
    }

    @Test
    void ends_with_a_sign_out() throws Exception {
        Browser browser = Browser.signedIn(gateway, "demo-viewer");
        HttpResponse<InputStream> answer = listen(browser.to("/api/changes"));

        browser.post("/sign-out", Map.of("_csrf", Browser.csrf(browser.get("/api"))));

        linesUntilTheEnd(answer);
        await().until(() -> open.get() == 0);
    }

    @Test
    void ends_when_the_session_does_at_whichever_gateway() throws Exception {
        Browser browser = Browser.signedIn(gateway, "demo-viewer");
        HttpResponse<InputStream> answer = listen(browser.to("/api/changes"));

        RealParts.mongoClient()
                .getDatabase("incharge-gateway")
                .getCollection("sessions")
                .updateMany(
                        new Document(),
                        new Document(
                                "$set",
                                new Document("endsAt", Date.from(Instant.now().minusSeconds(1)))));

        linesUntilTheEnd(answer);
        await().until(() -> open.get() == 0);
    }

    @Test
    void ends_when_the_client_goes() throws Exception {
        await("the answers of other tests have ended").until(() -> open.get() == 0);
        try (var client = new Socket("127.0.0.1", gateway.port)) {
            client.getOutputStream()
                    .write(("GET /api/changes HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                                    + gateway.token("demo-viewer") + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            assertThat(open.get()).isEqualTo(1);
        }

        await().until(() -> open.get() == 0);
    }

    @Test
    void is_not_somebody_at_the_keyboard() throws Exception {
        Browser browser = Browser.signedIn(gateway, "demo-viewer");
        MongoCollection<Document> sessions =
                RealParts.mongoClient().getDatabase("incharge-gateway").getCollection("sessions");
        Date before = Date.from(Instant.now().minusSeconds(600));
        sessions.updateMany(new Document(), new Document("$set", new Document("seenAt", before)));

        HttpResponse<InputStream> answer = listen(browser.to("/api/changes"));
        linesUntilTheEnd(answer);
        assertThat(sessions.countDocuments(new Document("seenAt", new Document("$gt", before))))
                .isZero();

        browser.send(browser.to("/api/session"));
        assertThat(sessions.countDocuments(new Document("seenAt", new Document("$gt", before))))
                .isEqualTo(1);
    }

    @Test
    void is_for_those_who_are_signed_in() throws Exception {
        assertThat(gateway.send(gateway.to("/api/changes").header("Accept", "text/event-stream"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void are_fifty_of_one_user_also_when_more_come_at_once() throws Exception {
        var all = new CountDownLatch(1);
        var asked = new AtomicInteger();
        try (var slow = new StubService("slow");
                var patient = new GatewayUnderTest(Map.of("incharge.reporting-url", slow.url()))) {
            slow.behaviour = exchange -> {
                asked.incrementAndGet();
                waitFor(all);
                StubService.answering("all said").answer(exchange);
            };
            String token = patient.token("demo-viewer");
            HttpRequest request = patient.to("/api/changes")
                    .header("Authorization", "Bearer " + token)
                    .build();

            List<CompletableFuture<Integer>> statuses = Stream.generate(
                            () -> patient.http().sendAsync(request, BodyHandlers.ofString()))
                    .limit(60)
                    .map(answer -> answer.thenApply(HttpResponse::statusCode))
                    .toList();

            await().until(() -> asked.get() == 50);
            await().until(() ->
                    statuses.stream().filter(CompletableFuture::isDone).count() == 10);
            assertThat(statuses).filteredOn(CompletableFuture::isDone).allMatch(refused -> refused.join() == 429);
            all.countDown();
            assertThat(statuses)
                    .extracting(CompletableFuture::join)
                    .filteredOn(status -> status == 200)
                    .hasSize(50);
            await("all have left their place")
                    .until(() -> patient.get("/api/changes", token).statusCode() == 200);
        }
    }

    @Test
    void of_one_user_beyond_fifty_end_the_oldest() throws Exception {
        await("the answers of other tests have ended").until(() -> open.get() == 0);
        try (var patient = new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url()))) {
            String token = patient.token("demo-viewer");
            HttpRequest request = patient.to("/api/changes")
                    .header("Authorization", "Bearer " + token)
                    .build();
            var answers = new ArrayList<HttpResponse<InputStream>>();
            for (int i = 0; i < EventStreams.MOST_PER_USER; i++) {
                answers.add(patient.http().send(request, BodyHandlers.ofInputStream()));
            }
            assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
            assertThat(open.get()).isEqualTo(EventStreams.MOST_PER_USER);

            HttpResponse<InputStream> last = patient.http().send(request, BodyHandlers.ofInputStream());

            assertThat(last.statusCode()).isEqualTo(200);
            linesUntilTheEnd(answers.removeFirst());
            await().until(() -> open.get() == EventStreams.MOST_PER_USER);
            answers.add(last);
            for (HttpResponse<InputStream> answer : answers) {
                assertThat(answer.body().read()).as("goes on").isEqualTo(':');
                answer.body().close();
            }
        }
    }

    @Test
    void that_fail_take_no_place() throws Exception {
        reporting.behaviour = exchange -> exchange.sendResponseHeaders(503, -1);
        String token = gateway.token("demo-viewer");

        for (int i = 0; i <= EventStreams.MOST_PER_USER; i++) {
            assertThat(gateway.get("/api/changes", token).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void end_when_the_gateway_does_and_its_last_ones_are_sent_elsewhere() throws Exception {
        var other =
                new GatewayUnderTest(Map.of("incharge.reporting-url", reporting.url(), "incharge.http.drain", "60s"));
        String token = other.token("demo-viewer");
        HttpRequest.Builder changes = other.to("/api/changes").header("Authorization", "Bearer " + token);
        HttpResponse<InputStream> stream = other.http().send(changes.build(), BodyHandlers.ofInputStream());

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(other::close);

        assertThat(linesUntilTheEnd(stream)).isPositive();
        HttpResponse<String> late = other.send(changes);
        assertThat(late.statusCode()).as(late.body()).isEqualTo(503);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(late.headers().firstValue("Connection")).hasValue("close");
        other.http().close();
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(30));
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("not all were answered");
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }
}
