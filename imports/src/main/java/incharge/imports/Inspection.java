package incharge.imports;

import incharge.tabular.Header;
import incharge.tabular.Line;
import incharge.tabular.TableFile;
import incharge.tabular.TableRefused;
import incharge.tabular.TableWarning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of reading a file to its end before it is accepted.
 *
 * @param fileName name of the file, null if it is not known
 * @param rows number of its rows, blank ones left out
 * @param columns how its columns are understood
 * @param warnings what its sender should know
 */
record Inspection(String fileName, int rows, List<ColumnUse> columns, List<TableWarning> warnings) {

    private static final int MOST_ROWS = 500_000;
    private static final int MOST_SAMPLES = 5;
    private static final int LONGEST_SAMPLE = 100;

    /** The samples of a file have so many characters at most, because they are stored with the import. */
    private static final int MOST_CHARACTERS = 200_000;

    private static final int MOST_NAMED = 20;

    Inspection {
        columns = List.copyOf(columns);
        warnings = List.copyOf(warnings);
    }

    /**
     * A column of the file.
     *
     * @param field our field that it means, null if it is not read
     * @param samples some of its texts, each once
     */
    record ColumnUse(String header, String field, List<String> samples) {
        ColumnUse {
            samples = List.copyOf(samples);
        }
    }

    /** Reads a file to its end; throws {@link TableRefused} if it cannot be imported. */
    static Inspection of(Path file, String fileName, ImportKind kind, Map<String, String> mapping) throws IOException {
        try (TableFile table = TableFile.open(file, kind.columns(), mapping)) {
            var samples = new Samples(table.header());
            int rows = 0;
            for (Line line = table.next(); line != null; line = table.next()) {
                if (++rows > MOST_ROWS) {
                    throw TableRefused.broken("too-many-rows", "A file to import has at most 500,000 rows");
                }
                samples.add(line);
            }
            List<ColumnUse> columns = samples.columns();
            List<TableWarning> warnings = new ArrayList<>(table.warnings());
            addIgnored(columns, warnings);
            return new Inspection(fileName, rows, columns, warnings);
        }
    }

    private static void addIgnored(List<ColumnUse> columns, List<TableWarning> warnings) {
        List<String> ignored = columns.stream()
                .filter(column -> column.field() == null)
                .map(column -> "\"" + shortened(column.header()) + "\"")
                .toList();
        if (!ignored.isEmpty()) {
            String named = ignored.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
            String others = ignored.size() > MOST_NAMED ? " and " + (ignored.size() - MOST_NAMED) + " more" : "";
            warnings.add(new TableWarning(
                    "columns-ignored",
                    null,
                    "These columns mean nothing here and are not read: " + named + others + "."));
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SAMPLE ? text : text.substring(0, LONGEST_SAMPLE - 1) + "\u2026";
    }

    /** Collects the samples of each column. */
    private static final class Samples {
        private final Header header;
        private final List<List<String>> samples = new ArrayList<>();
        private int characters;
        private int missing;

        Samples(Header header) {
            this.header = header;
            header.texts().forEach(_ -> samples.add(new ArrayList<>(0)));
            missing = samples.size() * MOST_SAMPLES;
        }

        void add(Line line) {
            int width = missing == 0 ? 0 : Math.min(line.cells().size(), samples.size());
            for (int i = 0; i < width; i++) {
                String text = line.cells().get(i);
                List<String> those = samples.get(i);
                if (!text.isEmpty() && those.size() < MOST_SAMPLES && characters < MOST_CHARACTERS) {
                    add(shortened(text), those);
                }
            }
        }

        private void add(String text, List<String> those) {
            if (!those.contains(text)) {
                those.add(text);
                characters += text.length();
                missing = characters < MOST_CHARACTERS ? missing - 1 : 0;
            }
        }

        /** Returns the columns that have a header or a text. */
        List<ColumnUse> columns() {
            List<ColumnUse> columns = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                String text = header.texts().get(i);
                if (!text.isEmpty() || !samples.get(i).isEmpty()) {
                    columns.add(new ColumnUse(text, header.field(i), samples.get(i)));
                }
            }
            return columns;
        }
    }
}
