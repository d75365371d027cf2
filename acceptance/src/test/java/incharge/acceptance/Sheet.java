package incharge.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The rows of a download as texts, the header row first; the blank cells at the end of a row are left out. */
final class Sheet {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Sheet() {}

    static List<List<String>> ofXlsx(Api.Answer answer) {
        return ofXlsx(answer.expect(200).bytes());
    }

    static List<List<String>> ofXlsx(byte[] file) {
        try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            var format = new DataFormatter();
            List<List<String>> rows = new ArrayList<>();
            for (Row row : workbook.getSheetAt(0)) {
                List<String> cells = new ArrayList<>();
                for (int column = 0; column < row.getLastCellNum(); column++) {
                    cells.add(format.formatCellValue(row.getCell(column)));
                }
                rows.add(trimmed(cells));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A CSV file with the mark of UTF-8. */
    static List<List<String>> ofCsv(Api.Answer answer) {
        answer.expect(200);
        assertThat(answer.bytes()).startsWith(MARK);
        return ofUnmarkedCsv(answer.text().substring(1));
    }

    static List<List<String>> ofUnmarkedCsv(String text) {
        assertThat(text).doesNotStartWith("\uFEFF");
        assertThat(text).endsWith("\r\n");
        return CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text).stream()
                .map(CsvRecord::getFields)
                .map(Sheet::trimmed)
                .toList();
    }

    private static List<String> trimmed(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return List.copyOf(cells.subList(0, end));
    }
}
