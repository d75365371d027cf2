package incharge.tabular;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Maps the columns of a file to fields by its header. */
public final class Header {

    private final List<String> texts;

    /** The field of each column; null if the column means nothing here. */
    private final List<String> fields;

    private Header(List<String> texts, List<String> fields) {
        this.texts = texts;
        this.fields = fields;
    }

    /**
     * Maps a header. Columns that mean nothing here are left out.
     *
     * @param mapping the field by the text of a header; it has precedence over the names of the columns
     * @throws TableRefused with every error: {@code column-missing}, {@code column-duplicate}, {@code header-unknown}
     *     and {@code field-unknown}
     */
    public static Header of(List<String> texts, List<Column> columns, Map<String, String> mapping) {
        Map<String, String> known = new HashMap<>();
        for (Column column : columns) {
            known.put(folded(column.field()), column.field());
            column.aliases().forEach(alias -> known.put(folded(alias), column.field()));
        }
        List<TableError> errors = new ArrayList<>();
        Map<Integer, String> mapped = mapped(texts, mapping, known, errors);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String meant = known.get(folded(texts.get(i)));
            fields.add(mapped.getOrDefault(i, mapped.containsValue(meant) ? null : meant));
        }
        addDuplicates(texts, fields, errors);
        addMissing(columns, fields, errors);
        if (!errors.isEmpty()) {
            throw TableRefused.columns(errors);
        }
        return new Header(List.copyOf(texts), fields);
    }

    private static void addDuplicates(List<String> texts, List<String> fields, List<TableError> errors) {
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            int first = fields.indexOf(field);
            if (field != null && first < i) {
                errors.add(new TableError(
                        field,
                        "column-duplicate",
                        "The columns \"" + shown(texts.get(first)) + "\" and \"" + shown(texts.get(i)) + "\" both mean "
                                + field));
            }
        }
    }

    private static void addMissing(List<Column> columns, List<String> fields, List<TableError> errors) {
        for (Column column : columns) {
            if (column.required() && !fields.contains(column.field())) {
                errors.add(new TableError(
                        column.field(), "column-missing", "The file has no column for " + column.field()));
            }
        }
        if (errors.isEmpty() && fields.stream().allMatch(Objects::isNull)) {
            errors.add(new TableError(
                    columns.getFirst().field(), "column-missing", "None of the file's columns means anything here"));
        }
    }

    private static Map<Integer, String> mapped(
            List<String> texts, Map<String, String> mapping, Map<String, String> known, List<TableError> errors) {
        Map<Integer, String> mapped = new HashMap<>();
        mapping.forEach((theirs, ours) -> {
            String field = known.get(folded(ours));
            if (field == null) {
                errors.add(new TableError(
                        "mapping." + shown(theirs), "field-unknown", "There is no field " + shown(ours)));
            }
            int column = texts.indexOf(CellText.trimmed(theirs));
            for (int i = 0; column < 0 && i < texts.size(); i++) {
                if (texts.get(i).equalsIgnoreCase(CellText.trimmed(theirs))) {
                    column = i;
                }
            }
            if (column < 0) {
                errors.add(new TableError(
                        "mapping." + shown(theirs),
                        "header-unknown",
                        "The file has no column \"" + shown(theirs) + "\""));
            } else if (field != null) {
                mapped.put(column, field);
            }
        });
        return mapped;
    }

    /** Returns the fields that the file has, in the order of its columns. */
    public Set<String> fields() {
        Set<String> ours = new LinkedHashSet<>();
        fields.forEach(field -> {
            if (field != null) {
                ours.add(field);
            }
        });
        return ours;
    }

    /** Returns the line by field. */
    public Row row(Line line) {
        Map<String, String> values = new HashMap<>();
        int width = Math.min(fields.size(), line.cells().size());
        for (int i = 0; i < width; i++) {
            String field = fields.get(i);
            String text = line.cells().get(i);
            if (field != null && !text.isEmpty()) {
                values.put(field, text);
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
            String field = error.column() < fields.size() ? fields.get(error.column()) : null;
            if (field != null) {
                return new TableError(field, error.code(), error.message());
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return texts + " as " + fields;
    }

    /** Gives {@code customer_number}, {@code customerNumber} and {@code CUSTOMER NUMBER} the same form. */
    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "\u2026";
    }
}
