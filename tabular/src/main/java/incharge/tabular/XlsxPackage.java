package incharge.tabular;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.ContentTypes;
import org.apache.poi.openxml4j.opc.OPCComplianceFlags;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagePartName;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.openxml4j.opc.PackageRelationshipCollection;
import org.apache.poi.openxml4j.opc.PackagingURIHelper;
import org.apache.poi.openxml4j.opc.TargetMode;
import org.apache.poi.openxml4j.opc.internal.MemoryPackagePart;
import org.apache.poi.openxml4j.util.ZipFileZipEntrySource;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.xssf.usermodel.XSSFRelation;

/** Opens the parts of an xlsx file with POI, within limits that no honest workbook reaches. */
final class XlsxPackage implements AutoCloseable {

    private static final int MOST_PARTS = 2_000;

    /** All parts together have at most this many bytes; a sheet of 500,000 rows and 13 columns has about 250 MB. */
    private static final long MOST_UNPACKED = 512L << 20;

    /** A part has at most this many times its compressed size; honest sheets stay below 100. */
    private static final int MOST_RATIO = 200;

    /** A part up to this size may have any ratio. */
    private static final long SMALL = 4L << 20;

    private static final String CONTENT_TYPES = "[Content_Types].xml";

    /** A workbook with this part has macros, whatever content type it declares. */
    private static final String MACROS = "xl/vbaProject.bin";

    static {
        ZipSecureFile.setMaxFileCount(MOST_PARTS);
        ZipSecureFile.setMaxEntrySize(MOST_UNPACKED);
        ZipSecureFile.setMinInflateRatio(1.0 / MOST_RATIO);
        ZipSecureFile.setGraceEntrySize(SMALL);
    }

    private final Entries entries;
    private final OPCPackage opc;
    private final PackagePart workbook;
    private final PackageRelationshipCollection links;

    private XlsxPackage(Entries entries) throws IOException, InvalidFormatException {
        this.entries = entries;
        if (entries.getEntry(CONTENT_TYPES) == null || entries.getEntry(MACROS) != null) {
            throw TableRefused.notATable("The file is a zip file but no workbook, or one with macros");
        }
        opc = opened(entries);
        workbook = linked(links(null), "/officeDocument");
        if (workbook == null || !XSSFRelation.WORKBOOK.getContentType().equals(workbook.getContentType())) {
            throw TableRefused.notATable("The file is not an xlsx workbook; one with macros or a template is none");
        }
        links = links(workbook);
        entries.left = Long.MAX_VALUE;
    }

