package incharge.customer.file;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises what an OLE2 file is by the names in its directory ([MS-CFB]): an old Office document, a document that a
 * password protects, or a program for Windows Installer.
 */
final class CompoundFileContent {

    private static final Map<String, String> BY_STREAM = Map.of(
            "WordDocument", "application/msword",
            "Workbook", "application/vnd.ms-excel",
            "Book", "application/vnd.ms-excel",
            "PowerPoint Document", "application/vnd.ms-powerpoint",
            "__properties_version1.0", "application/vnd.ms-outlook",
            "VisioDocument", "application/vnd.visio",
            "EncryptedPackage", ContentTypes.PROTECTED_OFFICE_DOCUMENT);

    /** The first half of the class ids of packages, patches and transforms; the other half is the same for all. */
    private static final long INSTALLER = 0x00000000000C1000L;

    private static final long INSTALLER_MASK = 0xFFFFFFFFFFFFFF00L;
    private static final long COMPONENT = 0x46000000000000C0L;

    private static final int HEADER_BYTES = 512;
    private static final int ENTRY_BYTES = 128;

    /** An honest directory names its document within these. */
    private static final int MOST_SECTORS = 256;

    private CompoundFileContent() {}

    /** Returns the media type; empty if the names in the directory are none of these. */
    static Optional<String> type(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            ByteBuffer header = Bytes.at(channel, 0, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            int shift = header.limit() < HEADER_BYTES ? 0 : header.getShort(0x1E);
            return shift == 9 || shift == 12 ? new Directory(channel, header, 1 << shift).type() : Optional.empty();
        }
    }

    private record Directory(FileChannel file, ByteBuffer header, int sectorBytes) {

        Optional<String> type() throws IOException {
            int sector = header.getInt(0x30);
            for (int read = 0; read < MOST_SECTORS && sector >= 0; read++) {
                ByteBuffer entries = sector(sector);
                for (int at = 0; at + ENTRY_BYTES <= entries.limit(); at += ENTRY_BYTES) {
                    String type =
                            isInstaller(entries, at) ? "application/x-ms-installer" : BY_STREAM.get(name(entries, at));
                    if (type != null) {
                        return Optional.of(type);
                    }
                }
                sector = next(sector);
            }
            return Optional.empty();
        }

        private ByteBuffer sector(int number) throws IOException {
            return Bytes.at(file, (number + 1L) * sectorBytes, sectorBytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        /** Follows the chain of sectors; -1 at its end, or where the header does not name the table that goes on. */
        private int next(int sector) throws IOException {
            int perTable = sectorBytes / Integer.BYTES;
            int at = 0x4C + sector / perTable * Integer.BYTES;
            if (at + Integer.BYTES > HEADER_BYTES || header.getInt(at) < 0) {
                return -1;
            }
            ByteBuffer table = sector(header.getInt(at));
            int entry = sector % perTable * Integer.BYTES;
            return entry + Integer.BYTES <= table.limit() ? table.getInt(entry) : -1;
        }

        private static String name(ByteBuffer entries, int at) {
            int bytes = entries.getShort(at + 64) - 2; // without the zero at its end
            return bytes < 0 || bytes > 62
                    ? ""
                    : UTF_16LE.decode(entries.slice(at, bytes)).toString();
        }

        private static boolean isInstaller(ByteBuffer entries, int at) {
            return (entries.getLong(at + 80) & INSTALLER_MASK) == INSTALLER && entries.getLong(at + 88) == COMPONENT;
        }
    }
}
