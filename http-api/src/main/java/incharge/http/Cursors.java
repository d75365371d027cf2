package incharge.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque cursors of one query. A checksum binds a cursor to path and parameters, so that a cursor of another query is
 * refused. It needs no secret, since a cursor holds nothing that its reader may not see.
 */
final class Cursors {
    private static final int SEAL = 12;
    private static final int LONGEST = 4096;

    private final SecretKeySpec key;

    /** @param query path and all parameters but limit and cursor, in a fixed order */
    Cursors(String query) {
        this.key = new SecretKeySpec(("incharge cursor " + query).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    String write(List<String> parts) {
        List<byte[]> texts = parts.stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList();
        var content = ByteBuffer.allocate(
                texts.stream().mapToInt(text -> text.length + 4).sum());
        texts.forEach(text -> content.putInt(text.length).put(text));
        ByteBuffer whole = ByteBuffer.allocate(SEAL + content.capacity())
                .put(seal(content.array()))
                .put(content.array());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    List<String> read(String cursor) {
        if (cursor.isEmpty() || cursor.length() > LONGEST) {
            throw invalid();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length <= SEAL) {
            throw invalid();
        }
        byte[] content = java.util.Arrays.copyOfRange(bytes, SEAL, bytes.length);
        if (!MessageDigest.isEqual(seal(content), java.util.Arrays.copyOf(bytes, SEAL))) {
            throw invalid();
        }
        var parts = new ArrayList<String>();
        for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
            // anybody can compute the checksum, so the content is not trusted
            int length = rest.remaining() < Integer.BYTES ? -1 : rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                throw invalid();
            }
            var text = new byte[length];
            rest.get(text);
            parts.add(new String(text, StandardCharsets.UTF_8));
        }
        return parts;
    }

    static InvalidInput invalid() {
        return InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
    }

    private byte[] seal(byte[] content) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return java.util.Arrays.copyOf(mac.doFinal(content), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }
}
