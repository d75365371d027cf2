package incharge.customer.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for malware in files: with clamd where one is configured, and always for the EICAR test file, so that the way
 * of an infected file can be tried anywhere.
 */
final class Scanner {

    /** Written in two parts, so that no scanner takes this program for the test file. */
    private static final String EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*";

    /** The test file has at most as many bytes, with blanks around the text. */
    private static final int EICAR_BYTES = 128;

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final int PORT = 3310;
    private static final Pattern FOUND = Pattern.compile("stream: (.{1,200}) FOUND");
    private static final int CHUNK = 64 << 10;
    private static final int LONGEST_REPLY = 1_000;

    /** For sending the file and for the answer; the gateway waits a minute for ours. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Duration CONNECTING = Duration.ofSeconds(2);

    private final String host;
    private final int port;

    /** The configured scanner cannot say whether a file is infected. */
    static final class ScannerUnavailable extends Exception {
        private ScannerUnavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private Scanner(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * @param clamd its host and port; blank for none
     * @throws IllegalArgumentException if it is no address
     */
    static Scanner of(String clamd) {
        if (clamd.isBlank()) {
            return new Scanner(null, 0);
        }
        Matcher address = ADDRESS.matcher(clamd.strip());
        int port = address.matches() && address.group(2) != null ? Integer.parseInt(address.group(2)) : PORT;
        if (!address.matches() || port < 1 || port > 0xFFFF) {
            throw new IllegalArgumentException(
                    "INCHARGE_CLAMD is the host and port of clamd, such as clamd:3310, and not " + clamd);
        }
        return new Scanner(address.group(1), port);
    }

    /** Returns the name of what infects the file; empty if nothing is found. */
    Optional<String> find(Path file) throws IOException, ScannerUnavailable {
        try (InputStream in = Files.newInputStream(file)) {
            if (new String(in.readNBytes(EICAR_BYTES), US_ASCII).contains(EICAR)) {
                return Optional.of("EICAR test file");
            }
        }
        return host == null ? Optional.empty() : askClamd(file);
    }

    private Optional<String> askClamd(Path file) throws ScannerUnavailable {
        String reply;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECTING.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            // a write has no time limit of its own: it ends when the socket is closed
            Thread limit = Thread.ofVirtual().name("clamd-limit").start(() -> closeLate(socket));
            try {
                reply = reply(socket, file);
            } finally {
                limit.interrupt();
            }
        } catch (IOException e) {
            throw new ScannerUnavailable("clamd at " + host + ":" + port + " gave no answer", e);
        }
        Matcher found = FOUND.matcher(reply);
        if (found.matches()) {
            return Optional.of(found.group(1));
        }
        if (!reply.equals("stream: OK")) {
            throw new ScannerUnavailable("clamd at " + host + ":" + port + " answered " + reply, null);
        }
        return Optional.empty();
    }

    private static void closeLate(Socket socket) {
        try {
            Thread.sleep(PATIENCE);
            socket.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // it has answered
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the file by the command INSTREAM: chunks with their length in front, the last one empty. */
    private static String reply(Socket socket, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.write("zINSTREAM\0".getBytes(US_ASCII));
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                out.writeInt(read);
                out.write(chunk, 0, read);
            }
            out.writeInt(0);
            out.flush();
        }
        return line(new BufferedInputStream(socket.getInputStream()));
    }

    /** Reads to the zero byte that ends a reply. */
    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b > 0 && line.size() < LONGEST_REPLY; b = in.read()) {
            line.write(b);
        }
        return line.toString(UTF_8).strip();
    }
}
