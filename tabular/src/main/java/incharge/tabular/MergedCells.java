package incharge.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.ss.util.CellRangeAddress;

/**
 * Gives the value of a cell that is merged over several rows to each of them. A sheet names its merged cells behind its
 * rows, so that they are read before the rows.
 */
final class MergedCells {

    private static final String ELEMENT = "mergeCell";
    private static final int MOST = 1_000_000;
    private static final int ROW_BITS = 21;
    private static final int COLUMN_BITS = 14;

    /** First row, last row and column of each, packed in this order, so that their order is that of the first rows. */
    private final long[] packed;

    private final Map<Integer, Held> held = new HashMap<>();
    private int next;

    /** The value of a cell that goes on to a last row; {@code error} is null unless the cell cannot be read. */
    private record Held(int last, String text, Line.CellError error) {
        void addTo(LineCollector line, int column) {
            if (error == null) {
                line.cell(column, text);
            } else {
                line.error(error);
            }
        }
    }

    private MergedCells(long[] packed) {
        this.packed = packed;
    }

    /** Returns whether a sheet may have merged cells; much faster than {@link #read}. */
    static boolean areIn(InputStream sheet) throws IOException {
        byte[] block = new byte[1 << 16];
        String end = "";
        for (int count = sheet.readNBytes(block, 0, block.length);
                count > 0;
                count = sheet.readNBytes(block, 0, block.length)) {
            String text = end + new String(block, 0, count, StandardCharsets.ISO_8859_1);
            if (text.contains(ELEMENT)) {
                return true;
            }
            end = text.substring(Math.max(0, text.length() - ELEMENT.length()));
        }
        return false;
    }

    static MergedCells none() {
        return new MergedCells(new long[0]);
    }

    static MergedCells read(PartReader sheet) throws XMLStreamException {
        long[] packed = new long[16];
        int count = 0;
        while (sheet.nextStart(ELEMENT)) {
            CellRangeAddress range = range(sheet.attribute("ref"));
            if (range == null || range.getLastRow() == range.getFirstRow()) {
                continue;
            }
            if (count == MOST) {
                throw new XMLStreamException("The sheet has more than " + MOST + " merged cells");
            }
            if (count == packed.length) {
                packed = Arrays.copyOf(packed, 2 * count);
            }
            packed[count++] = pack(range.getFirstRow() + 1, range.getLastRow() + 1, range.getFirstColumn());
        }
        packed = Arrays.copyOf(packed, count);
        Arrays.sort(packed);
        return new MergedCells(packed);
    }

    private static CellRangeAddress range(String reference) {
        try {
            CellRangeAddress range = reference == null ? null : CellRangeAddress.valueOf(reference);
            boolean within = range != null
                    && range.getFirstRow() >= 0
                    && range.getFirstColumn() >= 0
                    && range.getLastRow() < 1 << ROW_BITS - 1
                    && range.getFirstColumn() < LineCollector.MOST_COLUMNS;
            return within ? range : null;
        } catch (IllegalArgumentException _) {
            return null; // it names no cells
        }
    }

    private static long pack(long first, long last, long column) {
        return first << ROW_BITS + COLUMN_BITS | last << COLUMN_BITS | column;
    }

    private static int first(long merged) {
        return (int) (merged >> ROW_BITS + COLUMN_BITS);
    }

    private static int last(long merged) {
        return (int) (merged >> COLUMN_BITS & (1 << ROW_BITS) - 1);
    }

    private static int column(long merged) {
        return (int) (merged & (1 << COLUMN_BITS) - 1);
    }

    /** Leaves out those that begin at a row or above it, such as titles. */
    void skipThrough(int row) {
        while (next < packed.length && first(packed[next]) <= row) {
            next++;
        }
    }

    /** Completes a row by the cells that began above it; the rows come in their order. */
    void complete(int row, LineCollector line) {
        if (held.isEmpty() && next == packed.length) {
            return;
        }
        held.values().removeIf(value -> value.last() < row);
        if (!line.blank()) {
            held.forEach((column, value) -> value.addTo(line, column));
        }
        for (; next < packed.length && first(packed[next]) <= row; next++) {
            int column = column(packed[next]);
            if (first(packed[next]) == row) {
                held.put(column, new Held(last(packed[next]), line.text(column), line.error(column)));
            }
        }
    }
}
