package incharge.customer.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import incharge.http.ProblemException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a picture, and which ones are refused. */
class PictureTest {

    /** Where the chunks of a PNG begin: behind its signature, and behind the chunk with its size. */
    private static final int SIZE_AT = 8;

    private static final int BEHIND_SIZE = 33;

    /** The left half is red, the right half blue. */
    static byte[] picture(String format, int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width, height);
        graphics.dispose();
        return written(picture, format);
    }

    private static byte[] written(BufferedImage picture, String format) throws IOException {
        var written = new ByteArrayOutputStream();
        assertThat(ImageIO.write(picture, format, written)).isTrue();
        return written.toByteArray();
    }

    private static BufferedImage redrawn(byte[] content) throws IOException {
        byte[] redrawn = Picture.redrawn(content);
        assertThat(redrawn).startsWith(0x89, 'P', 'N', 'G');
        return ImageIO.read(new ByteArrayInputStream(redrawn));
    }

    private static void assertRefused(byte[] content, int status, String code) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Picture.redrawn(content))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(status);
                    assertThat(refused.code()).isEqualTo(code);
                });
    }

    private static byte[] chunk(String type, byte[] content) {
        var checksum = new CRC32();
        checksum.update(type.getBytes(US_ASCII));
        checksum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(type.getBytes(US_ASCII))
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static byte[] withChunk(byte[] png, byte[] chunk) {
        return ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, BEHIND_SIZE)
                .put(chunk)
                .put(png, BEHIND_SIZE, png.length - BEHIND_SIZE)
                .array();
    }

    @ParameterizedTest
    @CsvSource({
        "png, 1000, 500, 256, 128",
        "jpeg, 1000, 500, 256, 128",
        "jpeg, 300, 3000, 26, 256",
        "png, 256, 256, 256, 256",
        "png, 257, 100, 256, 100",
        "png, 40, 30, 40, 30",
        "png, 5000, 2, 256, 1"
    })
    void a_picture_keeps_its_shape_and_has_at_most_256_pixels_a_side(
            String format, int width, int height, int drawnWidth, int drawnHeight) throws IOException {
        BufferedImage drawn = redrawn(picture(format, width, height));

        assertThat(drawn.getWidth()).isEqualTo(drawnWidth);
        assertThat(drawn.getHeight()).isEqualTo(drawnHeight);
        assertSimilar(drawn.getRGB(0, 0), Color.RED);
        assertSimilar(drawn.getRGB(drawnWidth - 1, drawnHeight - 1), Color.BLUE);
    }

    /** A JPEG keeps colours only nearly. */
    private static void assertSimilar(int drawn, Color colour) {
        var found = new Color(drawn);
        assertThat(Math.abs(found.getRed() - colour.getRed())
                        + Math.abs(found.getGreen() - colour.getGreen())
                        + Math.abs(found.getBlue() - colour.getBlue()))
                .as("%s is nearly %s", found, colour)
                .isLessThan(30);
    }

    /** The colours of the corners at the top left and the bottom right, of a picture that is red at its left. */
    @ParameterizedTest
    @CsvSource({
        "0, 80, 40, RED, BLUE",
        "1, 80, 40, RED, BLUE",
        "2, 80, 40, BLUE, RED",
        "3, 80, 40, BLUE, RED",
        "4, 80, 40, RED, BLUE",
        "5, 40, 80, RED, BLUE",
        "6, 40, 80, RED, BLUE",
        "7, 40, 80, BLUE, RED",
        "8, 40, 80, BLUE, RED",
        "9, 80, 40, RED, BLUE"
    })
    void a_photo_is_turned_as_its_camera_was(int orientation, int width, int height, String topLeft, String bottomRight)
            throws IOException {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            BufferedImage drawn = redrawn(oriented(picture("jpeg", 80, 40), orientation, order));

            assertThat(drawn.getWidth()).isEqualTo(width);
            assertThat(drawn.getHeight()).isEqualTo(height);
            assertSimilar(drawn.getRGB(0, 0), colour(topLeft));
            assertSimilar(drawn.getRGB(width - 1, height - 1), colour(bottomRight));
        }
    }

    private static Color colour(String name) {
        return name.equals("RED") ? Color.RED : Color.BLUE;
    }

    /** Returns the JPEG with Exif data that say how the camera was held. */
    private static byte[] oriented(byte[] jpeg, int orientation, ByteOrder order) {
        byte[] exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4)
                .order(order)
                .put("Exif\0\0".getBytes(US_ASCII))
                .put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(US_ASCII))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
        return withSegment(jpeg, 0xFFE1, exif);
    }

    private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + content.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    @Test
    void exif_data_that_cannot_be_read_do_no_harm() throws IOException {
        for (String exif :
                List.of("Exif", "Exif\0\0", "Exif\0\0MM\0*\177\177\177\177", "Exif\0\0II*\0\b\0\0\0\177\177")) {
            byte[] photo = withSegment(picture("jpeg", 20, 20), 0xFFE1, exif.getBytes(US_ASCII));

            assertThat(redrawn(photo).getWidth()).isEqualTo(20);
        }
    }

    @Test
    void a_transparent_picture_stays_transparent() throws IOException {
        var clear = new BufferedImage(600, 600, BufferedImage.TYPE_INT_ARGB);

        assertThat(redrawn(written(clear, "png")).getRGB(5, 5) >>> 24).isZero();
    }

    @Test
    void a_picture_with_a_palette_is_redrawn() throws IOException {
        var indexed = new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_INDEXED);

        assertThat(redrawn(written(indexed, "png")).getWidth()).isEqualTo(256);
    }

    @Test
    void nothing_but_the_pixels_is_kept() throws IOException {
        byte[] png = withChunk(picture("png", 20, 20), chunk("tEXt", "Author\0Anna of Espoo".getBytes(US_ASCII)));
        byte[] jpeg = withSegment(picture("jpeg", 20, 20), 0xFFFE, "Anna of Espoo".getBytes(US_ASCII));

        assertThat(new String(Picture.redrawn(png), US_ASCII)).doesNotContain("Espoo", "tEXt");
        assertThat(new String(Picture.redrawn(jpeg), US_ASCII)).doesNotContain("Espoo");
    }

    @Test
    void what_a_png_has_beside_its_pixels_is_not_even_read() throws IOException {
        byte[] broken = withChunk(picture("png", 20, 20), chunk("zTXt", new byte[] {'a', 0, 0, 1, 2, 3}));

        assertThat(redrawn(broken).getWidth()).isEqualTo(20);
    }

    @Test
    void what_is_neither_png_nor_jpeg_is_refused() throws IOException {
        assertRefused(picture("gif", 20, 20), 415, "file-type-refused");
        assertRefused(picture("bmp", 20, 20), 415, "file-type-refused");
        assertRefused("This is logo.png".getBytes(UTF_8), 415, "file-type-refused");
        assertRefused("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8), 415, "file-type-refused");
        assertRefused(new byte[0], 422, "file-empty");
    }

    @ParameterizedTest
    @CsvSource({"png", "jpeg"})
    void what_only_begins_as_a_picture_is_refused(String format) throws IOException {
        byte[] whole = picture(format, 200, 200);

        assertRefused(Arrays.copyOf(whole, 12), 415, "file-type-refused");
        assertRefused(Arrays.copyOf(whole, 40), 415, "file-type-refused");
        Arrays.fill(whole, 12, whole.length, (byte) 'x');
        assertRefused(whole, 415, "file-type-refused");
    }

    @Test
    void a_picture_that_unpacks_to_far_more_than_its_size_is_refused_before_it_is_read() throws IOException {
        byte[] bomb = picture("png", 20, 20);
        byte[] size = ByteBuffer.allocate(13)
                .putInt(50_000)
                .putInt(50_000)
                .put(bomb, SIZE_AT + 16, 5)
                .array();
        System.arraycopy(chunk("IHDR", size), 0, bomb, SIZE_AT, BEHIND_SIZE - SIZE_AT);

        assertRefused(bomb, 422, "picture-too-large");
    }

    @Test
    void a_picture_has_at_most_a_mebibyte() throws IOException {
        byte[] small = picture("png", 20, 20);
        int missing = Picture.MOST_BYTES - small.length - 12;
        byte[] most = withChunk(small, chunk("tEXt", new byte[missing]));

        assertThat(most).hasSize(Picture.MOST_BYTES);
        assertThat(redrawn(most).getWidth()).isEqualTo(20);
        assertRefused(withChunk(small, chunk("tEXt", new byte[missing + 1])), 413, "body-too-large");
    }
}
