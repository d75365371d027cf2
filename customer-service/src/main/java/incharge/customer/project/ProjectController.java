package incharge.customer.project;

import static incharge.customer.project.ProjectBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.customer.Customers;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Money;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent;
import incharge.customer.numbering.FreeNumbers;
import incharge.customer.project.ProjectCommand.ArchiveProject;
import incharge.customer.project.ProjectCommand.ChangeProject;
import incharge.customer.project.ProjectCommand.OpenProject;
import incharge.customer.project.ProjectCommand.RestoreProject;
import incharge.customer.project.ProjectCommand.Transfer;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiredLevel;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One project of a customer over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class ProjectController {

    /** {@code employeeId} is requested to be responsible for the project. */
    record Opening(@JsonUnwrapped ProjectFields fields, UUID customerId, UUID employeeId) {}

    /** An {@link Opening} beneath the customer. */
    record OpeningBeneath(@JsonUnwrapped ProjectFields fields, UUID employeeId) {}

    /**
     * What a client can change of a project: its own fields, and the customer that it goes to. A patch is read from a
     * tree, which no unwrapped part can be.
     */
    record Changes(
            UUID customerId,
            String number,
            String name,
            String status,
            String start,
            String end,
            Money amount,
            String reason) {

        static Changes of(Plan plan) {
            ProjectFields own = ProjectFields.of(plan);
            return new Changes(null, null, own.name(), own.status(), own.start(), own.end(), own.amount(), null);
        }

        ProjectFields fields() {
            return new ProjectFields(number, name, status, start, end, amount, reason);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProjectView(
            UUID id,
            String number,
            UUID customerId,
            @JsonUnwrapped Plan plan,
            boolean archived) {}

    private static final String PATH = "/api/projects";

    private final EventStore<CustomersEvent> store;
    private final Customers customers;
    private final FreeNumbers numbers;
    private final ReferenceData referenceData;
    private final ResourceAnswers answers;

    ProjectController(
            EventStore<CustomersEvent> store,
            Customers customers,
            FreeNumbers projectNumbers,
            ReferenceData referenceData,
            ResourceAnswers answers) {
        this.store = store;
        this.customers = customers;
        this.numbers = projectNumbers;
        this.referenceData = referenceData;
        this.answers = answers;
    }

    @PostMapping(PATH)
    ResponseEntity<ProjectView> open(@RequestBody Opening body, Origins origins, CallerVisibility visibility) {
        var fields = new Fields();
        UUID customer = fields.required("customerId", body.customerId());
        return open(customer, body.fields(), body.employeeId(), fields, origins, () -> {
            if (visibility.restricted()) {
                requireVisible(customer, visibility);
            }
        });
    }

    @PostMapping("/api/customers/{id}/projects")
    ResponseEntity<ProjectView> openBeneath(
            @PathVariable UUID id, @RequestBody OpeningBeneath body, Origins origins, CallerVisibility visibility) {
        if (!customers.exists(id)) {
            throw ProblemException.notFound();
        }
        visibility.require(id);
        return open(id, body.fields(), body.employeeId(), new Fields(), origins, () -> {});
    }

    /** @param customerCheck runs when the fields are valid, before anything else makes a difference */
    private ResponseEntity<ProjectView> open(
            UUID customer, ProjectFields given, UUID employee, Fields fields, Origins origins, Runnable customerCheck) {
        Origin origin = origins.of(given.reason());
        if (employee != null) {
            origins.caller().require(RequiredLevel.edit(Area.RESPONSIBILITIES));
        }
        String wanted = fields.text("number", given.number(), Fields.NAME);
        Plan plan = given.plan(fields);
        if (employee != null && !referenceData.hasEmployee(employee)) {
            fields.reject("employeeId", "employee-unknown", "There is no employee " + employee + ".");
        }
        fields.check();
        customerCheck.run();

        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<ProjectRegistry, CustomersEvent> decision = numbers.decide(
                wanted,
                ReferenceData.FIRST_NUMBER,
                number -> store.decide(DECIDER, new OpenProject(id, customer, number, plan, employee), origin));
        UUID opened = ((ProjectEvent) decision.events().getFirst()).projectId();
        return answers.created(
                PATH + "/" + opened,
                decision.current(ProjectBoundary.eventsOf(opened)),
                current -> view(opened, current.state()));
    }

    /**
     * Refuses a hidden customer where an unknown one is refused, before anything else makes a difference between the
     * two.
     */
    private void requireVisible(UUID customer, CallerVisibility visibility) {
        if (!customers.exists(customer)) {
            throw Project.unknownCustomer(customer);
        }
        visibility.require(customer, () -> Project.unknownCustomer(customer));
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping(PATH + "/{id}")
    ResponseEntity<ProjectView> get(@PathVariable UUID id, CallerVisibility visibility) {
        Current<ProjectRegistry> current = store.current(DECIDER, ProjectBoundary.eventsOf(id));
        visibility.require(find(id, current.state()).customerId());
        return answers.ok(current, _ -> view(id, current.state()));
    }

    @PatchMapping(PATH + "/{id}")
    ResponseEntity<ProjectView> change(
            @PathVariable UUID id, @RequestBody Patch<Changes> patch, Origins origins, CallerVisibility visibility) {
        ProjectFields changes = patch.changes().fields();
        Origin origin = origins.changing(CustomersLog.project(id), changes.reason());
        var fields = new Fields();
        String number = patch.has("number") ? fields.required("number", changes.number(), Fields.NAME) : null;
        UUID customer = patch.has("customerId")
                ? fields.required("customerId", patch.changes().customerId())
                : null;
        var change =
                new ChangeProject(id, transfer(id, customer), number, plan -> merged(plan, patch, new Fields()), null);
        Decision<ProjectRegistry, CustomersEvent> decision = store.decide(
                DECIDER.guarded((_, registry) -> {
                    Project project = find(id, registry);
                    visibility.require(project.customerId());
                    merged(project.plan(), patch, fields);
                    fields.check();
                    if (customer != null && !customer.equals(project.customerId()) && visibility.restricted()) {
                        requireVisible(customer, visibility);
                    }
                }),
                change,
                origin);
        return changed(id, decision);
    }

    /** Returns null if the project stays with its customer, or if there is none. */
    private Transfer transfer(UUID id, UUID to) {
        Project project = to == null
                ? null
                : store.current(DECIDER, ProjectBoundary.eventsOf(id))
                        .state()
                        .byId()
                        .get(id);
        return project == null ? null : new Transfer(project.customerId(), to);
    }

    private static Plan merged(Plan plan, Patch<Changes> patch, Fields fields) {
        return patch.applyTo(Changes.of(plan)).fields().plan(fields);
    }

    @PostMapping(PATH + "/{id}/archive")
    ResponseEntity<ProjectView> archive(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.project(id), Reason.of(reason));
        return changed(id, store.decide(visibleOnly(id, visibility), new ArchiveProject(id), origin));
    }

    @PostMapping(PATH + "/{id}/restore")
    ResponseEntity<ProjectView> restore(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.project(id), Reason.of(reason));
        Project project = store.current(DECIDER, ProjectBoundary.eventsOf(id))
                .state()
                .byId()
                .get(id);
        String number = project == null || project.numbered() ? null : project.number();
        return changed(id, store.decide(visibleOnly(id, visibility), new RestoreProject(id, number), origin));
    }

    /** Refuses a project of a hidden customer as if there were none. */
    private static Decider<ProjectCommand, ProjectRegistry, CustomersEvent> visibleOnly(
            UUID id, CallerVisibility visibility) {
        return DECIDER.guarded(
                (_, registry) -> visibility.require(registry.get(id).customerId(), () -> Project.unknown(id)));
    }

    private ResponseEntity<ProjectView> changed(UUID id, Decision<ProjectRegistry, CustomersEvent> decision) {
        return answers.ok(decision.current(ProjectBoundary.eventsOf(id)), current -> view(id, current.state()));
    }

    private static Project find(UUID id, ProjectRegistry registry) {
        Project project = registry.byId().get(id);
        if (project == null) {
            throw ProblemException.notFound();
        }
        return project;
    }

    private static ProjectView view(UUID id, ProjectRegistry registry) {
        Project project = registry.get(id);
        return new ProjectView(id, project.number(), project.customerId(), project.plan(), project.archived());
    }
}
