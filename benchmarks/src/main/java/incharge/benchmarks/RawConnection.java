package incharge.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * One keep-alive connection of one thread, for the measured loops only. It does little more than write and read bytes,
 * since the clients share the processors with what they measure; a real HTTP client costs several times as much.
 */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 120_000;

    private final InetSocketAddress address;
    private Socket socket;
    private InputStream in;

    RawConnection(URI server) {
        address = new InetSocketAddress(server.getHost(), server.getPort());
    }

    /** @param headers name, value, name, value ... */
    static byte[] get(String path, String token, String... headers) {
        return head("GET", path, token, headers).append("\r\n").toString().getBytes(ISO_8859_1);
    }

    /** @param headers name, value, name, value ... */
    static byte[] post(String path, String token, String type, byte[] body, String... headers) {
        byte[] head = head("POST", path, token, headers)
                .append("Content-Type: ")
                .append(type)
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    static byte[] postJson(String path, String token, String json, String... headers) {
        return post(path, token, "application/json", json.getBytes(UTF_8), headers);
    }

    private static StringBuilder head(String method, String path, String token, String... headers) {
        StringBuilder head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n");
        if (token != null) {
            head.append("Authorization: ").append(token).append("\r\n");
        }
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return head;
    }

    /** Sends a request and reads the answer to its end. */
    Answer send(byte[] request) {
        try {
            if (socket == null) {
                connect();
            }
            socket.getOutputStream().write(request);
            String head = readHead();
            byte[] body = readBody(head);
            if ("close".equalsIgnoreCase(header(head, "connection"))) {
                close();
            }
            return new Answer(Integer.parseInt(head.substring(9, 12)), name -> header(head, name), body);
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + address, e);
        }
    }

    private void connect() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(address, TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    }

    private String readHead() throws IOException {
        var head = new ByteArrayOutputStream(512);
        int last = 0; // the four bytes read last
        while (last != 0x0d0a0d0a) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the connection ended in the head of an answer");
            }
            head.write(read);
            last = last << 8 | read;
        }
        return head.toString(ISO_8859_1);
    }

    private byte[] readBody(String head) throws IOException {
        String length = header(head, "content-length");
        if (length != null) {
            return exactly(Integer.parseInt(length));
        }
        if (!"chunked".equalsIgnoreCase(header(head, "transfer-encoding"))) {
            return new byte[0];
        }
        var body = new ByteArrayOutputStream(64 << 10);
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.writeBytes(exactly(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended in the body of an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder(16);
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the connection ended in the body of an answer");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    private static String header(String head, String name) {
        int at = head.indexOf("\r\n");
        while (at >= 0 && at + 2 < head.length()) {
            int start = at + 2;
            int end = head.indexOf("\r\n", start);
            if (head.regionMatches(true, start, name, 0, name.length()) && head.charAt(start + name.length()) == ':') {
                return head.substring(start + name.length() + 1, end).strip();
            }
            at = end;
        }
        return null;
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
            socket = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
