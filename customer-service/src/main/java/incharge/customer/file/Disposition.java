package incharge.customer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** The header that makes a browser save a file under its name and never show it. */
final class Disposition {

    /** What stands for itself beside letters and digits (RFC 5987, attr-char). */
    private static final String PLAIN = "!#$&+-.^_`|~";

    private Disposition() {}

    /** Returns the value for a name; the name in ASCII is for programs that do not read the other. */
    static String attachment(String name) {
        return "attachment; filename*=UTF-8''" + encoded(name) + "; filename=\"" + ascii(name) + '"';
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte b : name.getBytes(UTF_8)) {
            if (isPlain(b)) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || PLAIN.indexOf(b) >= 0;
    }

    /** Returns the name with its letters without marks, and {@code _} for all that may not stand in quotes. */
    private static String ascii(String name) {
        return Normalizer.normalize(name, Form.NFD).replaceAll("\\p{M}", "").replaceAll("[^ -~]|[\"\\\\%]", "_");
    }
}
