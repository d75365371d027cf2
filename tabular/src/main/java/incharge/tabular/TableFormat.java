package incharge.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;

/** The two kinds of files that tables are written as. */
public enum TableFormat {
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("csv", "text/csv;charset=UTF-8");

    private final String extension;
    private final String mediaType;

    TableFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** The end of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /** For {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Begins a table and writes its header.
     *
     * @param out is flushed at {@link TableWriter#finish} and never closed
     * @param title the sheet's name in an xlsx
     * @param zone an instant is shown in an xlsx as the local time of this zone
     */
    public TableWriter writer(OutputStream out, String title, ZoneId zone, List<String> header) throws IOException {
        return switch (this) {
            case XLSX -> new XlsxWriter(out, title, zone, header);
            case CSV -> new CsvWriter(out, header);
        };
    }
}
