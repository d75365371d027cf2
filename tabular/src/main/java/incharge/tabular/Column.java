package incharge.tabular;

import java.util.List;

/**
 * Describes a column that a reader understands.
 *
 * @param field the name of the field in camelCase, which errors and mappings use
 * @param aliases other headers for the field; case, spaces, {@code _} and {@code -} do not matter
 * @param required whether a file without the column is refused
 */
public record Column(String field, List<String> aliases, boolean required) {

    public Column {
        aliases = List.copyOf(aliases);
    }

    /** Returns a column that a file must have. */
    public static Column required(String field, String... aliases) {
        return new Column(field, List.of(aliases), true);
    }

    /** Returns a column that a file may have. */
    public static Column optional(String field, String... aliases) {
        return new Column(field, List.of(aliases), false);
    }
}
