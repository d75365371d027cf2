package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final String QUERY = "/api/things?q=a";

    private final Cursors cursors = new Cursors(QUERY);

    @Test
    void give_back_what_they_were_given() {
        assertThat(cursors.read(cursors.write(List.of("Åland", "")))).containsExactly("Åland", "");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"7fffffff", "ffffffff", "000000", "0000000561", "000000016100"})
    void of_content_that_was_never_written_are_refused_although_the_seal_fits(String content) {
        byte[] bytes = HexFormat.of().parseHex(content);
        assertThatThrownBy(() -> cursors.read(sealed(compressed(bytes)))).isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> cursors.read(sealed(bytes))).isInstanceOf(InvalidInput.class);
    }

    @Test
    void of_content_that_grows_too_large_are_refused() {
        assertThatThrownBy(() -> cursors.read(sealed(compressed(new byte[8_000_000]))))
                .isInstanceOf(InvalidInput.class);
    }

    @Test
    void of_long_keys_are_read_again() {
        var random = new Random(1);
        var key = new StringBuilder();
        random.ints(7_000, 1, 256).forEach(c -> key.append((char) c));
        List<String> parts = List.of("en", key.toString());

        assertThat(cursors.read(cursors.write(parts))).isEqualTo(parts);
    }

    private static byte[] compressed(byte[] content) {
        var compressed = new byte[content.length + 100];
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            return Arrays.copyOf(compressed, deflater.deflate(compressed));
        }
    }

    /** The checksum needs no secret, so any reader of these sources can compute it. */
    private static String sealed(byte[] content) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(("incharge cursor " + QUERY).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] cursor = Arrays.copyOf(Arrays.copyOf(mac.doFinal(content), 12), 12 + content.length);
        System.arraycopy(content, 0, cursor, 12, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    }
}
