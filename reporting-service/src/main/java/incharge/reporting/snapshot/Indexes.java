package incharge.reporting.snapshot;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Entities of a snapshot by other keys than their ids; names by {@link incharge.http.NameKey}.
 *
 * @param moved the projects that had other customers before
 */
record Indexes(
        Map<String, Category> categoriesByName,
        Map<String, Tag> tagsByName,
        EmployeesByExternalId employees,
        CustomerIndex customers,
        Set<UUID> moved,
        Merges merges) {

    static final Indexes EMPTY =
            new Indexes(Map.of(), Map.of(), EmployeesByExternalId.NONE, CustomerIndex.EMPTY, Set.of(), Merges.NONE);
}
