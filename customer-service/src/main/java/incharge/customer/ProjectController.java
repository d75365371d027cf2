package incharge.customer;

import static incharge.customer.CustomerController.SOURCE;
import static incharge.customer.ProjectBoundary.DECIDER;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.f4b6a3.uuid.UuidCreator;
import incharge.customer.Project.Plan;
import incharge.customer.Project.Registry;
import incharge.customer.ProjectCommand.Archive;
import incharge.customer.ProjectCommand.Change;
import incharge.customer.ProjectCommand.Open;
import incharge.customer.ProjectCommand.Restore;
import incharge.customer.ProjectEvent.ProjectOpened;
import incharge.eventstore.decider.Current;
import incharge.eventstore.decider.Decision;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.ETags;
import incharge.http.EventPositions;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.ProblemException;
import incharge.http.Reason;
import incharge.http.RequiredLevel;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One project of a customer over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
@RequestMapping("/api/projects")
class ProjectController {

    /** What of a project a client may change; all texts are checked and normalised here. */
    record ProjectFields(
            String number, String name, String status, String start, String end, Money amount, String reason) {

        static ProjectFields of(Plan plan) {
            return new ProjectFields(
                    null, plan.name(), plan.status(), text(plan.start()), text(plan.end()), plan.amount(), null);
        }

        private static String text(LocalDate date) {
            return date == null ? null : date.toString();
        }

        Plan plan(Fields fields) {
            String given = fields.text("status", status, Fields.NAME);
            return new Plan(
                    fields.name("name", name),
                    given == null ? Project.OPEN : given,
                    fields.date("start", start),
                    fields.date("end", end),
                    amount == null ? null : money(fields.in("amount."), amount));
        }

        private static Money money(Fields fields, Money amount) {
            String currency = fields.required("currency", fields.currency("currency", amount.currency()));
            return new Money(fields.required("amount", fields.amount("amount", amount.amount(), currency)), currency);
        }
    }

