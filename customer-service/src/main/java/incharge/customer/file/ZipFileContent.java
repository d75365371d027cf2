package incharge.customer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Recognises what a zip file is by the names of its entries, and by the two that exist to say it. */
final class ZipFileContent {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** A file with a larger directory is an archive: Java reads the directory into memory. */
    private static final long LARGEST_DIRECTORY = 4 << 20;

    private static final int LARGEST_DESCRIPTION = 1 << 20;

    /** The type of the main part of an Office document ends with this. */
    private static final Pattern MAIN_PART =
            Pattern.compile("ContentType\\s*=\\s*[\"']([\\w.+/-]{1,200}?)\\.main(?:\\+xml)?[\"']");

    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[\\w.+-]{1,100}");

    private ZipFileContent() {}

    /** Returns the media type; empty if the file is just an archive or cannot be read. */
    static Optional<String> type(Path file) throws IOException {
        if (directoryBytes(file) > LARGEST_DIRECTORY) {
            return Optional.empty();
        }
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("AndroidManifest.xml") != null) {
                return Optional.of("application/vnd.android.package-archive");
            }
            if (zip.getEntry("META-INF/MANIFEST.MF") != null) {
                return Optional.of("application/java-archive");
            }
            ZipEntry types = zip.getEntry("[Content_Types].xml");
            if (types != null) {
                return Optional.of(officeType(text(zip, types)));
            }
            ZipEntry type = zip.getEntry("mimetype");
            return type == null
                    ? Optional.empty()
                    : Optional.of(text(zip, type).strip())
                            .filter(text -> MEDIA_TYPE.matcher(text).matches());
        } catch (ZipException _) {
            return Optional.empty();
        }
    }

    private static String officeType(String contentTypes) {
        Matcher main = MAIN_PART.matcher(contentTypes);
        if (!main.find()) {
            return ContentTypes.OFFICE_DOCUMENT;
        }
        String type = main.group(1).toLowerCase(Locale.ROOT);
        return type.endsWith("macroenabled") ? type + ".12" : type;
    }

    private static String text(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(LARGEST_DESCRIPTION), UTF_8);
        }
    }

    /** Returns the size of the directory, which the end of the file names; the largest if there is no end. */
    private static long directoryBytes(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            int bytes = (int) Math.min(channel.size(), END_BYTES + LONGEST_COMMENT);
            ByteBuffer tail = Bytes.at(channel, channel.size() - bytes, bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
                if (tail.getInt(at) == END
                        && at + END_BYTES + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.limit()) {
                    return Integer.toUnsignedLong(tail.getInt(at + 12));
                }
            }
        }
        return Long.MAX_VALUE;
    }
}
