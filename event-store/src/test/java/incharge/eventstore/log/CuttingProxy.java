package incharge.eventstore.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and its mongod and cuts the connection at an insert into the log, before or after it got
 * through.
 */
final class CuttingProxy implements AutoCloseable {
    private static final byte[] INSERT_INTO_LOG = "insert\0\4\0\0\0log\0".getBytes(StandardCharsets.ISO_8859_1);

    enum Cut {
        /** The server never sees it. */
        BEFORE,
        /** The server carries out the request and the client gets no answer. */
        AFTER
    }

    private final ServerSocket listening;
    private final int target;
    private final int every;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inserts = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    /** Cuts at every so many inserts, in turn before and after. */
    CuttingProxy(int target, int every) {
        this.target = target;
        this.every = every;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int cuts() {
        return cuts.get();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            threads.submit(() -> requests(client, server));
            threads.submit(() -> answers(server, client));
        }
    }

    private Void requests(Socket client, Socket server) throws IOException {
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            while (true) {
                byte[] length = in.readNBytes(4);
                if (length.length < 4) {
                    return null;
                }
                byte[] message = in.readNBytes(littleEndian(length) - 4);
                Cut cut = insertsIntoLog(message) ? cut() : null;
                if (cut == Cut.BEFORE) {
                    return null;
                }
                // the way back is closed first, so that the answer of the server does not get through
                if (cut == Cut.AFTER) {
                    client.shutdownOutput();
                }
                out.write(length);
                out.write(message);
                out.flush();
                if (cut == Cut.AFTER) {
                    return null;
                }
            }
        }
    }

    private Void answers(Socket server, Socket client) throws IOException {
        try (client;
                server) {
            server.getInputStream().transferTo(client.getOutputStream());
            return null;
        }
    }

    private Cut cut() {
        if (inserts.incrementAndGet() % every != 0) {
            return null;
        }
        return cuts.incrementAndGet() % 2 == 0 ? Cut.BEFORE : Cut.AFTER;
    }

    private static int littleEndian(byte[] bytes) {
        return bytes[0] & 0xff | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 24;
    }

    private static boolean insertsIntoLog(byte[] message) {
        for (int at = 0; at < Math.min(message.length, 200) - INSERT_INTO_LOG.length; at++) {
            int i = 0;
            while (i < INSERT_INTO_LOG.length && message[at + i] == INSERT_INTO_LOG[i]) {
                i++;
            }
            if (i == INSERT_INTO_LOG.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
