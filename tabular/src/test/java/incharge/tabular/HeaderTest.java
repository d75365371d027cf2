package incharge.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    private static final List<Column> COLUMNS = List.of(
            Column.optional("number", "customer_number"),
            Column.required("name"),
            Column.optional("vatNumber"),
            Column.optional("city"));

    @ParameterizedTest
    @ValueSource(strings = {"vatNumber", "vat_number", "VAT_NUMBER", "Vat number", "vat-number", "VATNUMBER"})
    void a_header_is_known_in_any_case_and_either_style(String text) {
        Header header = Header.of(List.of(text, "NAME"), new HeaderWords(COLUMNS, Map.of()));

        assertThat(header.fields()).containsExactly("vatNumber", "name");
    }

    @Test
    void aliases_are_known_and_other_columns_left_out() {
        Header header = Header.of(List.of("Customer_Number", "colour", "", "name"), new HeaderWords(COLUMNS, Map.of()));

        Row row = header.row(new Line(3, List.of("C1", "red", "?", "Acme"), List.of()));

        assertThat(row).isEqualTo(new Row(3, Map.of("number", "C1", "name", "Acme")));
    }

    @Test
    void a_blank_or_missing_cell_is_absent() {
        Header header = Header.of(List.of("name", "city", "number"), new HeaderWords(COLUMNS, Map.of()));

        Row row = header.row(new Line(1, List.of("Acme", ""), List.of()));

        assertThat(row.has("city")).isFalse();
        assertThat(row.get("number")).isNull();
    }

    @Test
    void a_mapping_goes_before_what_a_header_would_mean() {
        Header header = Header.of(List.of("Name", "Firma"), new HeaderWords(COLUMNS, Map.of("firma", "name")));

        assertThat(header.row(new Line(1, List.of("Anna", "Acme"), List.of())).get("name"))
                .isEqualTo("Acme");
    }

    @Test
    void a_fallback_is_known_only_where_nothing_else_means_the_field() {
        List<Column> columns = List.of(
                Column.optional("name").fallback("customer"),
                Column.optional("customerSince", "kund sedan").fallback("createdAt"));

        Header both = Header.of(List.of("Customer", "Created at", "Kund sedan"), new HeaderWords(columns, Map.of()));
        Header alone = Header.of(List.of("Customer", "Name", "created_at"), new HeaderWords(columns, Map.of()));

        assertThat(List.of(both.fields(), alone.fields()))
                .containsExactly(Set.of("name", "customerSince"), Set.of("name", "customerSince"));
        assertThat(both.field(1)).isNull();
        assertThat(both.field(2)).isEqualTo("customerSince");
        assertThat(alone.field(0)).isNull();
        assertThat(alone.field(2)).isEqualTo("customerSince");
    }

    @Test
    void of_several_fallbacks_the_first_is_meant_and_the_others_mean_nothing() {
        List<Column> columns = List.of(Column.optional("name").fallback("kundenavn", "kunde"));

        Header header = Header.of(List.of("Kunde", "Kundenavn"), new HeaderWords(columns, Map.of()));

        assertThat(header.field(0)).isNull();
        assertThat(header.field(1)).isEqualTo("name");
    }

    @Test
    void accents_count_in_whatever_form_they_are_written() {
        List<Column> columns = List.of(Column.optional("seller", "myyj\u00e4"), Column.optional("name"));

        Header header = Header.of(
                List.of("Myyja\u0308", "A\u030a\nlabel"), new HeaderWords(columns, Map.of("\u00c5 label", "name")));

        assertThat(header.fields()).containsExactly("seller", "name");
    }

    @Test
    void a_header_of_which_nothing_is_known_is_refused() {
        List<Column> nothingRequired = List.of(Column.optional("number"), Column.optional("name"));

        TableRefused refused = catchThrowableOfType(
                TableRefused.class,
                () -> Header.of(List.of("colour", "size"), new HeaderWords(nothingRequired, Map.of())));

        assertThat(refused.errors()).extracting(TableError::code).containsExactly("column-missing");
    }

    @Test
    void every_error_is_named_at_once() {
        TableRefused refused = catchThrowableOfType(
                TableRefused.class,
                () -> Header.of(
                        List.of("city", "City", "x"),
                        new HeaderWords(COLUMNS, new java.util.TreeMap<>(Map.of("x", "colour", "y", "city")))));

        assertThat(refused.errors())
                .extracting(TableError::field, TableError::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("mapping.x", "field-unknown"),
                        org.assertj.core.groups.Tuple.tuple("mapping.y", "header-unknown"),
                        org.assertj.core.groups.Tuple.tuple("city", "column-duplicate"),
                        org.assertj.core.groups.Tuple.tuple("name", "column-missing"));
    }

    @Test
    void a_error_in_a_column_that_is_not_ours_is_none() {
        Header header = Header.of(List.of("name", "colour"), new HeaderWords(COLUMNS, Map.of()));

        assertThat(header.firstError(new Line(1, List.of(), List.of(new Line.CellError(1, "cell-error", "?")))))
                .isNull();
        assertThat(header.firstError(new Line(1, List.of(), List.of(new Line.CellError(0, "cell-error", "?")))))
                .isEqualTo(new TableError("name", "cell-error", "?"));
    }
}
