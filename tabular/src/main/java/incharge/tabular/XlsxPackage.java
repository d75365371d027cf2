package incharge.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
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

/** The parts of an xlsx file, opened by POI within limits that no honest workbook reaches. */
final class XlsxPackage implements AutoCloseable {

    private static final int MOST_PARTS = 2_000;

    /** Bytes of all parts together; a sheet of 500,000 rows and 13 columns has about 250 MB. */
    private static final long MOST_UNPACKED = 512L << 20;

    /** How many times its packed size a part may have; honest sheets stay below 100. */
    private static final int MOST_RATIO = 200;

    /** Bytes up to which the ratio does not matter. */
    private static final long SMALL = 4L << 20;

    private static final String CONTENT_TYPES = "[Content_Types].xml";

    /** The part that holds macros, whatever content type the workbook declares. */
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

    /** Refuses bombs by the directory of the zip file, before POI makes objects of its entries. */
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
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** A file that cannot be read to its end. */
    static TableRefused broken(Exception cause) {
        return TableRefused.broken("xlsx-broken", "The file starts like xlsx but cannot be read", cause);
    }

    InputStream workbook() throws IOException {
        return workbook.getInputStream();
    }

    /** The worksheet of a relationship; null if the sheet is a chart or its part is missing. */
    InputStream worksheet(String relationship) throws IOException, InvalidFormatException {
        PackageRelationship link = links.getRelationshipByID(relationship);
        return link != null && isPart(link, "/worksheet") ? stream(part(link)) : null;
    }

    /** The shared strings; null if there are none. */
    InputStream sharedStrings() throws IOException, InvalidFormatException {
        return stream(linked(links, "/sharedStrings"));
    }

    /** The formats of the cells; null if there are none. */
    InputStream styles() throws IOException, InvalidFormatException {
        return stream(linked(links, "/styles"));
    }

    private static InputStream stream(PackagePart part) throws IOException {
        return part == null ? null : part.getInputStream();
    }

    /** The links of a part to others, of the package if it is null. */
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

    /** The kinds have two sets of names, of the transitional and the strict format, with the same ends. */
    private static boolean isPart(PackageRelationship link, String kind) {
        return link.getTargetMode() == TargetMode.INTERNAL
                && link.getRelationshipType().endsWith(kind);
    }

    private PackagePart part(PackageRelationship link) throws InvalidFormatException {
        return opc.getPart(PackagingURIHelper.createPartName(link.getTargetURI()));
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    /**
     * The entries that POI sees. It parses all relationship parts into trees when it opens a package; those of a sheet may
     * hold a link for each row and nobody needs them, so that POI sees none and {@link #links} parses the two that count.
     */
    private static final class Entries extends ZipFileZipEntrySource {

        /** Bytes that may still be unpacked; few until the package is open, because POI makes trees of them. */
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

        /** The bytes of an entry, at most as many as it declares. */
        @Override
        public InputStream getInputStream(ZipArchiveEntry entry) throws IOException {
            left -= entry.getSize();
            if (left < 0) {
                throw new IOException("the parts that describe the package are too large");
            }
            return BoundedInputStream.builder()
                    .setInputStream(super.getInputStream(entry))
                    .setMaxCount(entry.getSize())
                    .get();
        }
    }
}
