package incharge.tabular;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds the texts of one row of a file by field.
 *
 * @param number counted from 1 after the header, blank rows included
 * @param values trimmed texts by field; a blank or missing cell is absent
 */
public record Row(int number, Map<String, String> values) {

    private static final Pattern TIME_OF_DAY = Pattern.compile(
            "^(\\d{4}-\\d{2}-\\d{2})[T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?( ?(Z|[+-]\\d{2}(:?\\d{2})?))?$");

    public Row {
        values = Map.copyOf(values);
    }

    /** Returns the text of a field; null if the cell is blank or the file lacks the column. */
    public String get(String field) {
        return values.get(field);
    }

    /** Returns the text of a field; without the time of day if it is a day with one, as exports write it. */
    public String day(String field) {
        String text = get(field);
        return text == null ? null : TIME_OF_DAY.matcher(text).replaceFirst("$1");
    }

    /** Returns whether the field has a text. */
    public boolean has(String field) {
        return values.containsKey(field);
    }
}
