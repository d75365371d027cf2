package incharge.customer.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import incharge.http.InvalidInput;
import incharge.http.ProblemException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws a picture anew, so that nothing but what is seen is kept: a PNG of at most {@value #MOST_SIDE} pixels a side,
 * without metadata.
 */
final class Picture {

    static final int MOST_BYTES = 1 << 20;
    static final int MOST_SIDE = 256;

    /** As many as a good camera takes; a file of less than a MiB may claim thousands of times more. */
    private static final long MOST_PIXELS = 40_000_000;

    /** A picture is read with only every nth of its rows and columns, as long as it stays as large as this. */
    private static final int LEAST_READ_SIDE = 2 * MOST_SIDE;

    private static final byte[] PNG = HexFormat.of().parseHex("89504E470D0A1A0A");
    private static final byte[] JPEG = HexFormat.of().parseHex("FFD8FF");

    /** The chunks of a PNG that its pixels need. */
    private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    /** The bytes of a chunk beside its content: its length, its type and its checksum. */
    private static final int AROUND_CHUNK = 12;

    /** One picture at a time: a JPEG may need some bytes of native memory for each of its pixels. */
    private static final ReentrantLock READING = new ReentrantLock();

    private Picture() {}

    /**
     * Returns the PNG.
     *
     * @throws ProblemException if the content is no PNG or JPEG, or is too large
     */
    static byte[] redrawn(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw tooLarge();
        }
        if (content.length == 0) {
            throw InvalidInput.value("file", "file-empty", "The file is empty.");
        }
        try {
            if (startsWith(content, PNG)) {
                return png(scaled(read(pixels(content), "png")));
            }
            if (startsWith(content, JPEG)) {
                return png(upright(scaled(read(content, "jpeg")), Orientation.of(content)));
            }
        } catch (ProblemException refused) {
            throw refused;
        } catch (IOException | RuntimeException _) {
            // the readers of Java throw any exception where the content is broken
            throw refused("The picture is broken: its content cannot be read.");
        }
        throw refused("The file is neither a PNG nor a JPEG.");
    }

    static ProblemException tooLarge() {
        return ProblemException.of(413, "body-too-large", "A picture is at most 1 MiB.");
    }

    private static ProblemException refused(String reason) {
        return ProblemException.of(415, "file-type-refused", reason);
    }

    private static boolean startsWith(byte[] content, byte[] beginning) {
        return content.length >= beginning.length
                && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
    }

    /** Returns the PNG without its other chunks: a packed text among them could fill the memory. */
    private static byte[] pixels(byte[] content) throws IOException {
        ByteBuffer chunks = ByteBuffer.wrap(content, PNG.length, content.length - PNG.length);
        var pixels = new ByteArrayOutputStream(content.length);
        pixels.write(PNG);
        while (chunks.remaining() >= AROUND_CHUNK) {
            int at = chunks.position();
            long bytes = AROUND_CHUNK + Integer.toUnsignedLong(chunks.getInt(at));
            if (bytes > chunks.remaining()) {
                break; // the reader finds that the end is missing
            }
            String type = new String(content, at + Integer.BYTES, Integer.BYTES, US_ASCII);
            if (PIXEL_CHUNKS.contains(type)) {
                pixels.write(content, at, (int) bytes);
            }
            chunks.position(at + (int) bytes);
        }
        return pixels.toByteArray();
    }

    private static BufferedImage read(byte[] content, String format) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        READING.lock();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MOST_PIXELS) {
                throw InvalidInput.value(
                        "file",
                        "picture-too-large",
                        "The picture has " + width + " x " + height + " pixels; at most 40 million are taken.");
            }
            ImageReadParam parameters = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(width, height) / LEAST_READ_SIDE);
            parameters.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
            return reader.read(0, parameters);
        } finally {
            reader.dispose();
            READING.unlock();
        }
    }

    /** Draws the picture in steps of at most a half, in which no pixel is passed over; never larger than it is. */
    private static BufferedImage scaled(BufferedImage picture) {
        BufferedImage drawn = picture;
        int longest = Math.max(picture.getWidth(), picture.getHeight());
        do {
            int side = Math.min(longest, Math.max(MOST_SIDE, (longest + 1) / 2));
            drawn = drawn(drawn, (double) side / longest);
            longest = side;
        } while (longest > MOST_SIDE);
        return drawn;
    }

    private static BufferedImage drawn(BufferedImage picture, double scale) {
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        return drawn(
                picture,
                width,
                height,
                AffineTransform.getScaleInstance(
                        (double) width / picture.getWidth(), (double) height / picture.getHeight()));
    }

    private static BufferedImage upright(BufferedImage picture, int orientation) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        boolean onSide = Orientation.isOnSide(orientation);
        return drawn(
                picture,
                onSide ? height : width,
                onSide ? width : height,
                Orientation.upright(orientation, width, height));
    }

    private static BufferedImage drawn(BufferedImage picture, int width, int height, AffineTransform how) {
        boolean transparent = picture.getColorModel().hasAlpha();
        var drawn = new BufferedImage(
                width, height, transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, how, null);
        graphics.dispose();
        return drawn;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        var png = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(png)) {
            ImageIO.write(picture, "png", out);
        }
        return png.toByteArray();
    }
}
