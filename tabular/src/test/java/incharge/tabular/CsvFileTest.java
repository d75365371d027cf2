package incharge.tabular;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incharge.tabular.TableRefused.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

    private static final String PEOPLE = "number,name\r\n1,J\u00f8rgen S\u00e1nchez\r\n2,\u20ac-Haus\r\n";
    private static final List<List<String>> READ =
            List.of(List.of("number", "name"), List.of("1", "J\u00f8rgen S\u00e1nchez"), List.of("2", "\u20ac-Haus"));

    @TempDir
    private Path directory;

    @Nested
    class Encodings {

        @Test
        void utf8_with_and_without_mark() throws IOException {
            assertThat(cells(PEOPLE.getBytes(UTF_8))).isEqualTo(READ);
            assertThat(cells(marked(PEOPLE.getBytes(UTF_8), 0xEF, 0xBB, 0xBF))).isEqualTo(READ);
        }

        @Test
        void utf16_in_both_orders() throws IOException {
            assertThat(cells(marked(PEOPLE.getBytes(UTF_16LE), 0xFF, 0xFE))).isEqualTo(READ);
            assertThat(cells(marked(PEOPLE.getBytes(UTF_16BE), 0xFE, 0xFF))).isEqualTo(READ);
        }

        @Test
        void windows_1252_when_the_bytes_are_not_utf8() throws IOException {
            assertThat(cells(PEOPLE.getBytes(Charset.forName("windows-1252")))).isEqualTo(READ);
        }

        @Test
        void one_accent_after_a_megabyte_of_ascii_decides() throws IOException {
            byte[] bytes = ("a,b\n" + "x,y\n".repeat(300_000) + "caf\u00e9,z\n").getBytes(ISO_8859_1);

            assertThat(cells(bytes).getLast()).containsExactly("caf\u00e9", "z");
        }

        @Test
        void a_character_cut_by_the_end_is_not_utf8() throws IOException {
            assertThat(cells("a\n\u00c3".getBytes(ISO_8859_1)).getLast()).containsExactly("\u00c3");
        }

        @Test
        void a_byte_that_windows_1252_lacks_is_the_error_of_its_row() throws IOException {
            List<Line> lines = lines("a,b\n1,caf\u00e9\n2,\u0081\n3,c\n".getBytes(ISO_8859_1));

            assertThat(lines.get(1).errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.code()).isEqualTo("character-illegal"));
            assertThat(lines.get(2).errors()).isEmpty();
        }

        @Test
        void a_mark_that_lies_is_the_error_of_each_row_that_it_breaks() throws IOException {
            assertThat(codes(lines(marked("a\n\u00e9\nb\n".getBytes(ISO_8859_1), 0xEF, 0xBB, 0xBF))))
                    .containsExactly(List.of("character-illegal"), List.of());
            assertThat(codes(lines(marked(new byte[] {0, 'a', 0, '\n', 0, 'b', 0}, 0xFE, 0xFF))))
                    .containsExactly(List.of("character-illegal"));
        }

        @Test
        void one_broken_byte_among_valid_sequences_is_the_error_of_its_row() throws IOException {
            byte[] utf8 = "a,b\n1,J\u00e4rvi\n2,M\u00e4ki ?\n3,Z\u00fcrich\n".getBytes(UTF_8);
            for (int i = 0; i < utf8.length; i++) {
                utf8[i] = utf8[i] == '?' ? (byte) 0xC3 : utf8[i];
            }

            List<Line> lines = lines(utf8);

            assertThat(codes(lines)).containsExactly(List.of(), List.of("character-illegal"), List.of());
            assertThat(lines.get(1).errors().getFirst().column()).isEqualTo(1);
            assertThat(lines.get(0).cells()).containsExactly("1", "J\u00e4rvi");
            assertThat(lines.get(2).cells()).containsExactly("3", "Z\u00fcrich");
        }

        @Test
        void windows_1252_with_a_pair_that_could_be_utf8() throws IOException {
            byte[] bytes = "a\nNestl\u00e9\n\u00c5bo\nSm\u00f8rrebr\u00f8d\n\u00c2\u00a9\n".getBytes(ISO_8859_1);

            assertThat(cells(bytes).getLast()).containsExactly("\u00c2\u00a9");
        }

        @Test
        void a_broken_byte_in_a_header_that_nobody_needs_is_no_error() throws IOException {
            assertThat(cells("a,J\u00e4\u00c3b\n1,2\n".getBytes(ISO_8859_1)).getLast())
                    .containsExactly("1", "2");
            assertThat(cells(marked("a,\u00e9\n1,2\n".getBytes(ISO_8859_1), 0xEF, 0xBB, 0xBF))
                            .getFirst())
                    .containsExactly("a", "\ufffd");
        }
    }

    @Nested
    class Shapes {

        @ParameterizedTest
        @ValueSource(strings = {",", ";", "\t"})
        void the_separator_is_what_the_header_has(String separator) throws IOException {
            String text =
                    "a" + separator + "\"b,;\t,;\t\"" + separator + "c\n1,5" + separator + "x;y" + separator + "z\n";
            // quoted where it must be
            String quoted = text.replace("1,5", "\"1,5\"").replace("x;y", "\"x;y\"");

            assertThat(cells(quoted)).containsExactly(List.of("a", "b,;\t,;", "c"), List.of("1,5", "x;y", "z"));
        }

        @Test
        void quotes_hold_separators_lines_and_doubled_quotes() throws IOException {
            assertThat(cells("a,b\r\n\"x, \"\"y\"\"\r\nz\",\"\"\n1,5\" pipe\n"))
                    .containsExactly(List.of("a", "b"), List.of("x, \"y\"\r\nz"), List.of("1", "5\" pipe"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void any_line_end_and_none_at_the_end(String end) throws IOException {
            assertThat(cells("a,b" + end + "1,2" + end + "3,4"))
                    .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
        }

        @Test
        void blank_rows_are_left_out_but_counted() throws IOException {
            List<Line> lines = lines("\n\na,b\n1,2\n\n , \n3,4\n\n".getBytes(UTF_8));

            assertThat(lines).extracting(Line::number).containsExactly(1, 4);
        }

        @Test
        void leading_zeros_stay_and_spaces_at_the_ends_go() throws IOException {
            assertThat(cells("number,name\n 007 ,\u00a0Bond \n").getLast()).containsExactly("007", "Bond");
        }

        @Test
        void missing_cells_are_blank() throws IOException {
            assertThat(lines("a,b,c\n1\n".getBytes(UTF_8))).containsExactly(new Line(1, List.of("1"), List.of()));
        }
    }

    @Nested
    class Errors {

        @Test
        void a_row_with_too_many_cells_stops_no_other() throws IOException {
            List<Line> lines = lines("a,b\n1,2,3,4\n5,6,,\n7,8\n".getBytes(UTF_8));

            assertThat(codes(lines)).containsExactly(List.of("row-too-many-cells"), List.of(), List.of());
        }

        @Test
        void a_misplaced_quote_stops_no_other() throws IOException {
            List<Line> lines = lines("a,b\n\"He said \"hi\" twice\",2\n3,4\n".getBytes(UTF_8));

            assertThat(codes(lines)).containsExactly(List.of("quote-misplaced"), List.of());
        }

        @Test
        void controls_and_half_characters_are_errors_of_their_rows() throws IOException {
            byte[] utf16 = marked("a\nx\u0000y\nz\nq\u0007\n".getBytes(UTF_16LE), 0xFF, 0xFE);

            assertThat(codes(lines(utf16)))
                    .containsExactly(List.of("character-illegal"), List.of(), List.of("character-illegal"));
        }

        @Test
        void a_cell_of_megabytes_is_the_error_of_its_row() throws IOException {
            List<Line> lines = lines(("a,b\n" + "x".repeat(5_000_000) + ",2\n3,4\n").getBytes(UTF_8));

            assertThat(codes(lines)).containsExactly(List.of("text-too-long"), List.of());
        }

        @Test
        void a_million_columns_are_the_error_of_their_row_or_header() throws IOException {
            String wide = "1,".repeat(1_000_000);

            assertThat(codes(lines(("a,b\n" + wide + "\n3,4\n").getBytes(UTF_8))))
                    .containsExactly(List.of("row-too-many-cells"), List.of());
            assertRefused((wide + "\n3,4\n").getBytes(UTF_8), Kind.BROKEN, "header-broken");
        }

        @Test
        void a_row_of_many_long_cells_is_cut() throws IOException {
            String header = "a,b,c,d,e,f,g,h\n";
            List<Line> lines = lines((header + ("x".repeat(49_000) + ",").repeat(8) + "\n3,4\n").getBytes(UTF_8));

            assertThat(codes(lines)).containsExactly(List.of("row-too-long"), List.of());
        }
    }

    @Nested
    class OtherFiles {

        @Test
        void an_empty_file_has_no_header() {
            assertRefused(new byte[0], Kind.BROKEN, "file-empty");
            assertRefused("\r\n \n,,\n".getBytes(UTF_8), Kind.BROKEN, "file-empty");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "<!DOCTYPE html><html><table><tr><td>number,name</td></tr></table></html>",
                    "\n  <?xml version=\"1.0\"?><a/>",
                    "{\"number\":1}",
                    "%PDF-1.7\n1 0 obj,name\n",
                    "MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004\u0000",
                    "\u0000\u0001\u0002\u0003\u0004number,name",
                    "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
                    "n\u0000u\u0000m\u0000b\u0000e\u0000r\u0000\n\u00001\u0000"
                })
        void what_is_no_table_is_told_by_its_content(String content) {
            assertRefused(content.getBytes(ISO_8859_1), Kind.NOT_A_TABLE, "file-not-a-table");
        }

        @Test
        void html_in_utf16_is_no_table() {
            assertRefused(marked("<html>".getBytes(UTF_16LE), 0xFF, 0xFE), Kind.NOT_A_TABLE, "file-not-a-table");
        }
    }

    @Nested
    class Formulas {

        @Test
        void what_is_written_is_read_again_cell_by_cell() throws IOException {
            var out = new ByteArrayOutputStream();
            List<String> texts = List.of(
                    "=1+1",
                    "+1",
                    "-1",
                    "@x",
                    "\tx",
                    "\rx",
                    "\uff1d1",
                    "plain",
                    "a,b",
                    "a\"b",
                    "a\nb",
                    "'x",
                    "'=x",
                    "''-x",
                    "x\u0000y");
            try (TableWriter table = write(out)) {
                for (String text : texts) {
                    table.row("key", text);
                }
                table.finish();
            }

            String written = out.toString(UTF_8);
            assertThat(written).startsWith("key,text\r\n").doesNotContain("\n=").endsWith("\r\n");
            List<String> second = cells(out.toByteArray()).stream()
                    .skip(1)
                    .map(row -> row.get(1))
                    .toList();
            assertThat(second)
                    .containsExactly(
                            "=1+1",
                            "+1",
                            "-1",
                            "@x",
                            "x",
                            "x",
                            "\uff1d1",
                            "plain",
                            "a,b",
                            "a\"b",
                            "a\nb",
                            "'x",
                            "'=x",
                            "''-x",
                            "x\ufffdy");
        }

        @Test
        void numbers_dates_and_blanks_are_plain() throws IOException {
            var out = new ByteArrayOutputStream();
            try (TableWriter table =
                    TableFormat.CSV.writer(out, "x", java.time.ZoneOffset.UTC, List.of("a", "b", "c", "d", "e", "f"))) {
                table.row(
                        -5,
                        new java.math.BigDecimal("12.30"),
                        1e20,
                        java.time.LocalDate.of(2026, 1, 2),
                        java.time.Instant.EPOCH,
                        null);
                table.finish();
            }

            assertThat(out.toString(UTF_8))
                    .isEqualTo("a,b,c,d,e,f\r\n-5,12.30,100000000000000000000,2026-01-02,1970-01-01T00:00:00Z,\r\n");
        }

        private TableWriter write(OutputStream out) throws IOException {
            return TableFormat.CSV.writer(out, "x", java.time.ZoneOffset.UTC, List.of("key", "text"));
        }
    }

    private static List<List<String>> codes(List<Line> lines) {
        return lines.stream()
                .map(line -> line.errors().stream().map(Line.CellError::code).toList())
                .toList();
    }

    private void assertRefused(byte[] bytes, Kind kind, String code) {
        assertThatThrownBy(() -> lines(bytes)).isInstanceOfSatisfying(TableRefused.class, refused -> {
            assertThat(refused.kind()).isEqualTo(kind);
            assertThat(refused.code()).isEqualTo(code);
        });
    }

    private static byte[] marked(byte[] bytes, int... mark) {
        var out = new ByteArrayOutputStream();
        for (int b : mark) {
            out.write(b);
        }
        out.writeBytes(bytes);
        return out.toByteArray();
    }

    private List<List<String>> cells(String text) throws IOException {
        return cells(text.getBytes(UTF_8));
    }

    /** Header and rows. */
    private List<List<String>> cells(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("t.csv"), bytes);
        List<List<String>> cells = new ArrayList<>();
        try (TableFile table = TableFile.open(file, Understood.COLUMNS, Map.of())) {
            cells.add(table.header().texts());
            for (Line line = table.next(); line != null; line = table.next()) {
                assertThat(line.errors()).isEmpty();
                cells.add(line.cells());
            }
        }
        return cells;
    }

    private List<Line> lines(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("t.csv"), bytes);
        List<Line> lines = new ArrayList<>();
        try (TableFile table = TableFile.open(file, Understood.COLUMNS, Map.of())) {
            for (Line line = table.next(); line != null; line = table.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
