package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bson.conversions.Bson;

/**
 * Which entries a history is about; an empty set does not choose.
 *
 * @param subjects customers without their projects, projects, employees without their responsibilities, teams, roles,
 *     categories and tags
 * @param customers customers with their projects
 */
public record HistoryFilter(Set<UUID> subjects, Set<UUID> customers, Set<UUID> employees) {

    Bson query() {
        var all = new ArrayList<Bson>();
        if (!subjects.isEmpty()) {
            all.add(Filters.or(
                    Filters.in(EntryCodec.PROJECT, subjects),
                    Filters.and(Filters.in(EntryCodec.CUSTOMER, subjects), Filters.exists(EntryCodec.PROJECT, false)),
                    Filters.and(VersionStore.ALONE, Filters.in(EntryCodec.KEY, keys()))));
        }
        if (!customers.isEmpty()) {
            all.add(Filters.in(EntryCodec.CUSTOMER, customers));
        }
        if (!employees.isEmpty()) {
            all.add(Filters.in(EntryCodec.EMPLOYEE, employees));
        }
        return all.isEmpty() ? Filters.empty() : Filters.and(all);
    }

    private List<String> keys() {
        return subjects.stream()
                .flatMap(subject -> Kind.ALONE.stream().map(kind -> kind.key(subject)))
                .toList();
    }
}
