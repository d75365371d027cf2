package incharge.customer.project;

import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectAssigneeRequested;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectRestored;
import incharge.customer.event.ProjectEvent.ProjectStatusChanged;
import incharge.customer.numbering.NumberClaim;
import incharge.customer.project.ProjectCommand.ArchiveProject;
import incharge.customer.project.ProjectCommand.ChangeProject;
import incharge.customer.project.ProjectCommand.ImportProject;
import incharge.customer.project.ProjectCommand.OpenProject;
import incharge.customer.project.ProjectCommand.RestoreProject;
import incharge.customer.project.ProjectCommand.Transfer;
import incharge.customer.project.ProjectCommand.WithdrawProject;
import incharge.eventstore.decider.DeciderSpec;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProjectTest {

    static final UUID ACME = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    static final CustomerRegistered ACME_REGISTERED =
            new CustomerRegistered(ACME, "1001", "Acme", CustomerDetails.NONE, null, null);
    static final UUID AUDIT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000011");
    static final UUID REVIEW = UUID.fromString("01890a5d-ac96-774b-bcce-000000000012");
    static final UUID ANNA = UUID.fromString("01890a5d-ac96-774b-bcce-000000000021");
    static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);
    static final Plan PLAN = new Plan("Annual audit", "open", NEW_YEAR, null, null);
    static final ProjectOpened AUDIT_OPENED = new ProjectOpened(AUDIT, ACME, "P-7", PLAN, null);

    static final UUID BOLT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000003");
    private static final CustomerRegistered BOLT_REGISTERED =
            new CustomerRegistered(BOLT, "1002", "Bolt", CustomerDetails.NONE, null, null);
    static final ProjectChanged TO_BOLT = new ProjectChanged(AUDIT, BOLT, "P-7", PLAN.withStatus(null), null, ACME);

    private final DeciderSpec<ProjectCommand, CustomersEvent> projects =
            DeciderSpec.of(ProjectBoundary.DECIDER, CustomersLog.VOCABULARY);

    @Test
    void a_project_is_opened_for_a_customer_and_may_request_an_assignee() {
        projects.given(ACME_REGISTERED)
                .when(new OpenProject(AUDIT, ACME, NumberClaim.typed("P-7"), PLAN, ANNA))
                .then(new ProjectOpened(
                        AUDIT, ACME, "P-7", new Plan("Annual audit", "open", NEW_YEAR, null, null), ANNA));
    }

    @Test
    void a_project_needs_a_registered_customer_that_is_not_archived() {
        projects.given()
                .when(new OpenProject(AUDIT, ACME, NumberClaim.typed("P-7"), PLAN, null))
                .thenRefused("customer-unknown");
        projects.given(ACME_REGISTERED, new CustomerArchived(ACME, null))
                .when(new OpenProject(AUDIT, ACME, NumberClaim.typed("P-7"), PLAN, null))
                .thenRefused("customer-archived");
    }

    @Test
    void a_project_number_is_taken_whatever_its_case_until_its_holder_gives_it_up() {
        var renumbered = new ProjectChanged(
                AUDIT, ACME, "P-8", new Plan("Annual audit", null, NEW_YEAR, null, null), "P-7", null);

        projects.given(ACME_REGISTERED, AUDIT_OPENED)
                .when(new OpenProject(REVIEW, ACME, NumberClaim.typed("p-7"), PLAN, null))
                .thenRefused("project-number-taken");
        projects.given(ACME_REGISTERED, AUDIT_OPENED, renumbered)
                .when(new OpenProject(REVIEW, ACME, NumberClaim.typed("p-7"), PLAN, null))
                .then(new ProjectOpened(
                        REVIEW, ACME, "p-7", new Plan("Annual audit", "open", NEW_YEAR, null, null), null));
    }

    @Test
    void a_project_ends_after_it_starts() {
        var backwards = new Plan("Annual audit", "open", NEW_YEAR, NEW_YEAR.minusDays(1), null);

        projects.given(ACME_REGISTERED)
                .when(new OpenProject(AUDIT, ACME, NumberClaim.typed("P-7"), backwards, null))
                .thenRefused("end-before-start");
        projects.given(AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, null, null, _ -> backwards, null))
                .thenRefused("end-before-start");
    }

    @Test
    void a_row_of_an_import_leaves_a_project_with_its_customer() {
        var change = new ChangeProject(AUDIT, null, null, UnaryOperator.identity(), null);

        projects.given(AUDIT_OPENED).when(new ImportProject(BOLT, change)).thenRefused("project-of-another-customer");
        projects.given(AUDIT_OPENED).when(new ImportProject(ACME, change)).thenNothing();
        projects.given(AUDIT_OPENED, TO_BOLT)
                .when(new ImportProject(ACME, change))
                .thenRefused("project-of-another-customer");
        projects.given(AUDIT_OPENED, TO_BOLT)
                .when(new ImportProject(BOLT, change))
                .thenNothing();
    }

    @Test
    void a_project_goes_to_another_customer_with_what_else_changes() {
        projects.given(ACME_REGISTERED, BOLT_REGISTERED, AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, new Transfer(ACME, BOLT), null, UnaryOperator.identity(), null))
                .then(TO_BOLT);
        projects.given(ACME_REGISTERED, BOLT_REGISTERED, AUDIT_OPENED)
                .when(new ChangeProject(
                        AUDIT, new Transfer(ACME, BOLT), "P-8", plan -> plan.withStatus("closed"), null))
                .then(
                        new ProjectChanged(AUDIT, BOLT, "P-8", PLAN.withStatus(null), "P-7", ACME),
                        new ProjectStatusChanged(AUDIT, BOLT, "closed"));
        projects.given(BOLT_REGISTERED, AUDIT_OPENED, TO_BOLT)
                .when(new ArchiveProject(AUDIT))
                .then(new ProjectArchived(AUDIT, BOLT, null));
    }

    @Test
    void only_a_registered_customer_that_is_not_archived_gets_a_project() {
        projects.given(AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, new Transfer(ACME, BOLT), null, UnaryOperator.identity(), null))
                .thenRefused("customer-unknown");
        projects.given(BOLT_REGISTERED, new CustomerArchived(BOLT, null), AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, new Transfer(ACME, BOLT), null, UnaryOperator.identity(), null))
                .thenRefused("customer-archived");
        projects.given(ACME_REGISTERED, new CustomerArchived(ACME, null), BOLT_REGISTERED, AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, new Transfer(ACME, BOLT), null, UnaryOperator.identity(), null))
                .then(TO_BOLT);
    }

    @Test
    void a_project_of_a_person_stays_and_a_person_gets_none() {
        var person = new CustomerRegistered(BOLT, "1002", "Bo", CustomerDetails.NONE, null, CustomerKind.PERSON);
        projects.given(ACME_REGISTERED, person, AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, new Transfer(ACME, BOLT), null, UnaryOperator.identity(), null))
                .thenRefused("project-of-person", "customerId");
        projects.given(ACME_REGISTERED, person, AUDIT_OPENED, TO_BOLT)
                .when(new ChangeProject(AUDIT, new Transfer(BOLT, ACME), null, UnaryOperator.identity(), null))
                .thenRefused("project-of-person", "customerId");
    }

    @Test
    void a_project_that_its_customer_has_changes_nothing() {
        projects.given(ACME_REGISTERED, new CustomerArchived(ACME, null), AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, new Transfer(ACME, ACME), null, UnaryOperator.identity(), null))
                .thenNothing();
    }

    @Test
    void its_status_changes_by_an_event_of_its_own() {
        UnaryOperator<Plan> close = plan -> plan.withStatus("closed");

        projects.given(AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, null, null, close, null))
                .then(new ProjectStatusChanged(AUDIT, ACME, "closed"));
    }

    @Test
    void what_is_as_it_was_changes_nothing_but_an_assignee_can_be_requested() {
        projects.given(AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, null, "P-7", UnaryOperator.identity(), null))
                .thenNothing();
        projects.given(AUDIT_OPENED)
                .when(new ChangeProject(AUDIT, null, null, UnaryOperator.identity(), ANNA))
                .then(new ProjectAssigneeRequested(AUDIT, ACME, ANNA));
    }

    @Test
    void a_project_is_archived_once() {
        projects.given(AUDIT_OPENED).when(new ArchiveProject(AUDIT)).then(new ProjectArchived(AUDIT, ACME, null));
        projects.given(AUDIT_OPENED, new ProjectArchived(AUDIT, ACME, null))
                .when(new ArchiveProject(AUDIT))
                .thenNothing();
        projects.given().when(new ArchiveProject(AUDIT)).thenRefused("project-unknown");
    }

    @Test
    void a_withdrawn_project_gives_its_number_back_until_it_is_restored() {
        projects.given(AUDIT_OPENED).when(new WithdrawProject(AUDIT)).then(new ProjectArchived(AUDIT, ACME, "P-7"));
        projects.given(ACME_REGISTERED, AUDIT_OPENED, new ProjectArchived(AUDIT, ACME, "P-7"))
                .when(new OpenProject(REVIEW, ACME, NumberClaim.typed("p-7"), PLAN, null))
                .then(new ProjectOpened(REVIEW, ACME, "p-7", PLAN, null));
        projects.given(AUDIT_OPENED, new ProjectArchived(AUDIT, ACME, "P-7"))
                .when(new RestoreProject(AUDIT, "P-7"))
                .then(new ProjectRestored(AUDIT, ACME, "P-7"));
        projects.given(
                        AUDIT_OPENED,
                        new ProjectArchived(AUDIT, ACME, "P-7"),
                        new ProjectOpened(REVIEW, ACME, "p-7", PLAN, null))
                .when(new RestoreProject(AUDIT, "P-7"))
                .thenRefused("project-number-taken");
    }

    @Test
    void a_row_of_an_import_does_not_change_an_archived_project() {
        projects.given(AUDIT_OPENED, new ProjectArchived(AUDIT, ACME, null))
                .when(new ImportProject(
                        null, new ChangeProject(AUDIT, null, null, plan -> plan.withName("Review"), null)))
                .thenRefused("project-archived");
    }
}