    static XlsxPackage open(Path file) throws IOException {
        checkDeclaredSizes(file);
        Entries entries;
        try {
            entries = new Entries(new ZipSecureFile(file.toFile()));
        } catch (IOException e) {
            throw broken(e);
        }
        try {
            return new XlsxPackage(entries);
        } catch (IOException | InvalidFormatException e) {
            entries.close();
            throw broken(e);
        } catch (RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    private static OPCPackage opened(Entries entries) throws InvalidFormatException {
        try {
            return OPCPackage.open(entries, OPCComplianceFlags.disableAll());
        } catch (RuntimeException e) {
            // POI has many types of unchecked exceptions for a package that breaks a rule
            throw broken(e);
        }
    }

    /** Refuses zip bombs by the directory of the file, before POI makes objects of its entries. */
    private static void checkDeclaredSizes(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_PARTS) {
                throw TableRefused.broken("xlsx-too-many-parts", "The file has more than " + MOST_PARTS + " parts");
            }
            long total = 0;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                long size = Math.max(entry.getSize(), 0);
                total += size;
                if (total > MOST_UNPACKED || size > SMALL && size / MOST_RATIO > entry.getCompressedSize()) {
                    throw TableRefused.broken(
                            "xlsx-unpacks-too-large", "The file unpacks to far more than a workbook of its size would");
                }
            }
        } catch (ZipException | EOFException e) {
            throw broken(e);
        }
    }

    /** Refuses a file that cannot be read to its end. */
    static TableRefused broken(Exception cause) {
        return TableRefused.broken("xlsx-broken", "The file starts like xlsx but cannot be read", cause);
    }

    /** Returns the part that lists the sheets. */
    InputStream workbook() {
        return stream(workbook);
    }

    /** Returns whether a relationship leads to a worksheet; a chart is none, and its part may be missing. */
    boolean isWorksheet(String relationship) throws InvalidFormatException {
        return worksheetPart(relationship) != null;
    }

    /** Returns the worksheet of a relationship. */
    InputStream worksheet(String relationship) throws InvalidFormatException {
        return stream(worksheetPart(relationship));
    }

    private PackagePart worksheetPart(String relationship) throws InvalidFormatException {
        if (relationship == null || relationship.isEmpty()) {
            return null;
        }
        PackageRelationship link = links.getRelationshipByID(relationship);
        return link != null && isPart(link, "/worksheet") ? part(link) : null;
    }

    /** Returns the shared strings; null if there are none. */
    InputStream sharedStrings() throws InvalidFormatException {
        return stream(linked(links, "/sharedStrings"));
    }

    /** Returns the formats of the cells; null if there are none. */
    InputStream styles() throws InvalidFormatException {
        return stream(linked(links, "/styles"));
    }

    private static InputStream stream(PackagePart part) {
        try {
            return part == null ? null : part.getInputStream();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Reads the relationships of a part, or those of the package if it is null. */
    private PackageRelationshipCollection links(PackagePart source) throws IOException, InvalidFormatException {
        PackagePartName owner = source == null ? PackagingURIHelper.PACKAGE_ROOT_PART_NAME : source.getPartName();
        PackagePartName name = PackagingURIHelper.getRelationshipPartName(owner);
        var links = new PackageRelationshipCollection(opc, source);
        ZipArchiveEntry entry = entries.getEntry(name.getName().substring(1));
        if (entry != null) {
            var part = new MemoryPackagePart(opc, name, ContentTypes.RELATIONSHIPS_PART, false);
            part.load(entries.getInputStream(entry));
            links.parseRelationshipsPart(part);
        }
        return links;
    }

    private PackagePart linked(PackageRelationshipCollection links, String kind) throws InvalidFormatException {
        for (PackageRelationship link : links) {
            if (isPart(link, kind)) {
                return part(link);
            }
        }
        return null;
    }

    /** Compares the end of the type, which the transitional and the strict format have in common. */
    private static boolean isPart(PackageRelationship link, String kind) {
        return link.getTargetMode() == TargetMode.INTERNAL
                && link.getRelationshipType().endsWith(kind);
    }

    private PackagePart part(PackageRelationship link) throws InvalidFormatException {
        try {
            return opc.getPart(PackagingURIHelper.createPartName(link.getTargetURI()));
        } catch (IllegalArgumentException e) {
            // POI gives a link that is not a URI a target that it cannot resolve
            throw broken(e);
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    /**
     * Gives POI the XML parts only. POI parses the relationships of every part into trees when it opens a package;
     * those of a sheet may hold a link for each row and are not needed, so that {@link #links} reads the two that are.
     */
    private static final class Entries extends ZipFileZipEntrySource {

        /**
         * POI may unpack this many bytes more; they are few until the package is open, because it makes trees of them.
         */
        private long left = SMALL;

        Entries(ZipSecureFile zip) {
            super(zip);
        }

        @Override
        public Enumeration<? extends ZipArchiveEntry> getEntries() {
            return Collections.enumeration(Collections.list(super.getEntries()).stream()
                    .filter(entry -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".xml"))
                    .toList());
        }

        /** Returns the bytes of an entry, at most as many as it declares. */
        @Override
        public InputStream getInputStream(ZipArchiveEntry entry) throws IOException {
            left -= entry.getSize();
            if (left < 0) {
                throw new IOException("The parts that describe the package are too large");
            }
            return BoundedInputStream.builder()
                    .setInputStream(super.getInputStream(entry))
                    .setMaxCount(entry.getSize())
                    .get();
        }
    }
}
