package incharge.customer.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a camera was held, by the Exif data of a JPEG: the pixels lie as the sensor does, and programs turn them. Numbers
 * are those of the Exif standard, 1 to 8; 1 is upright.
 */
final class Orientation {

    private static final int UPRIGHT = 1;
    private static final int TAG = 0x0112;
    private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);
    private static final int EXIF_SEGMENT = 0xFFE1;
    private static final int FIRST_SEGMENT = 2;
    private static final int ENTRY_BYTES = 12;

    private Orientation() {}

    /** Returns that of a JPEG; upright where it says nothing that can be read. */
    static int of(byte[] jpeg) {
        ByteBuffer segments = ByteBuffer.wrap(jpeg).position(FIRST_SEGMENT);
        while (segments.remaining() > 2 * Short.BYTES) {
            int marker = Short.toUnsignedInt(segments.getShort());
            int bytes = Short.toUnsignedInt(segments.getShort(segments.position()));
            if (marker >>> Byte.SIZE != 0xFF || bytes < Short.BYTES || bytes > segments.remaining()) {
                return UPRIGHT;
            }
            if (marker == EXIF_SEGMENT) {
                return ofExif(Arrays.copyOfRange(jpeg, segments.position() + Short.BYTES, segments.position() + bytes));
            }
            segments.position(segments.position() + bytes);
        }
        return UPRIGHT;
    }

    private static int ofExif(byte[] segment) {
        if (segment.length < EXIF.length + Long.BYTES
                || !Arrays.equals(segment, 0, EXIF.length, EXIF, 0, EXIF.length)) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                .slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(Integer.BYTES));
        if (directory > tiff.limit() - Short.BYTES) {
            return UPRIGHT;
        }
        tiff.position((int) directory);
        int entries = Short.toUnsignedInt(tiff.getShort());
        for (int entry = 0; entry < entries && tiff.remaining() >= ENTRY_BYTES; entry++) {
            int at = tiff.position();
            if (Short.toUnsignedInt(tiff.getShort(at)) == TAG) {
                return tiff.getShort(at + ENTRY_BYTES - Integer.BYTES);
            }
            tiff.position(at + ENTRY_BYTES);
        }
        return UPRIGHT;
    }

    /** Returns whether a picture of that orientation is turned on its side. */
    static boolean isOnSide(int orientation) {
        return orientation >= 5 && orientation <= 8;
    }

    /** Returns what makes a picture of that size upright. */
    static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
