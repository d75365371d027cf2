package incharge.tabular;

import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes CSV as in RFC 4180, in UTF-8, with a {@code '} before a text that looks like a formula. */
final class CsvWriter implements TableWriter {

    private final de.siegmar.fastcsv.writer.CsvWriter csv;
    private final List<String> cells = new ArrayList<>();

    CsvWriter(OutputStream out, List<String> header) throws IOException {
        csv = de.siegmar.fastcsv.writer.CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 15));
        row(header);
    }

    @Override
    public void row(List<?> values) {
        cells.clear();
        for (Object value : values) {
            cells.add(text(value));
        }
        csv.writeRecord(cells);
    }

    private static String text(Object value) {
        return switch (value) {
            case null -> "";
            case String text -> CellText.guarded(CellText.legal(text));
            case BigDecimal number -> number.toPlainString();
            case Double number -> plain(number);
            case Float number -> plain(number.doubleValue());
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case LocalDate date -> date.toString();
            case Instant instant -> instant.toString();
            case Object other ->
                throw new IllegalArgumentException(
                        "no cell holds a " + other.getClass().getName());
        };
    }

    static String plain(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("no cell holds " + number);
        }
        return number == 0
                ? "0"
                : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    @Override
    public void finish() throws IOException {
        csv.flush();
    }

    /** Does nothing: the stream belongs to the caller. */
    @Override
    public void close() {}
}
