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
import org.junit.jupiter.params.provider.CsvSource;
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
        void cells_below_a_header_without_a_name_are_not_too_many() throws IOException {
            assertThat(cells("a,b,\n1,2,3\n").getLast()).containsExactly("1", "2", "3");
            assertThat(cells("a,b,\n1,2,3\n").getFirst()).containsExactly("a", "b", "");
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

    /** A quote that opens by mistake takes no other line into its cell. */
    @Nested
    class StrayQuotes {

        @Test
        void cost_their_rows_only_wherever_the_next_quote_is() throws IOException {
            List<Line> lines = lines("number,name,city\n1,A,Oulu\n2,\"B,Oulu\n3,C,Oulu\n4,\"D,Oulu\n5,E,Oulu\n");

            assertThat(lines).extracting(Line::number).containsExactly(1, 2, 3, 4, 5);
            assertThat(refused(lines)).containsExactly(2, 4);
            assertThat(lines.get(4).cells()).containsExactly("5", "E", "Oulu");
        }

        @Test
        void that_pair_up_as_if_they_were_a_cell_of_two_rows() throws IOException {
            List<Line> lines = lines("number,name,city\n1,\"A,Oulu\n2,B\",Oulu\n3,C,Oulu\n");

            assertThat(refused(lines)).containsExactly(1);
            assertThat(lines.get(1).cells()).containsExactly("2", "B\"", "Oulu");
        }

        @Test
        void before_a_quoted_row_and_a_blank_line() throws IOException {
            List<Line> lines = lines("number;name\r\n1;\"A\r\n\r\n\"2\";\"B\"\r\n\"3\";\"C\"");

            assertThat(lines).extracting(Line::number).containsExactly(1, 3, 4);
            assertThat(refused(lines)).containsExactly(1);
        }

        @Test
        void in_the_last_row_and_in_a_file_of_one_column() throws IOException {
            assertThat(refused(lines("a,b\n1,2\n3,\"4"))).containsExactly(2);
            assertThat(refused(lines("a\n\"1\n2\n\"3\n4\n"))).containsExactly(1, 3);
            assertThat(lines("a\n\"1\n2\n\"3\n4\n")).hasSize(4);
        }

        @Test
        void far_from_the_next_quote() throws IOException {
            var rows = new StringBuilder("a,b,c\n1,\"x,1\n");
            for (int i = 2; i <= 20_000; i++) {
                rows.append(i).append(",y\n");
            }
            List<Line> lines = lines(rows + "20001,\"z\",1\n");

            assertThat(lines).hasSize(20_001);
            assertThat(refused(lines)).containsExactly(1);
        }

        @Test
        void leave_addresses_and_notes_of_several_lines_alone() throws IOException {
            assertThat(
                            cells(
                                    "a,b,c\n1,\"Katu 1, 2. krs\n00100 Helsinki, Suomi\nEU\",x\n2,\"\"\"y\"\" said\r\n\r\nhe\",z\n"))
                    .containsExactly(
                            List.of("a", "b", "c"),
                            List.of("1", "Katu 1, 2. krs\n00100 Helsinki, Suomi\nEU", "x"),
                            List.of("2", "\"y\" said\r\n\r\nhe", "z"));
            assertThat(cells("a;b\n\"x\ny\";\"Dear all,\n\nwe move, soon, to\nOulu.\"\n"))
                    .containsExactly(List.of("a", "b"), List.of("x\ny", "Dear all,\n\nwe move, soon, to\nOulu."));
        }

        private List<Line> lines(String text) throws IOException {
            return CsvFileTest.this.lines(text.getBytes(UTF_8));
        }

        private static List<Integer> refused(List<Line> lines) {
            return lines.stream()
                    .filter(line -> !line.errors().isEmpty())
                    .peek(line -> assertThat(line.errors())
                            .extracting(Line.CellError::column, Line.CellError::code)
                            .contains(org.assertj.core.groups.Tuple.tuple(Line.WHOLE_ROW, "quote-misplaced")))
                    .map(Line::number)
                    .toList();
        }
    }

    @Nested
    class Quotes {

        @Test
        void behind_blanks_are_quotes_if_they_close_the_cell() throws IOException {
            assertThat(cells("\"a\", \"b\",\t\"c\"\n\"1\", \"Korhonen, Oy\" , \"x \"\"y\"\"\"\n"))
                    .containsExactly(List.of("a", "b", "c"), List.of("1", "Korhonen, Oy", "x \"y\""));
        }

        @Test
        void behind_blanks_are_text_if_text_follows() throws IOException {
            assertThat(cells("a,b,c\n1, \"big\" one, 5\" pipe\n").getLast())
                    .containsExactly("1", "\"big\" one", "5\" pipe");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "=\"00123\" | 00123",
                    "\"=\"\"00123\"\"\" | 00123",
                    " =\"+358 1\" | +358 1",
                    "=\"\" | ``",
                    "=1+1 | =1+1",
                    "=\"a\"&\"b\" | =\"a\"&\"b\"",
                    "'=\"1\" | =\"1\"",
                    "'-5 | -5",
                    "'@home | @home",
                    "''=x | '=x",
                    "'quoted' | 'quoted'",
                    "' | '"
                })
        void and_the_ways_to_keep_a_text_from_spreadsheets(String cell, String text) throws IOException {
            assertThat(cells("a,b\n1," + cell + "\n").getLast())
                    .isEqualTo(text.isEmpty() ? List.of("1") : List.of("1", text));
        }
    }

    @Nested
    class Layouts {

        @ParameterizedTest
        @ValueSource(strings = {"sep=;\r\n", "SEP=;\n", "\"sep=;\"\r\n", "sep=;;;\n"})
        void a_first_line_that_names_the_separator_is_taken_and_skipped(String line) throws IOException {
            byte[] file = (line + "number;name\r\n1,5;b\r\n").getBytes(UTF_8);
            List<List<String>> read = List.of(List.of("number", "name"), List.of("1,5", "b"));

            assertThat(cells(file)).isEqualTo(read);
            assertThat(cells(marked(file, 0xEF, 0xBB, 0xBF))).isEqualTo(read);
            assertThat(warnings(file, Map.of())).isEmpty();
        }

        @Test
        void a_line_may_name_any_sign_as_the_separator() throws IOException {
            assertThat(cells("sep=|\na|b\n1|2\n").getLast()).containsExactly("1", "2");
            assertThat(cells("sep=\t\na\tb\n1,2\t3\n").getLast()).containsExactly("1,2", "3");
        }

        @Test
        void the_separator_is_the_one_under_which_most_columns_mean_something() throws IOException {
            assertThat(cells("number;name;Street, postcode, city, country\n1;Kulma Oy;Katu 1\n")
                            .getLast())
                    .containsExactly("1", "Kulma Oy", "Katu 1");
            assertThat(cells("number\tname\tStreet; postcode; city, country\n1\tA\tKatu 1\n")
                            .getLast())
                    .containsExactly("1", "A", "Katu 1");
        }

        @Test
        void a_mapping_gives_columns_a_meaning_too() throws IOException {
            Map<String, String> mapping = Map.of("name, legal form", "name");

            try (TableFile table = open("number;name, legal form\n1;Kulma Oy\n".getBytes(UTF_8), mapping)) {
                assertThat(table.header().fields()).containsExactly("number", "name");
            }
        }

        @Test
        void then_the_separator_is_the_one_with_even_rows() throws IOException {
            assertThat(cells("name\nSmith, John\nMiller, Ann\n"))
                    .containsExactly(List.of("name"), List.of("Smith, John"), List.of("Miller, Ann"));
        }

        @Test
        void the_header_is_the_first_line_with_two_known_columns() throws IOException {
            byte[] file =
                    "Customers 29.11.2026\r\n\r\nname;of the;day\r\nnumber;name;city\r\n1;A;Oulu\r\n".getBytes(UTF_8);

            assertThat(cells(file)).containsExactly(List.of("number", "name", "city"), List.of("1", "A", "Oulu"));
            assertThat(lines(file)).extracting(Line::number).containsExactly(1);
            assertThat(warnings(file, Map.of()))
                    .containsExactly(new TableWarning(
                            "header-line",
                            null,
                            "Line 4 of the file is read as the header; the lines above it are not read."));
        }

        @Test
        void the_header_is_the_first_line_if_none_has_two_known_columns() throws IOException {
            assertThat(cells("name,colour\nA,red\nB,blue\n").getFirst()).containsExactly("name", "colour");
            assertThat(warnings("name,colour\nA,red\n".getBytes(UTF_8), Map.of()))
                    .isEmpty();
            assertThat(cells("name\n" + "A\n".repeat(9) + "number,name\n").getFirst())
                    .containsExactly("name");
            assertThat(cells("title\n" + "A\n".repeat(8) + "number,name\n").getFirst())
                    .containsExactly("number", "name");
        }

        private List<TableWarning> warnings(byte[] bytes, Map<String, String> mapping) throws IOException {
            try (TableFile table = open(bytes, mapping)) {
                while (table.next() != null) {
                    // to the end
                }
                return table.warnings();
            }
        }

        private TableFile open(byte[] bytes, Map<String, String> mapping) throws IOException {
            return TableFile.open(Files.write(directory.resolve("t.csv"), bytes), Understood.COLUMNS, mapping);
        }
    }

    @Nested
    class Types {

        @Test
        void give_their_cells_a_normal_form_or_an_error() throws IOException {
            String text = "number;from;amount;seller\n1;1.2.2026;1 234,56;Ja\n2;1/2/2026;1;1\n3;;1,234;\n4;;;maybe\n";
            Path file = Files.writeString(directory.resolve("t.csv"), text);
            List<Object> rows = new ArrayList<>();
            try (TableFile table = TableFile.open(file, Understood.TYPED, Map.of())) {
                for (Line line = table.next(); line != null; line = table.next()) {
                    TableError error = table.header().firstError(line);
                    rows.add(error == null ? table.header().row(line).values() : error.field() + " " + error.code());
                }
            }

            assertThat(rows)
                    .containsExactly(
                            Map.of("number", "1", "from", "2026-02-01", "amount", "1234.56", "seller", "true"),
                            "from date-invalid",
                            "amount amount-invalid",
                            "seller value-unknown");
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
