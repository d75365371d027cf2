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
import incharge.eventstore.decider.Refused;
import incharge.eventstore.log.Criteria;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The customers and projects that things belong to, within the boundary of a decision. */
public record Owners(Map<UUID, Customer> customers, Map<UUID, Project> projects) {

    public static final Owners NONE = new Owners(Map.of(), Map.of());

    /** @param person whether it is a person and no company */
    public record Customer(boolean person, boolean archived) {}

    public record Project(UUID customerId, boolean archived) {}

    /** Selects what decides whether a thing may be added at a place. */
    public static Criteria of(Place place) {
        List<Criteria> all = new ArrayList<>();
        all.add(CustomerBoundary.existence(place.customerId()));
        if (place.projectId() != null) {
            all.add(project(place.projectId()));
        }
        return Criteria.either(all);
    }

    /** Selects whose a project is, and whether it is archived. */
    static Criteria project(UUID id) {
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
            case ProjectChanged e ->
                with(
                        e.projectId(),
                        new Project(e.customerId(), projects.get(e.projectId()).archived()));
            case ProjectArchived e -> with(e.projectId(), new Project(e.customerId(), true));
            case ProjectRestored e -> with(e.projectId(), new Project(e.customerId(), false));
            case CustomersEvent _ -> this;
        };
    }

    /** Returns the customer that a thing belongs to now: that of its project, if it has one. */
    UUID customerOf(Place place) {
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

    static Refused unknownProject(UUID id) {
        return Refused.rule("project-unknown", "projectId", "There is no project " + id + ".");
    }

    private Owners with(UUID id, Customer customer) {
        var all = new HashMap<UUID, Customer>(customers);
        all.put(id, customer);
        return new Owners(all, projects);
    }

    private Owners withArchived(UUID id, boolean archived) {
        Customer before = customers.get(id);
        return before == null ? this : with(id, new Customer(before.person(), archived));
    }

    private Owners with(UUID id, Project project) {
        var all = new HashMap<UUID, Project>(projects);
        all.put(id, project);
        return new Owners(customers, all);
    }
}
