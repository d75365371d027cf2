package incharge.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

@Timeout(60)
class SessionConfigurationTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    private final BlockingQueue<String> handshakes = new ArrayBlockingQueue<>(100);
    private SSLServerSocket server;
    private String uri;

    @BeforeEach
    void serve() throws Exception {
        Path keys = directory.resolve("keys.p12");
        keytool("-genkeypair", keys, "-keyalg", "EC", "-dname", "CN=mongodb", "-ext", "san=ip:127.0.0.1");
        keytool(
                "-exportcert",
                keys,
                "-rfc",
                "-file",
                directory.resolve("ca.crt").toString());
        server = (SSLServerSocket)
                context(keys).getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        uri = "mongodb://127.0.0.1:" + server.getLocalPort() + "/?ssl=true&directConnection=true";
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void the_bundle_verifies_the_certificate_of_mongodb() throws Exception {
        var bundles = new DefaultSslBundleRegistry(
                "mongodb",
                SslBundle.of(new PemSslStoreBundle(
                        null, PemSslStoreDetails.forCertificate(Files.readString(directory.resolve("ca.crt"))))));
        try (MongoClient _ = new SessionConfiguration().mongo(uri, "mongodb", bundles)) {
            assertThat(handshakes.poll(20, TimeUnit.SECONDS)).isEqualTo("succeeded");
        }
    }

    @Test
    void without_a_bundle_the_authorities_of_the_jvm_do() throws Exception {
        try (MongoClient _ = new SessionConfiguration().mongo(uri, "", new DefaultSslBundleRegistry())) {
            assertThat(handshakes.poll(20, TimeUnit.SECONDS)).isEqualTo("failed");
        }
    }

    @Test
    void a_bundle_that_does_not_exist_is_an_error() {
        assertThatThrownBy(() -> new SessionConfiguration().mongo(uri, "other", new DefaultSslBundleRegistry()))
                .isInstanceOf(NoSuchSslBundleException.class);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (var socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                // A client that refuses the certificate ends the connection after the server's part of the handshake.
                handshakes.add(socket.getInputStream().read() < 0 ? "failed" : "succeeded");
            } catch (IOException refused) {
                handshakes.add("failed");
            }
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = new FileInputStream(keys.toFile())) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String command, Path keys, String... more) throws Exception {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "mongodb"));
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
