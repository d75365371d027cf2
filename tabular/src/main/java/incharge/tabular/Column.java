package incharge.tabular;

import java.util.List;

/**
 * Describes a column that a reader understands.
 *
 * @param field the name of the field in camelCase, which errors and mappings use
 * @param aliases other headers for the field; case, spaces, {@code _} and {@code -} do not matter
 * @param fallbacks headers that mean the field only in a file without another column for it; of several the first
 * @param required whether a file without the column is refused
 * @param type how its cells are read
 */
public record Column(String field, List<String> aliases, List<String> fallbacks, boolean required, ColumnType type) {

    public Column {
        aliases = List.copyOf(aliases);
        fallbacks = List.copyOf(fallbacks);
    }

    /** Returns a column of texts that a file must have. */
    public static Column required(String field, String... aliases) {
        return new Column(field, List.of(aliases), List.of(), true, ColumnType.TEXT);
    }

    /** Returns a column of texts that a file may have. */
    public static Column optional(String field, String... aliases) {
        return new Column(field, List.of(aliases), List.of(), false, ColumnType.TEXT);
    }

    /** Returns the column with headers that mean it only where no other one does. */
    public Column fallback(String... headers) {
        return new Column(field, aliases, List.of(headers), required, type);
    }

    /** Returns the column with days in its cells. */
    public Column day() {
        return withType(ColumnType.DAY);
    }

    /** Returns the column with amounts in its cells. */
    public Column amount() {
        return withType(ColumnType.AMOUNT);
    }

    /** Returns the column with yes or no in its cells. */
    public Column flag() {
        return withType(ColumnType.FLAG);
    }

    private Column withType(ColumnType other) {
        return new Column(field, aliases, fallbacks, required, other);
    }
}
