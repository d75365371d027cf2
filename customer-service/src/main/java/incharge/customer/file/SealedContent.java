package incharge.customer.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import incharge.sealing.SealingKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * Seals content of any length piece by piece, so that no more than a piece is in memory. The id of the file and the
 * number of the piece are associated data: no piece opens in another place.
 */
final class SealedContent extends InputStream {

    private static final int PIECE = 64 << 10;

    /** The bytes that a seal adds: its nonce and its tag. */
    private static final int SEAL = 28;

    @FunctionalInterface
    private interface Sealing {
        byte[] apply(byte[] piece, byte[] associated);
    }

    private final InputStream source;
    private final Sealing sealing;
    private final int pieceBytes;
    private final UUID file;
    private long number;
    private byte[] piece = {};
    private int read;

    private SealedContent(InputStream source, Sealing sealing, int pieceBytes, UUID file) {
        this.source = source;
        this.sealing = sealing;
        this.pieceBytes = pieceBytes;
        this.file = file;
    }

    static InputStream sealing(InputStream plain, SealingKey key, UUID file) {
        return new SealedContent(plain, key::seal, PIECE, file);
    }

    static InputStream opening(InputStream sealed, SealingKey key, UUID file) {
        return new SealedContent(sealed, key::open, PIECE + SEAL, file);
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[read++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - read);
        System.arraycopy(piece, read, buffer, from, count);
        read += count;
        return count;
    }

    /** Returns whether there is a byte to read. */
    private boolean fill() throws IOException {
        if (read < piece.length) {
            return true;
        }
        byte[] next = source.readNBytes(pieceBytes);
        if (next.length == 0) {
            return false;
        }
        piece = sealing.apply(next, (file + "\n" + number++).getBytes(US_ASCII));
        read = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
