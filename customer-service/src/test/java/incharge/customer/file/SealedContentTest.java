package incharge.customer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.sealing.SealBroken;
import incharge.sealing.SealingKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedContentTest {

    private static final UUID FILE = UUID.fromString("01890a5d-ac96-774b-bcce-000000000041");
    private static final int PIECE = 64 << 10;

    private final SealingKey key = SealingKey.random();

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private byte[] sealed(byte[] content) throws IOException {
        return SealedContent.sealing(new ByteArrayInputStream(content), key, FILE)
                .readAllBytes();
    }

    private static byte[] opened(byte[] sealed, SealingKey key, UUID file) throws IOException {
        return SealedContent.opening(new ByteArrayInputStream(sealed), key, file)
                .readAllBytes();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 1_000_000})
    void content_of_any_length_is_opened_as_it_was_sealed(int length) throws IOException {
        byte[] content = content(length);

        byte[] sealed = sealed(content);

        assertThat(sealed).hasSize(length + 28 * ((length + PIECE - 1) / PIECE));
        assertThat(opened(sealed, key, FILE)).isEqualTo(content);
    }

    @Test
    void it_opens_with_its_key_in_its_file_and_in_its_order_alone() throws IOException {
        byte[] sealed = sealed(content(2 * PIECE));
        byte[] turned = sealed.clone();
        int half = sealed.length / 2;
        System.arraycopy(sealed, half, turned, 0, half);
        System.arraycopy(sealed, 0, turned, half, half);

        assertThatThrownBy(() -> opened(sealed, SealingKey.random(), FILE)).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> opened(sealed, key, UUID.randomUUID())).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> opened(turned, key, FILE)).isInstanceOf(SealBroken.class);
    }
}
