package incharge.customer.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.customer.file.Scanner.ScannerUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScannerTest {

    /** Written in two parts, so that no scanner takes this test for the test file. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("content"), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "%s\r\n", "%s\u001a", "\ufeff%s", "  \n%s", "%s and more behind it"})
    void the_test_file_is_found_without_a_scanner(String around) throws Exception {
        assertThat(Scanner.of("").find(file(around.formatted(EICAR)))).contains("EICAR test file");
    }

    @Test
    void a_text_that_quotes_the_test_file_is_none() throws Exception {
        assertThat(Scanner.of("").find(file("x".repeat(61) + EICAR))).isEmpty();
        assertThat(Scanner.of(" ").find(file("hello"))).isEmpty();
    }

    @Test
    void a_scanner_gets_all_of_the_file_and_says_what_is_in_it() throws Exception {
        String content = "0123456789".repeat(20_000);
        try (var clamd = new Clamd("stream: OK\0")) {
            assertThat(clamd.scanner().find(file(content))).isEmpty();
            assertThat(clamd.received.join()).isEqualTo(content);
        }
        try (var clamd = new Clamd("stream: Win.Test.EICAR_HDB-1 FOUND\0")) {
            assertThat(clamd.scanner().find(file(content))).contains("Win.Test.EICAR_HDB-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "INSTREAM size limit exceeded. ERROR\0", "stream: \0", "OK\0", "stream: OK FOUND me\0"})
    void an_answer_that_is_not_understood_is_no_answer(String answer) throws Exception {
        try (var clamd = new Clamd(answer)) {
            assertThatThrownBy(() -> clamd.scanner().find(file("hello"))).isInstanceOf(ScannerUnavailable.class);
        }
    }

    @Test
    void a_scanner_that_is_away_gives_no_answer() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> Scanner.of("127.0.0.1:" + free).find(file("hello")))
                .isInstanceOf(ScannerUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clamd:", "clamd:0", "clamd:70000", "a b", "http://clamd:3310", "clamd:3310/x"})
    void an_address_that_is_none_is_refused_at_the_start(String address) {
        assertThatThrownBy(() -> Scanner.of(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INCHARGE_CLAMD");
    }

    /** Takes one file as clamd does and gives a fixed answer. */
    private static final class Clamd implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final CompletableFuture<String> received = new CompletableFuture<>();

        Clamd(String answer) throws IOException {
            Thread.ofVirtual().start(() -> {
                try (Socket client = socket.accept()) {
                    received.complete(read(new DataInputStream(client.getInputStream())));
                    client.getOutputStream().write(answer.getBytes(US_ASCII));
                } catch (IOException e) {
                    received.completeExceptionally(e);
                }
            });
        }

        private static String read(DataInputStream in) throws IOException {
            assertThat(new String(in.readNBytes(10), US_ASCII)).isEqualTo("zINSTREAM\0");
            var content = new ByteArrayOutputStream();
            for (int length = in.readInt(); length > 0; length = in.readInt()) {
                content.write(in.readNBytes(length));
            }
            return content.toString(US_ASCII);
        }

        Scanner scanner() {
            return Scanner.of("127.0.0.1:" + socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
