package incharge.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque cursors of one query. A checksum binds a cursor to path and parameters, so that a cursor of another query is
 * refused. It needs no secret, since a cursor holds nothing that its reader may not see. The content is compressed,
 * since the sort keys of long names would make a URL longer than servers take.
 */
final class Cursors {
    private static final int SEAL = 12;
    /** Half of what a server takes for all headers. */
    private static final int LONGEST = 16_384;

    private static final int LONGEST_CONTENT = 1 << 16;

    private final SecretKeySpec key;

    /** @param query path and all parameters that a cursor is bound to, in a fixed order */
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
        byte[] compressed = compressed(content.array());
        ByteBuffer whole = ByteBuffer.allocate(SEAL + compressed.length)
                .put(seal(compressed))
                .put(compressed);
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
        byte[] compressed = Arrays.copyOfRange(bytes, SEAL, bytes.length);
        if (!MessageDigest.isEqual(seal(compressed), Arrays.copyOf(bytes, SEAL))) {
            throw invalid();
        }
        return parts(content(compressed));
    }

    private static List<String> parts(ByteBuffer rest) {
        var parts = new ArrayList<String>();
        while (rest.hasRemaining()) {
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

    private static byte[] compressed(byte[] content) {
        try (var deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(content);
            deflater.finish();
            var compressed = new ByteArrayOutputStream(content.length);
            var part = new byte[512];
            while (!deflater.finished()) {
                compressed.write(part, 0, deflater.deflate(part));
            }
            return compressed.toByteArray();
        }
    }

    private static ByteBuffer content(byte[] compressed) {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(compressed);
            var content = new byte[LONGEST_CONTENT];
            int length = inflater.inflate(content);
            if (!inflater.finished()) {
                throw invalid();
            }
            return ByteBuffer.wrap(content, 0, length);
        } catch (DataFormatException e) {
            throw invalid();
        }
    }

    static InvalidInput invalid() {
        return InvalidInput.request("cursor", "cursor-invalid", "The cursor is not one of this query.");
    }

    private byte[] seal(byte[] content) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(content), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }
}
