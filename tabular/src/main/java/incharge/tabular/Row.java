package incharge.tabular;

import java.util.Map;

/**
 * One row of a file by our fields.
 *
 * @param number counted from 1 after the header, blank rows included
 * @param values trimmed texts by our field; a blank or missing cell is absent
 */
public record Row(int number, Map<String, String> values) {

    public Row {
        values = Map.copyOf(values);
    }

    /** The text of a field, null when the cell is blank or the file lacks the column. */
    public String get(String field) {
        return values.get(field);
    }

    /** Whether the field has a text. */
    public boolean has(String field) {
        return values.containsKey(field);
    }
}
