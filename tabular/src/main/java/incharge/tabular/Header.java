package incharge.tabular;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Maps the columns of a file to fields by its header. */
public final class Header {

    private final List<String> texts;

    /** The understood column of each column of the file; null if it means nothing here. */
    private final List<Column> columns;

    private Header(List<String> texts, List<Column> columns) {
        this.texts = texts;
        this.columns = columns;
    }

    /** Is what a column of the file may mean; a lower {@code rank} goes before a higher one, a mapping before all. */
    private record Candidate(Column column, int rank) {}

    /**
     * Maps a header. Columns that mean nothing here are left out.
     *
     * @throws TableRefused with every error: {@code column-missing}, {@code column-duplicate}, {@code header-unknown}
     *     and {@code field-unknown}
     */
    static Header of(List<String> texts, HeaderWords words) {
        List<TableError> errors = new ArrayList<>();
        Map<Integer, Column> mapped = mapped(texts, words, errors);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            HeaderWords.Meaning meaning = words.meaning(texts.get(i));
            if (mapped.containsKey(i)) {
                candidates.add(new Candidate(mapped.get(i), -1));
            } else {
                candidates.add(meaning == null ? null : new Candidate(meaning.column(), meaning.rank()));
            }
        }
        List<Column> columns = first(candidates);
        addDuplicates(texts, columns, errors);
        addMissing(words.columns(), columns, errors);
        if (!errors.isEmpty()) {
            throw TableRefused.columns(errors);
        }
        return new Header(List.copyOf(texts), columns);
    }

    /** Leaves the candidates for each field that go before the others. */
    private static List<Column> first(List<Candidate> candidates) {
        Map<Column, Integer> ranks = new HashMap<>();
        candidates.stream()
                .filter(Objects::nonNull)
                .forEach(candidate -> ranks.merge(candidate.column(), candidate.rank(), Math::min));
        List<Column> columns = new ArrayList<>();
        for (Candidate candidate : candidates) {
            boolean first = candidate != null && ranks.get(candidate.column()) == candidate.rank();
            columns.add(first ? candidate.column() : null);
        }
        return columns;
    }

    private static void addDuplicates(List<String> texts, List<Column> columns, List<TableError> errors) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            int first = columns.indexOf(column);
            if (column != null && first < i) {
                errors.add(new TableError(
                        column.field(),
                        "column-duplicate",
                        "The columns \"" + shown(texts.get(first)) + "\" and \"" + shown(texts.get(i)) + "\" both mean "
                                + column.field()));
            }
        }
    }

    private static void addMissing(List<Column> understood, List<Column> columns, List<TableError> errors) {
        for (Column column : understood) {
            if (column.required() && !columns.contains(column)) {
                errors.add(new TableError(
                        column.field(), "column-missing", "The file has no column for " + column.field()));
            }
        }
        if (errors.isEmpty() && columns.stream().allMatch(Objects::isNull)) {
            errors.add(new TableError(
                    understood.getFirst().field(), "column-missing", "None of the file's columns means anything here"));
        }
    }

    private static Map<Integer, Column> mapped(List<String> texts, HeaderWords words, List<TableError> errors) {
        Map<Integer, Column> mapped = new HashMap<>();
        List<String> labels = texts.stream().map(HeaderWords::label).toList();
        words.mapping().forEach((theirs, ours) -> {
            HeaderWords.Meaning field = words.meaning(ours);
            if (field == null) {
                errors.add(new TableError(
                        "mapping." + shown(theirs), "field-unknown", "There is no field " + shown(ours)));
            }
            int exact = texts.indexOf(CellText.trimmed(theirs));
            int column = exact >= 0 ? exact : labels.indexOf(HeaderWords.label(theirs));
            if (column < 0) {
                errors.add(new TableError(
                        "mapping." + shown(theirs),
                        "header-unknown",
                        "The file has no column \"" + shown(theirs) + "\""));
            } else if (field != null) {
                mapped.put(column, field.column());
            }
        });
        return mapped;
    }

    /** Returns the trimmed texts of the columns in their order, "" for a blank one. */
    public List<String> texts() {
        return texts;
    }

    /** Returns the field of the column at an index, null if the column means nothing here. */
    public String field(int column) {
        Column understood = column < columns.size() ? columns.get(column) : null;
        return understood == null ? null : understood.field();
    }

    /** Returns the fields that the file has, in the order of its columns. */
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        columns.stream().filter(Objects::nonNull).forEach(column -> fields.add(column.field()));
        return Collections.unmodifiableSet(fields);
    }

    /** Returns how the cells of the column at an index are read. */
    ColumnType type(int column) {
        Column understood = column < columns.size() ? columns.get(column) : null;
        return understood == null ? ColumnType.TEXT : understood.type();
    }

    /** Returns the line by field. */
    public Row row(Line line) {
        Map<String, String> values = new HashMap<>();
        int width = Math.min(columns.size(), line.cells().size());
        for (int i = 0; i < width; i++) {
            String text = line.cells().get(i);
            if (columns.get(i) != null && !text.isEmpty()) {
                values.put(columns.get(i).field(), text);
            }
        }
        return new Row(line.number(), values);
    }

    /** Returns the first error of a line that is not in a column without a field; null if there is none. */
    public TableError firstError(Line line) {
        for (Line.CellError error : line.errors()) {
            if (error.column() == Line.WHOLE_ROW) {
                return new TableError(null, error.code(), error.message());
            }
            String field = field(error.column());
            if (field != null) {
                return new TableError(field, error.code(), error.message());
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return texts + " as " + fields();
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "\u2026";
    }
}
