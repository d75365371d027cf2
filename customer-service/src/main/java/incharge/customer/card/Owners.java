package incharge.customer.card;

import incharge.customer.customer.CustomerBoundary;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectRestored;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The customers, projects and sales cases that things belong to, within the boundary of a decision. Events change them
 * in place.
 *
 * @param salesCases the customer of each sales case
 */
public record Owners(Map<UUID, Customer> customers, Map<UUID, Project> projects, Map<UUID, UUID> salesCases) {

    static Owners none() {
        return new Owners(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /** @param person whether it is a person and no company */
    public record Customer(boolean person, boolean archived) {}

    public record Project(UUID customerId, boolean archived) {}

    /** Selects what decides whether a thing may be added at a place. */
    public static Criteria of(Place place) {
        return Criteria.either(
                CustomerBoundary.existence(place.customerId()),
                project(place.projectId()),
                salesCase(place.salesCaseId()));
    }

    /** Selects the projects that a customer has or had, with who got those that it lost. */
    public static Criteria projectsOf(UUID customer) {
        return Criteria.tagged(CustomersLog.projectsOf(customer), ProjectOpened.class, ProjectChanged.class);
    }

    /** Selects whose a sales case is, nothing for null. */
    static Criteria salesCase(UUID id) {
        return id == null ? Criteria.nothing() : Criteria.tagged(CustomersLog.thing(id), SalesCaseOpened.class);
    }

    /** Selects whose a project is, and whether it is archived; nothing for null. */
    public static Criteria project(UUID id) {
        return id == null
                ? Criteria.nothing()
                : Criteria.tagged(
                        CustomersLog.project(id),
                        ProjectOpened.class,
                        ProjectChanged.class,
                        ProjectArchived.class,
                        ProjectRestored.class);
    }

    /** Returns the owners after any event; most change nothing here. */
    Owners after(CustomersEvent event) {
        switch (event) {
            case CustomerRegistered e ->
                customers.put(e.customerId(), new Customer(CustomerKind.of(e.kind()) == CustomerKind.PERSON, false));
            case CustomerArchived e -> archive(e.customerId(), true);
            case CustomerRestored e -> archive(e.customerId(), false);
            case ProjectOpened e -> projects.put(e.projectId(), new Project(e.customerId(), false));
            case ProjectChanged e ->
                projects.put(e.projectId(), new Project(e.customerId(), isArchived(e.projectId())));
            case ProjectArchived e -> projects.put(e.projectId(), new Project(e.customerId(), true));
            case ProjectRestored e -> projects.put(e.projectId(), new Project(e.customerId(), false));
            case SalesCaseOpened e -> salesCases.put(e.salesCaseId(), e.place().customerId());
            case CustomersEvent _ -> {}
        }
        return this;
    }

    private void archive(UUID customer, boolean archived) {
        customers.computeIfPresent(customer, (_, before) -> new Customer(before.person(), archived));
    }

    private boolean isArchived(UUID project) {
        return projects.containsKey(project) && projects.get(project).archived();
    }

    /** Returns the customer that a thing belongs to now: that of its project, if it has one. */
    public UUID customerOf(Place place) {
        Project project = place.projectId() == null ? null : projects.get(place.projectId());
        return project == null ? place.customerId() : project.customerId();
    }

    /**
     * Returns the place of a new thing, with the person that its texts are about, if there is one.
     *
     * @throws Refused where nothing may be added
     */
    Place open(Place place) {
        Customer customer = customers.get(place.customerId());
        if (customer == null) {
            throw Refused.unknown("customer-unknown", null, "There is no customer " + place.customerId() + ".");
        }
        if (customer.archived()) {
            throw Refused.rule("customer-archived", null, "Nothing is added to an archived customer.");
        }
        if (place.projectId() != null) {
            requireOpen(place.projectId(), place.customerId());
        }
        if (place.salesCaseId() != null) {
            requireSalesCase(place.salesCaseId(), place.customerId());
        }
        return customer.person() ? place.ofPerson(place.customerId()) : place;
    }

    private void requireOpen(UUID id, UUID customer) {
        Project project = projects.get(id);
        if (project == null) {
            throw unknownProject(id);
        }
        if (!project.customerId().equals(customer)) {
            throw Refused.rule(
                    "project-of-another-customer", "projectId", "The project " + id + " is another customer's.");
        }
        if (project.archived()) {
            throw Refused.rule("project-archived", "projectId", "Nothing is added to an archived project.");
        }
    }

    /** Returns the place in another project of the same customer, or in none for null. */
    Place relocated(Place place, UUID project) {
        if (project != null && !project.equals(place.projectId())) {
            requireOpen(project, place.customerId());
        }
        return place.inProject(project);
    }

    private void requireSalesCase(UUID id, UUID customer) {
        UUID owner = salesCases.get(id);
        if (owner == null) {
            throw unknownSalesCase(id);
        }
        if (!owner.equals(customer)) {
            throw Refused.rule(
                    "sales-case-of-another-customer",
                    "salesCaseId",
                    "The sales case " + id + " is another customer's.");
        }
    }

    static Refused unknownSalesCase(UUID id) {
        return Refused.rule("sales-case-unknown", "salesCaseId", "There is no sales case " + id + ".");
    }

    static Refused unknownProject(UUID id) {
        return Refused.rule("project-unknown", "projectId", "There is no project " + id + ".");
    }
}
