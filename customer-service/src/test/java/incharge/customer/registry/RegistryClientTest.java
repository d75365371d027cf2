package incharge.customer.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.customer.registry.RegistryClient.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client before a server that writes what a test says. */
@Timeout(120)
class RegistryClientTest {

    /** What the server does with a connection after it has read a request. */
    private interface Script {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private static final String PASSWORD = "changeit";

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch clientGone = new CountDownLatch(1);
    private ServerSocket server;
    private Script script;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        client = new RegistryClient(Duration.ofSeconds(60));
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return; // the test is over
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = socket.getInputStream().read();
                if (read < 0) {
                    return;
                }
                head.append((char) read);
            }
            requests.add(head.toString());
            script.answer(socket.getOutputStream());
            // the client ends the connection
            while (socket.getInputStream().read() >= 0) {
                // nothing more is sent
            }
        } catch (IOException _) {
            // the client ended the connection while it was written to
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            clientGone.countDown();
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    private static Script writing(String head, String body) {
        return out -> {
            out.write(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.getBytes(UTF_8).length + "\r\n\r\n" + body)
                    .getBytes(UTF_8));
            out.flush();
        };
    }

    private void hasNoAnswer() throws InterruptedException {
        assertThatThrownBy(() -> client.get(address("/x"))).isInstanceOf(RegistryFault.class);
        assertThat(clientGone.await(60, TimeUnit.SECONDS))
                .as("the connection ends")
                .isTrue();
        assertThat(requests).hasSizeLessThan(2);
    }

    @Test
    void the_answer_is_bytes_of_any_status() {
        script = writing("200 OK", "{\"name\":\"Åkerby\"}");

        Answer answer = client.get(address("/companies?businessId=0112038-9"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"name\":\"Åkerby\"}");
        assertThat(requests.getFirst())
                .startsWith("GET /companies?businessId=0112038-9 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\naccept: application/json\r\n")
                .doesNotContainIgnoringCase("authorization")
                .doesNotContainIgnoringCase("accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 429, 500, 503})
    void an_error_is_an_answer(int status) {
        script = writing(status + " Whatever\r\nRetry-After: 7", "");

        assertThat(client.get(address("/x")))
                .returns(status, Answer::status)
                .returns("7", answer -> answer.retryAfter().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) {
        script = writing(status + " There\r\nLocation: " + address("/elsewhere"), "");

        assertThat(client.get(address("/x")).status()).isEqualTo(status);
        assertThat(requests).hasSize(1);
    }

    @Test
    void no_cookie_is_sent_back() {
        script = writing("200 OK\r\nSet-Cookie: visitor=1; Path=/", "{}");

        client.get(address("/x"));
        client.get(address("/x"));

        assertThat(requests)
                .hasSize(2)
                .noneMatch(request -> request.toLowerCase().contains("cookie"));
    }

    @Test
    void no_proxy_of_the_environment_is_used() throws IOException {
        script = writing("200 OK", "{}");
        var before = new HashMap<String, String>();
        try (var proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map.of(
                            "http.proxyHost", "127.0.0.1",
                            "http.proxyPort", Integer.toString(proxy.getLocalPort()),
                            "http.nonProxyHosts", "",
                            "java.net.useSystemProxies", "true")
                    .forEach((name, value) -> before.put(name, System.setProperty(name, value)));

            assertThat(client.get(address("/x")).status()).isEqualTo(200);
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }

    @Test
    void nobody_who_listens_is_a_fault() throws IOException {
        server.close();

        assertThatThrownBy(() -> client.get(address("/x"))).isInstanceOf(RegistryFault.class);
    }

    @Test
    void a_name_that_nobody_has_is_a_fault() {
        assertThatThrownBy(() -> client.get(URI.create("https://registry.invalid/x")))
                .isInstanceOf(RegistryFault.class);
    }

    @Test
    void a_connection_that_ends_without_an_answer_is_a_fault_and_not_tried_again() {
        script = OutputStream::close;

        assertThatThrownBy(() -> client.get(address("/x"))).isInstanceOf(RegistryFault.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void an_answer_that_ends_early_is_a_fault() {
        script = out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":".getBytes(US_ASCII));
            out.close();
        };

        assertThatThrownBy(() -> client.get(address("/x"))).isInstanceOf(RegistryFault.class);
    }

    @Test
    void what_is_no_http_is_a_fault() throws InterruptedException {
        script = out -> out.write("SSH-2.0-OpenSSH_9.9\r\n\r\n".getBytes(US_ASCII));

        hasNoAnswer();
    }

    @Test
    void silence_is_a_fault() throws InterruptedException, IOException {
        client = new RegistryClient(Duration.ofMillis(300));
        script = _ -> {};

        hasNoAnswer();
    }

    @Test
    void a_body_that_never_ends_is_a_fault_and_ends_with_its_connection() throws InterruptedException, IOException {
        client = new RegistryClient(Duration.ofMillis(300));
        script = out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
            while (true) {
                out.write("1\r\n \r\n".getBytes(US_ASCII));
                out.flush();
                Thread.sleep(50);
            }
        };

        hasNoAnswer();
    }

    @Test
    void a_body_of_one_mebibyte_is_the_largest() {
        script = writing("200 OK", " ".repeat(1024 * 1024));

        assertThat(client.get(address("/x")).body()).hasSize(1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_larger_body_is_a_fault_whether_or_not_it_names_its_length(boolean length) throws InterruptedException {
        script = out -> {
            String head = length ? "Content-Length: 52428800" : "Transfer-Encoding: chunked";
            out.write(("HTTP/1.1 200 OK\r\n" + head + "\r\n\r\n").getBytes(US_ASCII));
            byte[] part = new byte[64 * 1024];
            Arrays.fill(part, (byte) ' ');
            for (int i = 0; i < 800; i++) {
                out.write(length ? new byte[0] : "10000\r\n".getBytes(US_ASCII));
                out.write(part);
                out.write(length ? new byte[0] : "\r\n".getBytes(US_ASCII));
            }
            out.flush();
        };

        hasNoAnswer();
    }

    /** Makes a key store with a certificate for a name or address, which nobody vouches for. */
    private static Path certified(Path directory, String subject) throws IOException, InterruptedException {
        Path store = directory.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=Registry",
                        "-ext",
                        "san=" + subject,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        return store;
    }

    private void serveTls(Path store) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        server.close();
        server = context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        script = writing("200 OK", "{}");
    }

    private Answer getTrusting(Path store) {
        try {
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
            return client.get(URI.create("https://127.0.0.1:" + server.getLocalPort() + "/x"));
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void only_a_registry_with_a_certificate_that_is_vouched_for_is_spoken_to(@TempDir Path directory) throws Exception {
        Path store = certified(directory, "ip:127.0.0.1");
        serveTls(store);

        assertThat(getTrusting(store).status()).isEqualTo(200);
        assertThatThrownBy(() -> client.get(URI.create("https://127.0.0.1:" + server.getLocalPort() + "/x")))
                .isInstanceOf(RegistryFault.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_certificate_of_another_host_is_a_fault(@TempDir Path directory) throws Exception {
        Path store = certified(directory, "dns:registry.example");
        serveTls(store);

        assertThatThrownBy(() -> getTrusting(store)).isInstanceOf(RegistryFault.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void many_at_a_time_have_their_own_answers() throws InterruptedException {
        script = writing("200 OK", "{}");
        var answered = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            int number = i;
            Thread.ofVirtual().start(() -> {
                if (client.get(address("/" + number)).status() == 200) {
                    answered.countDown();
                }
            });
        }

        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(requests).hasSize(10);
    }
}
