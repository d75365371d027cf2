package incharge.reporting.card;

import incharge.http.Caller;
import incharge.reporting.answers.CustomerFilter;
import incharge.reporting.answers.RowParameters;
import incharge.reporting.answers.Search;
import incharge.reporting.facts.CustomersFact.ThingType;
import incharge.reporting.versions.ThingFilter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The parameters of every list of things; one that is not given is null.
 *
 * @param archived what is archived is shown beneath a customer or project in any case
 */
record Parameters(
        List<String> q, List<UUID> project, List<Boolean> archived, LocalDate from, LocalDate to, Instant asOf) {

    /** The parameters of a list over all customers. */
    record OfAll(
            List<UUID> customer,
            List<String> category,
            List<UUID> tag,
            List<String> q,
            List<UUID> project,
            List<Boolean> archived,
            LocalDate from,
            LocalDate to,
            Instant asOf) {

        CustomerFilter customers(Caller caller) {
            return RowParameters.filter(customer, category, tag, null, archived, caller);
        }

        Parameters things() {
            return new Parameters(q, project, archived, from, to, asOf);
        }
    }

    ThingFilter filter(ThingType type) {
        ThingFilter all = ThingFilter.of(Set.of(type));
        if (project == null) {
            return all;
        }
        return type == ThingType.SALES_CASE ? all.linkedTo(project) : all.inProjects(project);
    }

    Search search() {
        return Search.of(q);
    }
}
