package incharge.local.backup;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bson.RawBsonDocument;

/** The SHA-256 digest, the number and the length of documents that are read one after the other. */
final class Checksum {
    private final MessageDigest sha256;
    private long documents;
    private long bytes;

    Checksum() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Adds a document and returns its bytes. */
    ByteBuffer add(RawBsonDocument document) {
        ByteBuffer content = document.getByteBuffer().asNIO();
        documents++;
        add(content.duplicate());
        return content;
    }

    void add(ByteBuffer content) {
        bytes += content.remaining();
        sha256.update(content);
    }

    long documents() {
        return documents;
    }

    long bytes() {
        return bytes;
    }

    /** Ends the digest. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
