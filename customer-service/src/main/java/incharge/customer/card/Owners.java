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
import incharge.customer.event.SalesCaseEvent.SalesCaseChanged;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The customers, projects and sales cases that things belong to, within the boundary of a decision.
 *
 * @param salesCases where each sales case was recorded last
 */
public record Owners(Map<UUID, Customer> customers, Map<UUID, Project> projects, Map<UUID, Place> salesCases) {

    public static final Owners NONE = new Owners(Map.of(), Map.of(), Map.of());

    /** @param person whether it is a person and no company */
    public record Customer(boolean person, boolean archived) {}

    public record Project(UUID customerId, boolean archived) {}

    /** Selects what decides whether a thing may be added at a place. */
    public static Criteria of(Place place) {
        return Criteria.either(CustomerBoundary.existence(place.customerId()), whereabouts(place));
    }

    /** Selects the projects that a customer has or had. */
    public static Criteria projectsOf(UUID customer) {
        return Criteria.tagged(CustomersLog.projectsOf(customer), ProjectOpened.class, ProjectChanged.class);
    }

    /** Selects whose the project and the sales case of a place are. */
    static Criteria whereabouts(Place place) {
        List<Criteria> all = new ArrayList<>();
        if (place.projectId() != null) {
            all.add(project(place.projectId()));
        }
        if (place.salesCaseId() != null) {
            all.add(salesCase(place.salesCaseId()));
        }
        return Criteria.either(all);
    }

    /** Selects whose a sales case is, as it was recorded last. */
    static Criteria salesCase(UUID id) {
        return Criteria.tagged(CustomersLog.thing(id), SalesCaseOpened.class, SalesCaseChanged.class);
    }

    /** Selects whose a project is, and whether it is archived. */
    public static Criteria project(UUID id) {
        return Criteria.tagged(
                CustomersLog.project(id),
                ProjectOpened.class,
                ProjectChanged.class,
                ProjectArchived.class,
                ProjectRestored.class);
    }

    /** Returns the owners after any event; most change nothing here. */
    public Owners after(CustomersEvent event) {
        return switch (event) {
            case CustomerRegistered e ->
                with(e.customerId(), new Customer(CustomerKind.of(e.kind()) == CustomerKind.PERSON, false));
            case CustomerArchived e -> withArchived(e.customerId(), true);
            case CustomerRestored e -> withArchived(e.customerId(), false);
            case ProjectOpened e -> with(e.projectId(), new Project(e.customerId(), false));
            case ProjectChanged e -> with(e.projectId(), new Project(e.customerId(), isArchived(e.projectId())));
            case ProjectArchived e -> with(e.projectId(), new Project(e.customerId(), true));
            case ProjectRestored e -> with(e.projectId(), new Project(e.customerId(), false));
            case SalesCaseOpened e -> withSalesCase(e.salesCaseId(), e.place());
            case SalesCaseChanged e -> withSalesCase(e.salesCaseId(), e.place());
            case CustomersEvent _ -> this;
        };
    }

    private boolean isArchived(UUID project) {
        return projects.containsKey(project) && projects.get(project).archived();
    }

    /** Returns the customer that a thing belongs to now: that of its project or sales case, if it has one. */
    public UUID customerOf(Place place) {
        Project project = place.projectId() == null ? null : projects.get(place.projectId());
        if (project != null) {
            return project.customerId();
        }
        Place salesCase = place.salesCaseId() == null ? null : salesCases.get(place.salesCaseId());
        return salesCase == null ? place.customerId() : customerOf(salesCase);
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
        Place salesCase = salesCases.get(id);
        if (salesCase == null) {
            throw unknownSalesCase(id);
        }
        // one that lies in a project follows it, and Places has found out where
        if (salesCase.projectId() == null && !salesCase.customerId().equals(customer)) {
            throw salesCaseOfAnother(id);
        }
    }

    static Refused salesCaseOfAnother(UUID id) {
        return Refused.rule(
                "sales-case-of-another-customer", "salesCaseId", "The sales case " + id + " is another customer's.");
    }

    static Refused unknownSalesCase(UUID id) {
        return Refused.rule("sales-case-unknown", "salesCaseId", "There is no sales case " + id + ".");
    }

    static Refused unknownProject(UUID id) {
        return Refused.rule("project-unknown", "projectId", "There is no project " + id + ".");
    }

    private Owners with(UUID id, Customer customer) {
        var all = new HashMap<UUID, Customer>(customers);
        all.put(id, customer);
        return new Owners(all, projects, salesCases);
    }

    private Owners withArchived(UUID id, boolean archived) {
        Customer before = customers.get(id);
        return before == null ? this : with(id, new Customer(before.person(), archived));
    }

    private Owners with(UUID id, Project project) {
        var all = new HashMap<UUID, Project>(projects);
        all.put(id, project);
        return new Owners(customers, all, salesCases);
    }

    private Owners withSalesCase(UUID id, Place place) {
        var all = new HashMap<UUID, Place>(salesCases);
        all.put(id, place);
        return new Owners(customers, projects, all);
    }
}
