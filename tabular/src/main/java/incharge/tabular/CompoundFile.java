package incharge.tabular;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Recognises OLE2 files, in which Office keeps its old formats and workbooks that a password protects. */
final class CompoundFile {

    private static final byte[] START = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private CompoundFile() {}

    static boolean startsLikeOne(byte[] start) {
        for (int i = 0; i < START.length; i++) {
            if (i >= start.length || start[i] != START[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the reason why the file is not read. */
    static TableRefused refusal(Path file) {
        return isProtected(file)
                ? TableRefused.protectedFile("A password protects the file; save it without one")
                : TableRefused.notATable("The file is in an old format such as xls; save it as xlsx or CSV");
    }

    private static boolean isProtected(Path file) {
        try (var parts = new POIFSFileSystem(file.toFile(), true)) {
            return parts.getRoot().hasEntryCaseInsensitive(Decryptor.DEFAULT_POIFS_ENTRY);
        } catch (IOException | RuntimeException _) {
            // POI has many types of unchecked exceptions for a broken file, which is not read either way
            return false;
        }
    }
}
