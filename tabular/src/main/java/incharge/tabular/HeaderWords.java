package incharge.tabular;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds what the headers of a file can mean: the names of columns and what a mapping adds to them. */
final class HeaderWords {

    private final List<Column> columns;
    private final Map<String, String> mapping;
    private final Map<String, Meaning> meanings = new HashMap<>();
    private final Set<String> mappedLabels = new HashSet<>();

    /** @param rank 0 for a name of the column, else the place among its fallbacks, from 1 */
    record Meaning(Column column, int rank) {}

    /** @param mapping the field by the text of a header; it has precedence over the names of the columns */
    HeaderWords(List<Column> columns, Map<String, String> mapping) {
        this.columns = List.copyOf(columns);
        this.mapping = mapping;
        for (Column column : columns) {
            for (String header : column.fallbacks()) {
                int rank = 1 + column.fallbacks().indexOf(header);
                meanings.put(folded(header), new Meaning(column, rank));
            }
        }
        for (Column column : columns) {
            column.aliases().forEach(alias -> meanings.put(folded(alias), new Meaning(column, 0)));
            meanings.put(folded(column.field()), new Meaning(column, 0));
        }
        mapping.keySet().forEach(theirs -> mappedLabels.add(label(theirs)));
    }

    List<Column> columns() {
        return columns;
    }

    Map<String, String> mapping() {
        return mapping;
    }

    /** Returns what a header means without the mapping; null if nothing. */
    Meaning meaning(String header) {
        return meanings.get(folded(header));
    }

    /** Returns how many of the headers mean something; two that mean the same count once. */
    int count(List<String> headers) {
        Set<Object> meant = new HashSet<>();
        for (String header : headers) {
            String label = label(header);
            Meaning meaning = meaning(header);
            if (mappedLabels.contains(label)) {
                meant.add(label);
            } else if (meaning != null) {
                meant.add(meaning.column());
            }
        }
        return meant.size();
    }

    /** Gives texts that differ in case, blanks or the form of their accents the same form. */
    static String label(String text) {
        return Normalizer.normalize(CellText.trimmed(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }

    /** Gives {@code customer_number}, {@code customerNumber} and {@code CUSTOMER NUMBER} the same form. */
    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(folded::appendCodePoint);
        return folded.toString().toLowerCase(Locale.ROOT);
    }
}
