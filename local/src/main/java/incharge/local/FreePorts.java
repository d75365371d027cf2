package incharge.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses free TCP ports on 127.0.0.1. The program that uses a port may start much later, so each is chosen only once
 * while the process that chose it lives, by all processes of this user: it locks a byte of a file for each of its
 * ports, and the operating system lets go of them when it ends, however it does.
 */
public final class FreePorts {
    // Below the range of outgoing connections: a part that restarts finds its port free.
    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 32_000;

    private static final FileChannel CHOSEN =
            open(Path.of(System.getProperty("java.io.tmpdir"), "incharge-ports-" + System.getProperty("user.name")));

    private FreePorts() {}

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int choose() {
        return choose(FIRST, AFTER_LAST);
    }

    static int choose(int first, int afterLast) {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(first, afterLast);
            if (isFree(port) && take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + first + " and " + (afterLast - 1));
    }

    /** Returns false when this process or another one chose the port. */
    private static boolean take(int port) {
        try {
            return CHOSEN.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
