package incharge.tabular;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A file's header as we understand it: which column is which of our fields. */
public final class Header {

    private final List<String> texts;
    private final List<String> fields;

    private Header(List<String> texts, List<String> fields) {
        this.texts = texts;
        this.fields = fields;
    }

    /**
     * Understands a header. Columns that mean nothing to us are left out.
     *
     * @param mapping our field by their header; goes before what a header would mean by itself
     * @throws TableRefused with every fault: {@code column-missing}, {@code column-duplicate}, {@code header-unknown} and
     *     {@code field-unknown}
     */
    public static Header of(List<String> texts, List<Column> columns, Map<String, String> mapping) {
        Map<String, String> known = new HashMap<>();
        for (Column column : columns) {
            known.put(folded(column.field()), column.field());
            column.aliases().forEach(alias -> known.put(folded(alias), column.field()));
        }
        List<Fault> faults = new ArrayList<>();
        Map<Integer, String> mapped = mapped(texts, mapping, known, faults);

        List<String> fields = new ArrayList<>();
        Map<String, String> seen = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String field = mapped.get(i);
            if (field == null) {
                field = known.get(folded(texts.get(i)));
                if (field != null && mapped.containsValue(field)) {
                    field = null;
                }
            }
            fields.add(field);
            if (field == null) {
                continue;
            }
            String before = seen.putIfAbsent(field, texts.get(i));
            if (before != null) {
                faults.add(new Fault(
                        field,
                        "column-duplicate",
                        "The columns \"" + shown(before) + "\" and \"" + shown(texts.get(i)) + "\" both mean "
                                + field));
            }
        }
        for (Column column : columns) {
            if (column.required() && !seen.containsKey(column.field())) {
                faults.add(new Fault(column.field(), "column-missing", "The file has no column for " + column.field()));
            }
        }
        if (seen.isEmpty() && faults.isEmpty()) {
            faults.add(new Fault(
                    columns.getFirst().field(), "column-missing", "None of the file's columns means anything here"));
        }
        if (!faults.isEmpty()) {
            throw TableRefused.columns(faults);
        }
        return new Header(List.copyOf(texts), fields);
    }

    private static Map<Integer, String> mapped(
            List<String> texts, Map<String, String> mapping, Map<String, String> known, List<Fault> faults) {
        Map<Integer, String> mapped = new HashMap<>();
        mapping.forEach((theirs, ours) -> {
            String field = known.get(folded(ours));
            if (field == null) {
                faults.add(new Fault("mapping." + shown(theirs), "field-unknown", "There is no field " + shown(ours)));
            }
            int column = texts.indexOf(CellText.trimmed(theirs));
            for (int i = 0; column < 0 && i < texts.size(); i++) {
                if (texts.get(i).equalsIgnoreCase(CellText.trimmed(theirs))) {
                    column = i;
                }
            }
            if (column < 0) {
                faults.add(new Fault(
                        "mapping." + shown(theirs),
                        "header-unknown",
                        "The file has no column \"" + shown(theirs) + "\""));
            } else if (field != null) {
                mapped.put(column, field);
            }
        });
        return mapped;
    }

    /** Our fields that the file has, in the file's order. */
    public Set<String> fields() {
        Set<String> ours = new LinkedHashSet<>();
        fields.forEach(field -> {
            if (field != null) {
                ours.add(field);
            }
        });
        return ours;
    }

    /** The line by our fields. */
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

    /** The first fault of a line that concerns us, null for none; one in a column that is not ours does not. */
    public Fault fault(Line line) {
        for (Line.CellFault fault : line.faults()) {
            if (fault.column() == Line.WHOLE_ROW) {
                return new Fault(null, fault.code(), fault.message());
            }
            String field = fault.column() < fields.size() ? fields.get(fault.column()) : null;
            if (field != null) {
                return new Fault(field, fault.code(), fault.message());
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return texts + " as " + fields;
    }

    /** One form for {@code customer_number}, {@code customerNumber}, {@code CUSTOMER NUMBER} and {@code Customer-Number}. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().filter(Character::isLetterOrDigit).forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "\u2026";
    }
}
