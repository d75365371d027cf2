package incharge.tabular;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The parts of a zip file, held to what an honest workbook unpacks to. */
final class ZipParts implements AutoCloseable {

    private static final int MOST_PARTS = 2_000;

    /** Bytes of all parts together; a sheet of 500,000 rows and 13 columns has about 250 MB. */
    private static final long MOST_UNPACKED = 512L << 20;

    /** How many times as big as it is packed a part may become; honest sheets stay below 100. */
    private static final long MOST_RATIO = 200;

    /** Bytes up to which the ratio does not matter. */
    private static final long SMALL = 4L << 20;

    private final ZipFile zip;
    private long unpacked;

    private ZipParts(ZipFile zip) {
        this.zip = zip;
    }

    static ZipParts open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw TableRefused.broken("xlsx-broken", "The file starts like xlsx but cannot be unpacked", e);
        }
        try {
            check(zip);
            return new ZipParts(zip);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static void check(ZipFile zip) {
        if (zip.size() > MOST_PARTS) {
            throw TableRefused.broken("xlsx-too-many-parts", "The file has more than " + MOST_PARTS + " parts");
        }
        Set<String> names = new HashSet<>();
        long declared = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!names.add(entry.getName())) {
                throw TableRefused.broken("xlsx-broken", "The file has two parts of the same name");
            }
            long size = Math.max(entry.getSize(), 0);
            declared += size;
            if (isTooLarge(size, Math.max(entry.getCompressedSize(), 1))) {
                throw unpacksTooLarge();
            }
        }
        if (declared > MOST_UNPACKED) {
            throw unpacksTooLarge();
        }
    }

    private static boolean isTooLarge(long unpacked, long packed) {
        return unpacked > SMALL && unpacked / packed > MOST_RATIO;
    }

    private static TableRefused unpacksTooLarge() {
        return TableRefused.broken(
                "xlsx-unpacks-too-large", "The file unpacks to far more than a workbook of its size would");
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** The bytes of a part; reading them throws {@link TableRefused} when they are too many or broken. */
    InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw TableRefused.broken("xlsx-broken", "The file lacks a part that it speaks of");
        }
        return new Counted(zip.getInputStream(entry), Math.max(entry.getCompressedSize(), 1));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** What was declared may be a lie, so what comes out is counted. */
    private final class Counted extends FilterInputStream {

        private final long packed;
        private long count;

        Counted(InputStream in, long packed) {
            super(in);
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(bytes, offset, length);
            } catch (ZipException | EOFException e) {
                throw TableRefused.broken("xlsx-broken", "The file cannot be unpacked", e);
            }
            if (read > 0) {
                count += read;
                unpacked += read;
                if (unpacked > MOST_UNPACKED || isTooLarge(count, packed)) {
                    throw unpacksTooLarge();
                }
            }
            return read;
        }
    }
}
