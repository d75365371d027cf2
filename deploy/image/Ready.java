import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The health check of the images: ends with 0 if the program in this container answers that it is ready. It uses the
 * least of the JDK, since it is a JVM of its own each time.
 */
final class Ready {
    private static final String OK = "HTTP/1.1 200";

    private Ready() {}

    public static void main(String[] args) {
        try (var socket = new Socket(System.getenv("INCHARGE_BIND"), Integer.parseInt(System.getenv("SERVER_PORT")))) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(OK.length()), StandardCharsets.US_ASCII);
            System.out.println(status);
            System.exit(status.equals(OK) ? 0 : 1);
        } catch (IOException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
