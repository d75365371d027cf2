package incharge.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks read as a person sees them. */
class XlsxSheetTest {

    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String HEADER = row(1, "number", "name", "from", "to", "amount", "seller", "postcode");

    @TempDir
    private Path directory;

    @Nested
    class Formulas {

        @Test
        void without_a_value_are_the_error_of_their_row_at_their_field() throws IOException {
            String rows = HEADER
                    + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"D2\"><f>EDATE(C2,3)</f><v/></c></row>"
                    + "<row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"D3\"><f t=\"shared\" si=\"0\"/></c></row>"
                    + "<row r=\"4\"><c r=\"B4\" t=\"str\"><f>A1&amp;\"\"</f></c></row>"
                    + "<row r=\"5\"><c r=\"A5\"><v>4</v></c><c r=\"K5\"><f>1+1</f></c></row>";

            assertThat(read(sheet(rows)))
                    .containsExactly(
                            "1 to cell-formula-without-value",
                            "2 to cell-formula-without-value",
                            "3 name cell-formula-without-value",
                            "4 {number=4}");
        }

        @Test
        void with_an_empty_text_are_blank() throws IOException {
            String rows =
                    HEADER + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"D2\" t=\"str\"><f>\"\"</f><v></v></c></row>";

            assertThat(read(sheet(rows))).containsExactly("1 {number=1}");
        }

        @Test
        void in_error_in_many_columns_that_nobody_reads_hide_no_error_of_ours() throws IOException {
            String others = IntStream.range(0, 12)
                    .mapToObj(i -> "<c r=\"" + (char) ('A' + i) + "2\" t=\"e\"><v>#REF!</v></c>")
                    .collect(Collectors.joining());
            String header = IntStream.range(0, 12).mapToObj(i -> "other " + i).collect(Collectors.joining("|"));
            String rows = row(1, (header + "|number|to").split("\\|")) + "<row r=\"2\">" + others
                    + "<c r=\"M2\"><v>1</v></c><c r=\"N2\"><f>1</f></c></row>";

            assertThat(read(sheet(rows))).containsExactly("1 to cell-formula-without-value");
        }
    }