    /** {@code employeeId} asks for an employee to be responsible for the project. */
    record Opening(
            UUID customerId,
            String number,
            String name,
            String status,
            String start,
            String end,
            Money amount,
            UUID employeeId,
            String reason) {

        ProjectFields fields() {
            return new ProjectFields(number, name, status, start, end, amount, reason);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProjectView(
            UUID id,
            String number,
            UUID customerId,
            String name,
            String status,
            LocalDate start,
            LocalDate end,
            Money amount,
            boolean archived) {}

    private final EventStore<CustomersEvent> store;
    private final FreeNumbers numbers;
    private final Known known;

    ProjectController(EventStore<CustomersEvent> store, FreeNumbers projectNumbers, Known known) {
        this.store = store;
        this.numbers = projectNumbers;
        this.known = known;
    }

    @PostMapping
    ResponseEntity<ProjectView> open(@RequestBody Opening body, Origins origins, CallerVisibility sight) {
        Origin origin = origins.of(body.reason());
        if (body.employeeId() != null) {
            origins.caller().require(RequiredLevel.edit(Area.RESPONSIBILITIES));
        }
        Fields fields = new Fields();
        UUID customer = fields.required("customerId", body.customerId());
        String number = fields.text("number", body.number(), Fields.NAME);
        Plan plan = body.fields().plan(fields);
        if (body.employeeId() != null && !known.employee(body.employeeId())) {
            fields.reject("employeeId", "employee-unknown", "There is no employee " + body.employeeId() + ".");
        }
        fields.check();
        if (sight.restricted()) {
            requireSeen(customer, sight);
        }

        UUID id = UuidCreator.getTimeOrderedEpoch();
        Decision<CustomersEvent> decided = number != null
                ? open(new Open(id, customer, number, plan, body.employeeId()), origin)
                : numbers.firstFree(
                        Known.FIRST_NUMBER,
                        free -> open(new Open(id, customer, free, plan, body.employeeId()), origin));
        UUID opened = ((ProjectOpened) decided.events().getFirst()).projectId();
        Current<Registry> made = at(opened, decided.position());
        return ResponseEntity.created(URI.create("/api/projects/" + opened))
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(made.position()))
                .body(view(opened, made));
    }

    /** Refuses a hidden customer where an unknown one is refused, before anything else can tell them apart. */
    private void requireSeen(UUID customer, CallerVisibility sight) {
        if (!store.current(CustomerBoundary.DECIDER, CustomerBoundary.life(customer))
                .state()
                .byId()
                .containsKey(customer)) {
            throw Project.unknownCustomer(customer);
        }
        sight.require(customer, () -> Project.unknownCustomer(customer));
    }

    private Decision<CustomersEvent> open(Open open, Origin origin) {
        Decision<CustomersEvent> decided = store.decide(DECIDER, open, origin);
        if (decided.replayed()) {
            numbers.giveBack(open.number());
        }
        numbers.take(((ProjectOpened) decided.events().getFirst()).number());
        return decided;
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/{id}")
    ResponseEntity<ProjectView> get(@PathVariable UUID id, CallerVisibility sight) {
        Current<Registry> current = store.current(DECIDER, ProjectBoundary.life(id));
        sight.require(find(id, current).customerId());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, current.head()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    @PatchMapping("/{id}")
    ResponseEntity<ProjectView> change(
            @PathVariable UUID id, @RequestBody Patch<ProjectFields> patch, Origins origins, CallerVisibility sight) {
        Origin origin =
                origins.changing(ProjectBoundary.project(id), patch.changes().reason());
        Project project = find(id, store.current(DECIDER, ProjectBoundary.life(id)));
        sight.require(project.customerId());

        Fields fields = new Fields();
        String number =
                patch.has("number") ? fields.required("number", patch.changes().number(), Fields.NAME) : null;
        patch.applyTo(ProjectFields.of(project.plan())).plan(fields);
        fields.check();

        return changed(id, store.decide(DECIDER, new Change(id, null, number, merging(patch), null), origin));
    }

    /** Merges the patch into the plan as it is when it is decided, which may be later than when it was checked. */
    private static UnaryOperator<Plan> merging(Patch<ProjectFields> patch) {
        return plan -> {
            Fields fields = new Fields();
            Plan merged = patch.applyTo(ProjectFields.of(plan)).plan(fields);
            fields.check();
            return merged;
        };
    }

    @PostMapping("/{id}/archive")
    ResponseEntity<ProjectView> archive(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility sight) {
        Origin origin = origins.changing(ProjectBoundary.project(id), Reason.of(reason));
        refuseHidden(id, sight);
        return changed(id, store.decide(DECIDER, new Archive(id), origin));
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<ProjectView> restore(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility sight) {
        Origin origin = origins.changing(ProjectBoundary.project(id), Reason.of(reason));
        refuseHidden(id, sight);
        return changed(id, store.decide(DECIDER, new Restore(id), origin));
    }

    private ResponseEntity<ProjectView> changed(UUID id, Decision<CustomersEvent> decided) {
        for (CustomersEvent event : decided.events()) {
            if (event instanceof ProjectEvent.ProjectChanged change && change.previousNumber() != null) {
                numbers.take(change.number());
                numbers.giveBack(change.previousNumber());
            }
        }
        Current<Registry> current = at(id, decided.position());
        return ResponseEntity.ok()
                .headers(EventPositions.at(SOURCE, decided.position()))
                .eTag(ETags.of(current.position()))
                .body(view(id, current));
    }

    private Current<Registry> at(UUID id, long position) {
        return store.currentAt(DECIDER, ProjectBoundary.life(id), position);
    }

    /** A project that the caller may not see is refused as if there were none. */
    private void refuseHidden(UUID id, CallerVisibility sight) {
        if (sight.restricted()) {
            Project project = store.current(DECIDER, ProjectBoundary.life(id))
                    .state()
                    .byId()
                    .get(id);
            if (project != null) {
                sight.require(project.customerId(), () -> Project.unknown(id));
            }
        }
    }

    private static Project find(UUID id, Current<Registry> current) {
        Project project = current.state().byId().get(id);
        if (project == null) {
            throw ProblemException.notFound();
        }
        return project;
    }

    private static ProjectView view(UUID id, Current<Registry> current) {
        Project project = find(id, current);
        Plan plan = project.plan();
        return new ProjectView(
                id,
                project.number(),
                project.customerId(),
                plan.name(),
                plan.status(),
                plan.start(),
                plan.end(),
                plan.amount(),
                project.archived());
    }
}
