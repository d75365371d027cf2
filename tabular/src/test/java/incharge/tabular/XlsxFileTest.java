package incharge.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import incharge.tabular.TableRefused.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.util.TempFile;
import org.apache.poi.util.TempFileCreationStrategy;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XlsxFileTest {

    private static final String MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    @TempDir
    private Path directory;

    @Nested
    class Cells {

        @Test
        void of_every_kind_are_plain_texts() throws IOException {
            try (var workbook = new XSSFWorkbook()) {
                Sheet sheet = workbook.createSheet();
                Row header = sheet.createRow(0);
                for (int i = 0; i < 12; i++) {
                    header.createCell(i).setCellValue("c" + i);
                }
                Row row = sheet.createRow(1);
                row.createCell(0).setCellValue("007");
                row.createCell(1).setCellValue(5790001398644d);
                row.createCell(2).setCellValue(0.1 + 0.2);
                row.createCell(3).setCellValue(1e-7);
                row.createCell(4).setCellValue(true);
                row.createCell(5).setCellValue(LocalDate.of(2026, 2, 28));
                row.getCell(5).setCellStyle(dated(workbook, "d. mmm yyyy"));
                row.createCell(6).setCellValue(LocalDateTime.of(2026, 2, 28, 13, 5, 9));
                row.getCell(6).setCellStyle(dated(workbook, "yyyy-mm-dd hh:mm"));
                row.createCell(7).setCellFormula("\"a\"&\"b\"");
                row.createCell(8).setCellFormula("1+1.5");
                row.createCell(9).setCellValue(new XSSFRichTextString("rich text"));
                ((XSSFRichTextString) row.getCell(9).getRichStringCellValue()).applyFont(0, 4, workbook.createFont());
                row.createCell(10).setCellValue(0.5);
                row.getCell(10).setCellStyle(dated(workbook, "hh:mm"));
                row.createCell(11).setCellValue(-12.0);
                workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();

                assertThat(cells(bytes(workbook)).getLast())
                        .containsExactly(
                                "007",
                                "5790001398644",
                                "0.3",
                                "0.0000001",
                                "true",
                                "2026-02-28",
                                "2026-02-28T13:05:09",
                                "ab",
                                "2.5",
                                "rich text",
                                "12:00",
                                "-12");
            }
        }

        @Test
        void of_the_first_sheet_only_with_blank_rows_counted() throws IOException {
            try (var workbook = new XSSFWorkbook()) {
                Sheet sheet = workbook.createSheet("Kunden");
                sheet.createRow(2).createCell(1).setCellValue("name");
                sheet.createRow(3).createCell(1).setCellValue("a");
                sheet.createRow(4).createCell(1).setCellValue("  ");
                sheet.createRow(9).createCell(1).setCellValue("b");
                sheet.getRow(9).createCell(5).setCellValue("beside the table");
                workbook.createSheet("other").createRow(0).createCell(0).setCellValue("x");

                assertThat(lines(bytes(workbook)))
                        .containsExactly(
                                new Line(1, List.of("", "a"), List.of()), new Line(7, List.of("", "b"), List.of()));
            }
        }

        @Test
        void in_error_are_the_error_of_their_row() throws IOException {
            String rows = row(1, "<c t=\"inlineStr\"><is><t>a</t></is></c>")
                    + row(2, "<c t=\"e\"><v>#N/A</v></c>")
                    + row(3, "<c t=\"s\"><v>7</v></c>")
                    + row(4, "<c><v>1E999</v></c>")
                    + row(5, "<c t=\"inlineStr\"><is><t>_x0000_</t></is></c>")
                    + row(6, "<c t=\"inlineStr\"><is><t>x_x005F_x0041_</t></is></c>");

            List<Line> lines = lines(workbook(Map.of("xl/sheet.xml", sheet(rows))));

            assertThat(lines)
                    .extracting(line ->
                            line.errors().stream().map(Line.CellError::code).toList())
                    .containsExactly(
                            List.of("cell-error"),
                            List.of("cell-broken"),
                            List.of("cell-broken"),
                            List.of("character-illegal"),
                            List.of());
            assertThat(lines.getLast().cells()).containsExactly("x_x0041_");
        }

        @Test
        void without_references_and_with_a_prefix_are_read() throws IOException {
            String sheet = "<x:worksheet xmlns:x=\"" + SHEET + "\"><x:sheetData>"
                    + "<x:row><x:c t=\"str\"><x:v>a</x:v></x:c><x:c t=\"str\"><x:v>b</x:v></x:c></x:row>"
                    + "<x:row><x:c><x:v>1</x:v></x:c><x:c t=\"d\"><x:v>2026-01-02T00:00:00.000</x:v></x:c></x:row>"
                    + "</x:sheetData></x:worksheet>";

            assertThat(cells(workbook(Map.of("xl/sheet.xml", sheet))))
                    .containsExactly(List.of("a", "b"), List.of("1", "2026-01-02"));
        }
    }

    @Nested
    class Parts {

        @Test
        void are_found_by_names_in_another_case_and_with_backslashes() throws IOException {
            Map<String, String> parts = new LinkedHashMap<>();
            parts(Map.of()).forEach((name, text) -> parts.put(name.replace("sheet", "Sheet"), text));
            assertThat(cells(zip(parts))).containsExactly(List.of("name"));

            parts.clear();
            parts(Map.of()).forEach((name, text) -> parts.put(name.replace('/', '\\'), text));
            assertThat(cells(zip(parts))).containsExactly(List.of("name"));
        }

        @Test
        void that_nobody_reads_may_be_broken_or_without_a_content_type() throws IOException {
            assertThat(cells(workbook(Map.of(
                            ".DS_Store",
                            "?",
                            "xl/media/a.png",
                            "?",
                            "xl/worksheets/_rels/a.xml.rels",
                            "<Relationships"))))
                    .containsExactly(List.of("name"));
        }

        @Test
        void elsewhere_are_not_followed() throws IOException {
            String relations = parts(Map.of()).get("xl/_rels/workbook.xml.rels");

            assertRefused(
                    workbook(Map.of(
                            "xl/_rels/workbook.xml.rels",
                            relations.replace("Target=", "TargetMode=\"External\" Target="))),
                    Kind.BROKEN,
                    "xlsx-broken");
        }
    }

    @Nested
    class Refused {

        @Test
        void a_bomb_that_says_its_size_and_one_that_lies() throws IOException {
            assertRefused(bomb("xl/sheet.xml", 600), Kind.BROKEN, "xlsx-unpacks-too-large");
            assertRefused(bomb("xl/sheet.xml", 40), Kind.BROKEN, "xlsx-unpacks-too-large");
            assertRefused(bomb("xl/nobody-reads-this.xml", 40), Kind.BROKEN, "xlsx-unpacks-too-large");
            assertRefused(lying(bomb("xl/sheet.xml", 40)), Kind.BROKEN, "xlsx-broken");
        }

        @Test
        void a_hundred_thousand_parts() throws IOException {
            Map<String, String> parts = new LinkedHashMap<>();
            for (int i = 0; i < 100_000; i++) {
                parts.put("p" + i, "");
            }

            assertRefused(workbook(parts), Kind.BROKEN, "xlsx-too-many-parts");
        }

        @ParameterizedTest
        @ValueSource(strings = {"xl/sheet.xml", "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"})
        void a_document_type_wherever_it_stands(String part) throws IOException {
            String evil = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";

            assertRefused(workbook(Map.of(part, evil)), Kind.BROKEN, "xlsx-broken");
        }

        @Test
        void macros_templates_and_other_packages() throws IOException {
            for (String type : List.of(
                    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")) {
                assertRefused(
                        workbook(Map.of("[Content_Types].xml", types(type))), Kind.NOT_A_TABLE, "file-not-a-table");
            }
            assertRefused(workbook(Map.of("xl/vbaProject.bin", "")), Kind.NOT_A_TABLE, "file-not-a-table");
            assertRefused(zip(Map.of("a.txt", "hello")), Kind.NOT_A_TABLE, "file-not-a-table");
        }

        @Test
        void a_file_that_is_cut_off_or_garbage_behind_its_first_bytes() throws IOException {
            byte[] whole = workbook(Map.of());

            assertRefused(Arrays.copyOf(whole, whole.length / 2), Kind.BROKEN, "xlsx-broken");
            assertRefused("PK\u0003\u0004 and nothing else".getBytes(UTF_8), Kind.BROKEN, "xlsx-broken");
        }

        @Test
        void broken_xml_wherever_it_breaks() throws IOException {
            String cut = sheet(row(1, "<c t=\"inlineStr\"><is><t>a</t></is></c>") + row(2, "<c><v>1</v></c>"));

            assertRefused(
                    workbook(Map.of("xl/sheet.xml", cut.substring(0, cut.length() - 30))), Kind.BROKEN, "xlsx-broken");
            assertRefused(workbook(Map.of("xl/workbook.xml", "no xml")), Kind.BROKEN, "xlsx-broken");
            assertRefused(
                    workbook(Map.of(
                            "xl/sheet.xml", sheet(row(2, "<c t=\"str\"><v>a</v></c>") + row(1, "<c><v>1</v></c>")))),
                    Kind.BROKEN,
                    "xlsx-broken");
        }

        @Test
        void an_attribute_of_megabytes_and_a_wealth_of_names() throws IOException {
            assertRefused(
                    workbook(Map.of("xl/sheet.xml", sheet("<row x=\"" + "y".repeat(300_000) + "\"/>"))),
                    Kind.BROKEN,
                    "xlsx-broken");
            var names = new StringBuilder("<row>");
            for (int i = 0; i < 200_000; i++) {
                names.append("<n").append(Integer.toString(i * 7919, 36)).append("/>");
            }
            assertRefused(workbook(Map.of("xl/sheet.xml", sheet(names + "</row>"))), Kind.BROKEN, "xlsx-broken");
        }

        @Test
        void a_text_of_megabytes_and_an_entity_that_is_not_declared() throws IOException {
            for (String text : List.of("x".repeat(2_000_000), "<![CDATA[" + "x".repeat(2_000_000) + "]]>", "&e;")) {
                String cell = "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
                assertRefused(workbook(Map.of("xl/sheet.xml", sheet(row(1, cell)))), Kind.BROKEN, "xlsx-broken");
            }
        }

        @Test
        void parts_of_megabytes_that_describe_the_package() throws IOException {
            for (String part : List.of("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels")) {
                var comments = new StringBuilder();
                for (int i = 0; i < 500_000; i++) {
                    comments.append("<!--").append(i * 7919L).append("-->");
                }
                String text = parts(Map.of()).get(part);
                int root = text.lastIndexOf("</");
                assertRefused(
                        workbook(Map.of(part, text.substring(0, root) + comments + text.substring(root))),
                        Kind.BROKEN,
                        "xlsx-broken");
            }
        }

        @Test
        void an_empty_sheet() throws IOException {
            assertRefused(workbook(Map.of("xl/sheet.xml", sheet(""))), Kind.BROKEN, "file-empty");
        }

        /** A workbook with a part of so many megabytes of blanks, packed to a thousandth; its last one. */
        private byte[] bomb(String part, int megabytes) throws IOException {
            var out = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(out)) {
                parts(Map.of()).forEach((name, text) -> {
                    if (!name.equals(part)) {
                        entry(zip, name, text.getBytes(UTF_8));
                    }
                });
                zip.putNextEntry(new ZipEntry(part));
                zip.write(("<worksheet xmlns=\"" + SHEET + "\"><sheetData>").getBytes(UTF_8));
                byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
                for (int i = 0; i < megabytes; i++) {
                    zip.write(blanks);
                }
                zip.write("</sheetData></worksheet>".getBytes(UTF_8));
            }
            return out.toByteArray();
        }

        /** The last part says in the directory that it unpacks to a kilobyte. */
        private byte[] lying(byte[] zip) {
            ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
            int entry = zip.length - 22;
            while (bytes.getInt(entry) != 0x02014b50) {
                entry--;
            }
            return bytes.putInt(entry + 24, 1024).array();
        }
    }

    @Nested
    class Written {

        private static final List<String> TEXTS = List.of(
                "=1+1",
                "=HYPERLINK(\"http://x\",\"y\")",
                "+1",
                "-1",
                "@SUM(1)",
                "\tx",
                "\rx",
                "x\u0000y",
                "\uff1d1",
                "<b>&amp;</b>",
                " spaces ",
                "_x0041_",
                "a\nb",
                "\ud83d\ude00",
                "half \ud83d");

        @Test
        void texts_are_strings_and_come_back_as_they_were() throws IOException {
            byte[] file = write(
                    List.of("key", "text"),
                    TEXTS.stream().map(text -> Arrays.<Object>asList("k", text)).toList());

            try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(file))) {
                Sheet sheet = workbook.getSheetAt(0);
                for (int i = 0; i < TEXTS.size(); i++) {
                    Cell cell = sheet.getRow(i + 1).getCell(1);
                    assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                    assertThat(cell.getStringCellValue()).isEqualTo(CellText.legal(TEXTS.get(i)));
                }
                assertThat(sheet.getRow(1).getCell(1).getCellStyle().getQuotePrefixed())
                        .isTrue();
                assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
            }
            assertThat(lines(file))
                    .extracting(line -> line.cells().get(1))
                    .containsExactlyElementsOf(TEXTS.stream()
                            .map(text -> CellText.trimmed(CellText.legal(text)))
                            .toList());
        }

        @Test
        void numbers_and_dates_are_typed_and_blanks_are_none() throws IOException {
            List<Object> values = Arrays.asList(
                    7,
                    new BigDecimal("12.30"),
                    LocalDate.of(2026, 1, 2),
                    Instant.parse("2026-01-02T10:00:00Z"),
                    null,
                    true,
                    LocalDate.of(1890, 1, 1),
                    12345678901234567L);
            var out = new ByteArrayOutputStream();
            List<String> header = List.of("a", "b", "c", "d", "e", "f", "g", "h");
            try (TableWriter table = TableFormat.XLSX.writer(out, "A/B", ZoneId.of("Europe/Copenhagen"), header)) {
                table.row(values);
                table.finish();
            }

            try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
                Row row = workbook.getSheetAt(0).getRow(1);
                assertThat(row.getCell(0).getNumericCellValue()).isEqualTo(7);
                assertThat(row.getCell(2).getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.of(2026, 1, 2, 0, 0));
                assertThat(row.getCell(4)).isNull();
            }
            assertThat(cells(out.toByteArray()).getLast())
                    .containsExactly(
                            "7",
                            "12.3",
                            "2026-01-02",
                            "2026-01-02T11:00:00",
                            "",
                            "true",
                            "1890-01-01",
                            "12345678901234567");
        }

        @Test
        void a_text_that_is_too_long_for_a_cell_is_cut_so_that_one_sees_it() throws IOException {
            byte[] file = write(List.of("a"), List.of(List.of("x".repeat(40_000))));

            String text = lines(file).getFirst().cells().getFirst();
            assertThat(text).hasSize(32_767).endsWith("x\u2026");
        }

        @Test
        void a_table_that_was_not_finished_is_no_file() throws IOException {
            var out = new ByteArrayOutputStream();
            try (TableWriter table = TableFormat.XLSX.writer(out, "x", ZoneOffset.UTC, List.of("a"))) {
                table.row("1");
            }

            assertThat(out.size()).isZero();
        }

        /** What is written to /dev/full fails as on a full disk. */
        @ParameterizedTest
        @ValueSource(ints = {1, 5_000})
        void a_full_disk_is_the_cause_of_the_failure(int rows) {
            Path full = Path.of("/dev/full");
            assumeTrue(Files.exists(full), "the system has no file that is always full");
            var linking = new TempFileCreationStrategy() {
                @Override
                public File createTempFile(String prefix, String suffix) throws IOException {
                    Path link = directory.resolve(prefix + UUID.randomUUID() + suffix);
                    return Files.createSymbolicLink(link, full).toFile();
                }

                @Override
                public File createTempDirectory(String prefix) throws IOException {
                    return Files.createTempDirectory(directory, prefix).toFile();
                }
            };

            Throwable thrown = TempFile.withStrategy(
                    linking,
                    () -> catchThrowable(() -> write(List.of("a"), Collections.nCopies(rows, List.of("some text")))));

            assertThat(Stream.iterate(thrown, Objects::nonNull, Throwable::getCause))
                    .last()
                    .isInstanceOfSatisfying(
                            IOException.class, cause -> assertThat(cause).hasMessage("No space left on device"));
        }

        @Test
        void what_lies_in_temporary_files_cannot_be_read() throws IOException {
            var here = new TempFileCreationStrategy() {
                @Override
                public File createTempFile(String prefix, String suffix) throws IOException {
                    return Files.createTempFile(directory, prefix, suffix).toFile();
                }

                @Override
                public File createTempDirectory(String prefix) throws IOException {
                    return Files.createTempDirectory(directory, prefix).toFile();
                }
            };
            var out = new ByteArrayOutputStream();

            TempFile.withStrategy(here, () -> {
                try (TableWriter table = TableFormat.XLSX.writer(out, "x", ZoneOffset.UTC, List.of("a"))) {
                    for (int row = 0; row < 5_000; row++) {
                        table.row(List.of("a private text"));
                    }
                    assertThat(spooled()).hasSizeGreaterThan(100_000).doesNotContain("a private text");
                    table.finish();
                }
                return null;
            });

            assertThat(spooled()).isEmpty();
            try (var workbook = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
                Sheet sheet = workbook.getSheetAt(0);
                assertThat(sheet.getLastRowNum()).isEqualTo(5_000);
                assertThat(sheet.getRow(5_000).getCell(0).getStringCellValue()).isEqualTo("a private text");
            }
        }

        /** Returns the content of all files in the directory. */
        private String spooled() throws IOException {
            var all = new StringBuilder();
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    all.append(new String(Files.readAllBytes(file), ISO_8859_1));
                }
            }
            return all.toString();
        }

        private byte[] write(List<String> header, List<? extends List<?>> rows) throws IOException {
            var out = new ByteArrayOutputStream();
            try (TableWriter table = TableFormat.XLSX.writer(out, "x", ZoneOffset.UTC, header)) {
                for (List<?> row : rows) {
                    table.row(row);
                }
                table.finish();
            }
            return out.toByteArray();
        }
    }

    @Nested
    class Large {

        private static final int ROWS = 100_000;

        @Test
        void files_are_written_and_read_with_a_flat_heap() throws IOException {
            Path file = directory.resolve("large.xlsx");
            var written = new Highest();
            try (OutputStream out = Files.newOutputStream(file);
                    TableWriter table = TableFormat.XLSX.writer(
                            out, "x", ZoneOffset.UTC, List.of("number", "name", "since", "amount"))) {
                for (int i = 0; i < ROWS; i++) {
                    table.row("C" + i, "Customer number " + i + " & sons", LocalDate.of(2026, 1, 1), i);
                    written.sample(i);
                }
                table.finish();
            }

            var read = new Highest();
            int rows = 0;
            try (TableFile table = TableFile.open(file, Understood.COLUMNS, Map.of())) {
                for (Line line = table.next(); line != null; line = table.next()) {
                    assertThat(line.number()).isEqualTo(++rows);
                    read.sample(rows);
                }
            }
            assertThat(rows).isEqualTo(ROWS);
            assertThat(written.growth()).isLessThan(16L << 20);
            assertThat(read.growth()).isLessThan(16L << 20);
        }

        /** Live bytes after a collection, every so many rows, against the first ones. */
        private static final class Highest {

            private long first;
            private long highest;

            void sample(int row) {
                if (row % 20_000 != 10_000) {
                    return;
                }
                System.gc();
                long live = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
                first = first == 0 ? live : first;
                highest = Math.max(highest, live);
            }

            long growth() {
                return highest - first;
            }
        }
    }

    private static CellStyle dated(XSSFWorkbook workbook, String format) {
        CellStyle style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat(format));
        return style;
    }

    private static byte[] bytes(XSSFWorkbook workbook) throws IOException {
        var out = new ByteArrayOutputStream();
        workbook.write(out);
        return out.toByteArray();
    }

    private static String row(int number, String cells) {
        return "<row r=\"" + number + "\">" + cells + "</row>";
    }

    private static String sheet(String rows) {
        return "<worksheet xmlns=\"" + SHEET + "\"><sheetData>" + rows + "</sheetData></worksheet>";
    }

    private static String types(String main) {
        return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + main + "\"/></Types>";
    }

    /** The least workbook there is, with some parts replaced or added. */
    private static byte[] workbook(Map<String, String> changed) throws IOException {
        return zip(parts(changed));
    }

    private static Map<String, String> parts(Map<String, String> changed) {
        String relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\"" + RELATIONS + "/%s\" Target=\"%s\"/></Relationships>";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", types(MAIN));
        parts.put("_rels/.rels", relations.formatted("officeDocument", "xl/workbook.xml"));
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + SHEET + "\" xmlns:r=\"" + RELATIONS
                        + "\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        parts.put("xl/_rels/workbook.xml.rels", relations.formatted("worksheet", "/xl/sheet.xml"));
        parts.put("xl/sheet.xml", sheet(row(1, "<c t=\"inlineStr\"><is><t>name</t></is></c>")));
        parts.putAll(changed);
        return parts;
    }

    private static byte[] zip(Map<String, String> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            parts.forEach((name, text) -> entry(zip, name, text.getBytes(UTF_8)));
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) {
        try {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertRefused(byte[] bytes, Kind kind, String code) {
        assertThatThrownBy(() -> lines(bytes)).isInstanceOfSatisfying(TableRefused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.kind()).isEqualTo(kind);
        });
    }

    private List<List<String>> cells(byte[] bytes) throws IOException {
        List<List<String>> cells = new ArrayList<>();
        try (TableFile table = TableFile.open(file(bytes), Understood.COLUMNS, Map.of())) {
            cells.add(table.header().texts());
            for (Line line = table.next(); line != null; line = table.next()) {
                assertThat(line.errors()).isEmpty();
                cells.add(line.cells());
            }
        }
        return cells;
    }

    private List<Line> lines(byte[] bytes) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (TableFile table = TableFile.open(file(bytes), Understood.COLUMNS, Map.of())) {
            for (Line line = table.next(); line != null; line = table.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("t.csv"), bytes);
    }
}