    @Nested
    class Formats {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "0000000 | 9042 | 0009042",
                    "00000 | 100 | 00100",
                    "000 00 | 1234 | 012 34",
                    "00-000 | 1234 | 01-234",
                    "\"FI\"00000000 | 1234567 | FI01234567",
                    "000\\-000 | 1234 | 001-234",
                    "0 | 9042 | 9042",
                    "General | 9042 | 9042",
                    "0000 | 1.5 | 1.5",
                    "#,##0 | 9042 | 9042",
                    "0.00 | 9042 | 9042",
                    "0% | 1 | 1"
                })
        void of_digits_zeros_and_literals_are_shown_in_fields_of_text(String format, String stored, String shown)
                throws IOException {
            String rows = HEADER + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>" + stored + "</v></c>"
                    + "<c r=\"E2\" s=\"1\"><v>" + stored + "</v></c></row>";

            assertThat(read(styled(format, rows))).containsExactly("1 {amount=" + stored + ", number=" + shown + "}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "dd.mm.yyyy",
                    "yyyy\\-mm\\-dd\\ hh:mm",
                    "yyyy\"\u5e74\"m\"\u6708\"d\"\u65e5\"",
                    "yyyy\u5e74m\u6708d\u65e5",
                    "[$-411]ggge\"\u5e74\"m\"\u6708\"d\"\u65e5\";@",
                    "[$-411]e.m.d",
                    "[DBNum1][$-804]yyyy\"\u5e74\"m\"\u6708\"d\"\u65e5\"",
                    "yyyy\"\ub144\" m\"\uc6d4\" d\"\uc77c\"",
                    "[$-D07041E]d mmmm bbbb",
                    "m/d(aaa)",
                    "[$-40B]d. mmmm yyyy",
                    "yyyy/m/d h:mm \u4e0a\u5348/\u4e0b\u5348"
                })
        void of_dates_make_a_day_of_a_number(String format) throws IOException {
            String rows = HEADER + "<row r=\"2\"><c r=\"C2\" s=\"1\"><v>46023</v></c></row>"
                    + "<row r=\"3\"><c r=\"C3\" s=\"1\"><v>46023.75</v></c></row>";

            assertThat(read(styled(format, rows))).containsExactly("1 {from=2026-01-01}", "2 {from=2026-01-01}");
        }

        @ParameterizedTest
        @ValueSource(ints = {14, 15, 16, 17, 22, 27, 28, 30, 31, 36, 50, 54, 57, 58})
        void that_are_built_in_for_dates_need_no_code(int id) throws IOException {
            String rows = HEADER + "<row r=\"2\"><c r=\"C2\" s=\"1\"><v>46023</v></c></row>";

            assertThat(read(book(rows, styles("", id), ""))).containsExactly("1 {from=2026-01-01}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "General",
                    "#,##0.00 \u20ac",
                    "\u20ac 0",
                    "0.00E+00",
                    "[Red]0",
                    "[$kr-41D] #,##0",
                    "0 \"days\"",
                    "@",
                    "G/\u901a\u7528\u683c\u5f0f",
                    "_-* #,##0_-;-* #,##0_-",
                    "# ?/?",
                    "0\\d"
                })
        void of_numbers_make_no_day(String format) throws IOException {
            String rows =
                    HEADER + "<row r=\"2\"><c r=\"E2\" s=\"1\"><v>46023</v></c><c r=\"C2\" s=\"1\"><v>1</v></c></row>";

            assertThat(read(styled(format, rows))).containsExactly("1 from date-invalid");
            assertThat(read(styled(format, rows.replaceFirst("<c r=\"C2.*?</c>", ""))))
                    .containsExactly("1 {amount=46023}");
        }
    }

    @Nested
    class Sheets {

        @Test
        void that_are_hidden_are_not_the_first() throws IOException {
            for (String state : List.of("hidden", "veryHidden")) {
                byte[] file = workbook(Map.of("Template", state, "Customers", "visible", "Other", "visible"));

                assertThat(read(file)).containsExactly("1 {name=Customers}");
                assertThat(warnings(file))
                        .containsExactly(new TableWarning(
                                "sheet-chosen",
                                null,
                                "The file has 3 sheets; only \"Customers\", the first visible one, is read."));
            }
        }

        @Test
        void that_stand_alone_are_no_surprise() throws IOException {
            assertThat(warnings(workbook(Map.of("Customers", "visible")))).isEmpty();
        }

        private byte[] workbook(Map<String, String> states) throws IOException {
            List<String> names = Stream.of("Template", "Customers", "Other")
                    .filter(states::containsKey)
                    .toList();
            Map<String, String> parts = parts();
            var sheets = new StringBuilder();
            var links = new StringBuilder();
            for (String name : names) {
                sheets.append("<sheet name=\"%s\" sheetId=\"%d\" state=\"%s\" r:id=\"%s\"/>"
                        .formatted(name, names.indexOf(name) + 1, states.get(name), name));
                links.append(link(name, "worksheet", "worksheets/" + name + ".xml"));
                parts.put("xl/worksheets/" + name + ".xml", worksheet(row(1, "number", "name") + row(2, "", name), ""));
            }
            parts.put("xl/workbook.xml", workbookXml(sheets.toString()));
            parts.put("xl/_rels/workbook.xml.rels", relationships(links.toString()));
            return zip(parts);
        }
    }

    @Nested
    class Rows {

        @Test
        void that_are_hidden_are_read_and_named() throws IOException {
            String rows = row(1, "number", "name")
                    + row(2, "1", "a")
                    + row(4, "2", "b").replace("<row ", "<row hidden=\"1\" ")
                    + "<row r=\"5\" hidden=\"true\"/>"
                    + row(6, "3", "c").replace("<row ", "<row hidden=\"true\" ");

            assertThat(read(sheet(rows)))
                    .containsExactly("1 {name=a, number=1}", "3 {name=b, number=2}", "5 {name=c, number=3}");
            assertThat(warnings(sheet(rows)))
                    .containsExactly(new TableWarning(
                            "rows-hidden",
                            3,
                            "2 rows of the sheet are hidden, the first of them row 3; hidden rows are read like the"
                                    + " others."));
        }

        @Test
        void above_the_header_are_named() throws IOException {
            String rows = row(2, "Customers") + row(3, "", "number") + row(5, "number", "name") + row(7, "1", "a");

            assertThat(read(sheet(rows))).containsExactly("2 {name=a, number=1}");
            assertThat(warnings(sheet(rows)))
                    .containsExactly(new TableWarning(
                            "header-line",
                            null,
                            "Line 5 of the file is read as the header; the lines above it are not read."));
        }

        @Test
        void below_a_header_of_one_known_column_are_all_read() throws IOException {
            assertThat(read(sheet(row(1, "name", "colour") + row(2, "a", "red") + row(3, "b", "blue"))))
                    .containsExactly("1 {name=a}", "2 {name=b}");
        }
    }

    @Nested
    class Merged {

        @Test
        void cells_hold_their_value_for_all_of_their_rows() throws IOException {
            String rows = row(1, "number", "name", "city")
                    + row(2, "1", "a", "x")
                    + row(3, "", "b", "")
                    + row(4, "", "c", "y")
                    + row(5, "", "", "")
                    + row(6, "2", "d", "")
                    + row(8, "", "e", "");

            assertThat(read(book(rows, "", merged("A2:A5", "C2:C3", "A6:A8", "B20:B21"))))
                    .containsExactly(
                            "1 {city=x, name=a, number=1}",
                            "2 {city=x, name=b, number=1}",
                            "3 {city=y, name=c, number=1}",
                            "5 {name=d, number=2}",
                            "7 {name=e, number=2}");
        }

        @Test
        void cells_that_cannot_be_read_are_the_error_of_all_of_their_rows() throws IOException {
            String rows = row(1, "number", "to")
                    + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><f>TODAY()</f></c></row>"
                    + row(3, "2", "");

            assertThat(read(book(rows, "", merged("B2:B3"))))
                    .containsExactly("1 to cell-formula-without-value", "2 to cell-formula-without-value");
        }

        @Test
        void titles_and_headers_go_into_no_row() throws IOException {
            String rows = row(1, "Customers")
                    + row(2, "number", "name", "city")
                    + row(3, "", "", "town")
                    + row(4, "1", "a", "x");

            assertThat(read(book(rows, "", merged("A1:C1", "A2:A3", "B2:B3"))))
                    .containsExactly("1 {city=town}", "2 {city=x, name=a, number=1}");
        }

        @Test
        void cells_over_columns_and_references_that_are_none_change_nothing() throws IOException {
            String rows = row(1, "number", "name", "city") + row(2, "Helsinki") + row(3, "1", "a");

            assertThat(read(book(rows, "", merged("A2:C2", "", "x", "A1", "A3:A99999999", "ZZZZZ3:ZZZZZ4"))))
                    .containsExactly("1 {number=Helsinki}", "2 {name=a, number=1}");
        }

        private static String merged(String... references) {
            return Stream.of(references)
                    .map(reference -> "<mergeCell ref=\"" + reference + "\"/>")
                    .collect(Collectors.joining("", "<mergeCells>", "</mergeCells>"));
        }
    }

    @Nested
    class Parts {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "worksheets/sheet1.xml",
                    "/xl/worksheets/sheet1.xml",
                    "./worksheets/sheet1.xml",
                    "../xl/worksheets/sheet1.xml",
                    "Worksheets/SHEET1.xml",
                    "worksheets\\sheet1.xml"
                })
        void are_found_by_any_target_that_leads_to_them(String target) throws IOException {
            Map<String, String> parts = parts();
            parts.put("xl/_rels/workbook.xml.rels", relationships(link("r1", "worksheet", target)));

            assertThat(read(zip(parts))).containsExactly("1 {name=a, number=1}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[Content_Types].xml",
                    "_rels/.rels",
                    "xl/workbook.xml",
                    "xl/_rels/workbook.xml.rels",
                    "xl/worksheets/sheet1.xml"
                })
        void are_found_in_another_case_and_with_backslashes(String name) throws IOException {
            for (String other : List.of(name.toUpperCase(java.util.Locale.ROOT), name.replace('/', '\\'))) {
                Map<String, String> parts = parts();
                parts.put(other, parts.remove(name));

                assertThat(read(zip(parts))).as(other).containsExactly("1 {name=a, number=1}");
            }
        }

        @Test
        void that_nobody_reads_may_be_linked_in_any_way() throws IOException {
            Map<String, String> parts = parts();
            parts.put(
                    "xl/_rels/workbook.xml.rels",
                    relationships(link("r0", "externalLink", "externalLinks/missing 1.xml")
                            + link("r2", "externalLinkPath", "file:///C:\\Users\\a b\\x.xlsx\" TargetMode=\"External")
                            + link("r3", "hyperlink", "http://[bad host/%zz\" TargetMode=\"External")
                            + link("r4", "customXml", "../../../..//x y")
                            + link("r5", "theme", "")
                            + link("r1", "worksheet", "worksheets/sheet1.xml")));
            parts.put(
                    "_rels/.rels",
                    parts.get("_rels/.rels")
                            .replace("</Relationships>", link("r9", "thumbnail", "a b:c") + "</Relationships>"));

            assertThat(read(zip(parts))).containsExactly("1 {name=a, number=1}");
        }
    }

    @Nested
    class OldAndProtected {

        @Test
        void a_workbook_with_a_password_is_named_as_that() throws Exception {
            var out = new ByteArrayOutputStream();
            try (var file = new POIFSFileSystem()) {
                var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
                encryptor.confirmPassword("secret");
                try (OutputStream encrypted = encryptor.getDataStream(file)) {
                    encrypted.write(zip(parts()));
                }
                file.writeFilesystem(out);
            }

            assertRefused(out.toByteArray(), "file-protected");
        }

        @Test
        void a_workbook_in_the_old_format_and_a_broken_one_are_no_table() throws IOException {
            var out = new ByteArrayOutputStream();
            try (var workbook = new HSSFWorkbook()) {
                workbook.createSheet().createRow(0).createCell(0).setCellValue("name");
                workbook.write(out);
            }

            assertRefused(out.toByteArray(), "file-not-a-table");
            assertRefused(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3}, "file-not-a-table");
        }

        private void assertRefused(byte[] bytes, String code) {
            assertThatThrownBy(() -> read(bytes)).isInstanceOfSatisfying(TableRefused.class, refused -> {
                assertThat(refused.kind()).isEqualTo(TableRefused.Kind.NOT_A_TABLE);
                assertThat(refused.code()).isEqualTo(code);
            });
        }
    }

    private static String row(int number, String... cells) {
        var row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                row.append("<c r=\"").append((char) ('A' + i)).append(number);
                row.append("\" t=\"inlineStr\"><is><t>").append(cells[i]).append("</t></is></c>");
            }
        }
        return row + "</row>";
    }

    private static String worksheet(String rows, String behind) {
        return "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>";
    }

    private static String workbookXml(String sheets) {
        return "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\"><sheets>" + sheets
                + "</sheets></workbook>";
    }

    private static String styles(String format, int id) {
        String escaped = format.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return "<styleSheet xmlns=\"" + MAIN + "\">"
                + (format.isEmpty()
                        ? ""
                        : "<numFmts><numFmt numFmtId=\"" + id + "\" formatCode=\"" + escaped + "\"/></numFmts>")
                + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"" + id + "\"/></cellXfs></styleSheet>";
    }

    private static String link(String id, String type, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + RELATIONS + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String relationships(String links) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + links
                + "</Relationships>";
    }

    /** The parts of a workbook of one row. */
    private static Map<String, String> parts() {
        String type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + type + "\"/></Types>");
        parts.put("_rels/.rels", relationships(link("r1", "officeDocument", "xl/workbook.xml")));
        parts.put("xl/workbook.xml", workbookXml("<sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/>"));
        parts.put("xl/_rels/workbook.xml.rels", relationships(link("r1", "worksheet", "worksheets/sheet1.xml")));
        parts.put("xl/worksheets/sheet1.xml", worksheet(row(1, "number", "name") + row(2, "1", "a"), ""));
        return parts;
    }

    private static byte[] sheet(String rows) throws IOException {
        return book(rows, "", "");
    }

    private static byte[] styled(String format, String rows) throws IOException {
        return book(rows, styles(format, 164), "");
    }

    private static byte[] book(String rows, String styles, String behind) throws IOException {
        Map<String, String> parts = parts();
        parts.put("xl/worksheets/sheet1.xml", worksheet(rows, behind));
        if (!styles.isEmpty()) {
            parts.put("xl/styles.xml", styles);
            parts.put(
                    "xl/_rels/workbook.xml.rels",
                    relationships(
                            link("r1", "worksheet", "worksheets/sheet1.xml") + link("r2", "styles", "styles.xml")));
        }
        return zip(parts);
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            parts.forEach((name, text) -> {
                try {
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(text.getBytes(UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return out.toByteArray();
    }

    /** Each row with its number: its values by field, or the field and the code of its error. */
    private List<String> read(byte[] bytes) throws IOException {
        List<String> rows = new ArrayList<>();
        try (TableFile table = open(bytes)) {
            for (Line line = table.next(); line != null; line = table.next()) {
                TableError error = table.header().firstError(line);
                rows.add(line.number() + " "
                        + (error == null
                                ? new java.util.TreeMap<>(
                                        table.header().row(line).values())
                                : error.field() + " " + error.code()));
            }
        }
        return rows;
    }

    private List<TableWarning> warnings(byte[] bytes) throws IOException {
        try (TableFile table = open(bytes)) {
            while (table.next() != null) {
                // to the end
            }
            return table.warnings();
        }
    }

    private TableFile open(byte[] bytes) throws IOException {
        return TableFile.open(Files.write(directory.resolve("t.bin"), bytes), Understood.TYPED, Map.of());
    }
}
