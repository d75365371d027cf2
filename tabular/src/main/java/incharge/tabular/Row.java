package incharge.tabular;

import java.util.Map;

/**
 * Holds the texts of one row of a file by field.
 *
 * @param number counted from 1 after the header, blank rows included
 * @param values trimmed texts by field, in the normal form of their {@link ColumnType}; a blank or missing cell is
 *     absent
 */
public record Row(int number, Map<String, String> values) {

    public Row {
        values = Map.copyOf(values);
    }

    /** Returns the text of a field; null if the cell is blank or the file lacks the column. */
    public String get(String field) {
        return values.get(field);
    }

    /** Returns whether the field has a text. */
    public boolean has(String field) {
        return values.containsKey(field);
    }
}
