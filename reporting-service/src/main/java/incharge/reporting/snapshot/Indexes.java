package incharge.reporting.snapshot;

import java.util.Map;

/** Entities of a snapshot by other keys than their ids; names by {@link incharge.http.NameKey}. */
record Indexes(
        Map<String, Category> categoriesByName,
        Map<String, Tag> tagsByName,
        EmployeesByExternalId employees,
        CustomerIndex customers) {

    static final Indexes EMPTY = new Indexes(Map.of(), Map.of(), EmployeesByExternalId.NONE, CustomerIndex.EMPTY);
}
