package incharge.tabular;

import java.util.List;

/**
 * A column that a reader understands.
 *
 * @param field our name, camelCase, as verdicts and mappings name it
 * @param aliases further headers that mean it; case, spaces, {@code _} and {@code -} never matter
 * @param required whether a file without it is refused
 */
public record Column(String field, List<String> aliases, boolean required) {

    public Column {
        aliases = List.copyOf(aliases);
    }

    /** A column that a file must have. */
    public static Column required(String field, String... aliases) {
        return new Column(field, List.of(aliases), true);
    }

    /** A column that a file may have. */
    public static Column optional(String field, String... aliases) {
        return new Column(field, List.of(aliases), false);
    }
}
