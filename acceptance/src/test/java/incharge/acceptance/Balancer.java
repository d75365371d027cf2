package incharge.acceptance;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One address for the replicas of a program, as a Service of Kubernetes is: each connection goes to one of those that
 * are ready, in turn. If none is, it goes to any that accepts it, since a busy machine answers a probe late. What
 * happens on an open connection is between its two ends.
 */
final class Balancer implements AutoCloseable {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);
    private static final int BUFFER = 16 * 1024;

    private final ServerSocket listening;
    private final List<Replica> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Replica> ready = List.of();
    private volatile boolean hanging;
    private volatile boolean closed;

    /** A process that listens on 127.0.0.1. */
    interface Replica {
        int port();

        boolean ready();
    }

    Balancer(List<? extends Replica> replicas) {
        this.replicas = List.copyOf(replicas);
        try {
            listening = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
        Thread.ofVirtual().start(this::look);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Whether connections are accepted and nothing gets through, in either direction. */
    void hang(boolean hangs) {
        hanging = hangs;
    }

    private void look() {
        while (!closed) {
            ready = replicas.stream().filter(Replica::ready).toList();
            LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException _) {
            closed = true;
        }
    }

    private void connect(Socket client) {
        try (client) {
            Socket server = server();
            if (server == null) {
                return;
            }
            try (server) {
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread back = Thread.ofVirtual().start(() -> pump(server, client));
                pump(client, server);
                back.join();
            }
        } catch (IOException _) {
            // one of the two ends is gone, and both sockets are closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns null if no replica is there. */
    private Socket server() {
        List<Replica> known = ready;
        List<Replica> now = known.isEmpty() ? replicas : known;
        int first = turn.getAndIncrement();
        for (int i = 0; i < now.size(); i++) {
            var server = new Socket();
            try {
                Replica replica = now.get(Math.floorMod(first + i, now.size()));
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), replica.port()));
                return server;
            } catch (IOException _) {
                // refused: the next one in turn
            }
        }
        return null;
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                while (hanging && !closed) {
                    LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
                }
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException _) {
            shut(from);
            shut(to);
        }
    }

    @Override
    public void close() {
        closed = true;
        shut(listening);
    }

    private static void shut(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
