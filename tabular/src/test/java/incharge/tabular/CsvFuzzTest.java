package incharge.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random tables in many encodings, separators and quotings: what is written is read, and no line is lost. */
class CsvFuzzTest {

    private static final int TABLES = 200;
    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyz\u00e4\u00f6\u00e5\u00c4\u00d6\u00f8\u00e6\u00e9\u00fc";

    @TempDir
    private Path directory;

    /** How a table is written. */
    private record Style(
            Charset charset, boolean marked, char separator, String end, boolean allQuoted, boolean spaced) {

        static Style random(Random random) {
            Charset charset = List.of(
                            StandardCharsets.UTF_8,
                            StandardCharsets.UTF_16LE,
                            StandardCharsets.UTF_16BE,
                            Charset.forName("windows-1252"))
                    .get(random.nextInt(4));
            boolean unicode = !charset.name().equals("windows-1252");
            boolean spaced = random.nextInt(4) == 0;
            return new Style(
                    charset,
                    unicode && (charset != StandardCharsets.UTF_8 || random.nextBoolean()),
                    ",;\t".charAt(random.nextInt(3)),
                    List.of("\n", "\r\n", "\r").get(random.nextInt(3)),
                    spaced || random.nextBoolean(),
                    spaced);
        }

        String write(List<String> row) {
            return row.stream().map(this::cell).collect(Collectors.joining(separator + (spaced ? " " : "")));
        }

        private String cell(String text) {
            boolean special = text.indexOf('"') >= 0 || text.indexOf(separator) >= 0 || text.indexOf('\n') >= 0;
            return allQuoted || special ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }

        byte[] bytes(List<String> lines) {
            var out = new ByteArrayOutputStream();
            out.writeBytes(marked ? "\ufeff".getBytes(charset) : new byte[0]);
            lines.forEach(line -> out.writeBytes((line + end).getBytes(charset)));
            return out.toByteArray();
        }
    }

    static List<Long> seeds() {
        return IntStream.range(0, TABLES).mapToObj(i -> 7_919L * i).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_written_is_read(long seed) throws IOException {
        var random = new Random(seed);
        Style style = Style.random(random);
        List<List<String>> table = table(random, style);

        List<Line> lines = lines(style.bytes(table.stream().map(style::write).toList()));

        assertThat(lines)
                .as(style::toString)
                .allSatisfy(line -> assertThat(line.errors()).isEmpty());
        assertThat(lines).extracting(Line::cells).isEqualTo(table.subList(1, table.size()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_broken_breaks_no_other_row(long seed) throws IOException {
        var random = new Random(seed);
        Style style = Style.random(random);
        List<List<String>> table = table(random, style);
        List<String> lines = new ArrayList<>(table.stream().map(style::write).toList());
        var broken = new TreeSet<Integer>();
        for (int i = 1; i < lines.size(); i++) {
            if (random.nextInt(3) == 0 && !lines.get(i).contains("\n")) {
                lines.set(i, broken(random, style, lines.get(i)));
                broken.add(i);
            }
        }

        List<Line> read = lines(style.bytes(lines));

        assertThat(read)
                .as(() -> style + "\n" + String.join("\n", lines))
                .extracting(Line::number)
                .containsExactlyElementsOf(
                        IntStream.range(1, table.size()).boxed().toList());
        for (Line line : read) {
            if (!broken.contains(line.number())) {
                assertThat(line)
                        .as(() -> style + "\n" + String.join("\n", lines))
                        .isEqualTo(new Line(line.number(), table.get(line.number()), List.of()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void no_line_of_any_text_is_lost(long seed) throws IOException {
        var random = new Random(seed);
        String signs = "\"\"\"\",, x;";
        var text = new StringBuilder("a,b,c,d,e,f,g,h,i,j,k,l\n");
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tokens.add("<" + i + ">");
            text.append(tokens.getLast());
            for (int j = random.nextInt(9); j > 0; j--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            text.append('\n');
        }

        String read = lines(text.toString().getBytes(StandardCharsets.UTF_8)).stream()
                .flatMap(line -> line.cells().stream())
                .collect(Collectors.joining("|"));

        assertThat(tokens)
                .as(text::toString)
                .allSatisfy(token -> assertThat(read).contains(token));
    }

    /** Returns a table with a header of letters and a key in the first cell of each row. */
    private static List<List<String>> table(Random random, Style style) {
        int width = 2 + random.nextInt(5);
        List<List<String>> table = new ArrayList<>();
        table.add(IntStream.range(0, width)
                .mapToObj(i -> Character.toString('a' + i))
                .toList());
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            List<String> row = new ArrayList<>(List.of("K" + table.size()));
            for (int j = 1; j < width; j++) {
                row.add(text(random, style, j < width - 1));
            }
            table.add(row);
        }
        return table;
    }

    /** Returns a text that is blank, plain, with quotes or separators in it, or of several lines. */
    private static String text(Random random, Style style, boolean mayBeBlank) {
        return switch (random.nextInt(mayBeBlank ? 6 : 5)) {
            case 0 -> word(random) + "\" " + word(random) + "\"x";
            case 1 -> word(random) + style.separator() + word(random);
            case 2 -> word(random) + "\n\n" + word(random) + " " + word(random) + "\nend";
            case 5 -> "";
            default -> word(random) + " " + word(random);
        };
    }

    private static String word(Random random) {
        return random.ints(1 + random.nextInt(8), 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** Puts one or two quotes, a separator too many or a control character anywhere behind the key. */
    private static String broken(Random random, Style style, String line) {
        var broken = new StringBuilder(line);
        int start = line.indexOf(style.separator()) + 1;
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            char sign = "\"\"\"\"\u0007".charAt(random.nextInt(5));
            broken.insert(
                    start + random.nextInt(broken.length() - start + 1),
                    random.nextInt(8) == 0 ? style.separator() : sign);
        }
        return broken.toString();
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
