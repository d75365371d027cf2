package incharge.tabular;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.util.List;

/** Lists the kinds of files that tables are written as. */
public enum TableFormat {
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("csv", "text/csv;charset=UTF-8");

    private final String extension;
    private final String mediaType;

    TableFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** Returns the extension of a file name, without the dot. */
    public String extension() {
        return extension;
    }

    /** Returns the media type for {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Begins a table and writes its header.
     *
     * @param out the stream, which {@link TableWriter#finish} flushes and nothing closes
     * @param title the name of the sheet in an xlsx
     * @param zone the time zone in which an xlsx shows an instant
     */
    public TableWriter writer(OutputStream out, String title, ZoneId zone, List<String> header) throws IOException {
        return switch (this) {
            case XLSX -> new XlsxWriter(out, title, zone, header);
            case CSV -> new CsvWriter(out, header);
        };
    }
}
