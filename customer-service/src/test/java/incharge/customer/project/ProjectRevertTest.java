package incharge.customer.project;

import static incharge.customer.project.ProjectTest.ACME;
import static incharge.customer.project.ProjectTest.ANNA;
import static incharge.customer.project.ProjectTest.AUDIT;
import static incharge.customer.project.ProjectTest.AUDIT_OPENED;
import static incharge.customer.project.ProjectTest.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectAssigneeRequested;
import incharge.customer.event.ProjectEvent.ProjectAssigneeWithdrawn;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectStatusChanged;
import incharge.customer.project.ProjectCommand.RevertProject;
import incharge.eventstore.decider.DeciderSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Projects that are restored to the state before, and the withdrawal of what was requested for them. */
class ProjectRevertTest {

    private static final UUID IMPORT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000031");
    private static final UUID BERT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000022");

    private static final ProjectAssigneeRequested REQUESTED_ANNA = new ProjectAssigneeRequested(AUDIT, ACME, ANNA);
    private static final ProjectAssigneeRequested REQUESTED_BERT = new ProjectAssigneeRequested(AUDIT, ACME, BERT);

    private final DeciderSpec<ProjectCommand, CustomersEvent> projects =
            DeciderSpec.of(ProjectBoundary.DECIDER, CustomersLog.VOCABULARY);

    @Test
    void goes_back_to_its_plan_and_withdraws_who_was_requested() {
        projects.given(
                        AUDIT_OPENED,
                        new ProjectChanged(
                                AUDIT, ACME, "P-7", new Plan("Audit II", null, null, null, null), null, null),
                        new ProjectStatusChanged(AUDIT, ACME, "closed"),
                        REQUESTED_ANNA,
                        REQUESTED_BERT)
                .when(new RevertProject(AUDIT, PLAN, IMPORT, List.of(ANNA, BERT)))
                .then(
                        new ProjectChanged(AUDIT, ACME, "P-7", PLAN.withStatus(null), null, null),
                        new ProjectStatusChanged(AUDIT, ACME, "open"),
                        new ProjectAssigneeWithdrawn(AUDIT, ACME, ANNA, IMPORT),
                        new ProjectAssigneeWithdrawn(AUDIT, ACME, BERT, IMPORT));
    }

    @Test
    void stays_with_the_customer_that_it_went_to_since() {
        projects.given(
                        AUDIT_OPENED,
                        new ProjectChanged(
                                AUDIT, ACME, "P-7", new Plan("Audit II", null, null, null, null), null, null),
                        ProjectTest.TO_BOLT,
                        new ProjectStatusChanged(AUDIT, ProjectTest.BOLT, "closed"))
                .when(new RevertProject(AUDIT, PLAN, IMPORT, List.of()))
                .then(new ProjectStatusChanged(AUDIT, ProjectTest.BOLT, "open"));
    }

    @Test
    void withdraws_nothing_where_nobody_was_requested() {
        projects.given(AUDIT_OPENED)
                .when(new RevertProject(AUDIT, PLAN, IMPORT, List.of()))
                .thenNothing();
        projects.given().when(new RevertProject(AUDIT, PLAN, IMPORT, List.of())).thenRefused("project-unknown");
    }

    @Test
    void finds_who_was_requested_since() {
        Project before = project(REQUESTED_ANNA);
        var withdrawn = new ProjectAssigneeWithdrawn(AUDIT, ACME, ANNA, IMPORT);

        assertThat(project(REQUESTED_ANNA, new ProjectArchived(AUDIT, ACME, null))
                        .requestedSince(before))
                .isEmpty();
        assertThat(project(REQUESTED_ANNA, REQUESTED_BERT, REQUESTED_ANNA).requestedSince(before))
                .containsExactly(ANNA, BERT);
        assertThat(project(REQUESTED_ANNA, REQUESTED_ANNA, REQUESTED_ANNA, withdrawn)
                        .requestedSince(before))
                .isEmpty();
        assertThat(project(REQUESTED_ANNA, withdrawn, REQUESTED_ANNA)
                        .requestedSince(project(REQUESTED_ANNA, withdrawn)))
                .containsExactly(ANNA);
    }

    private static Project project(CustomersEvent... since) {
        var registry = ProjectRegistry.evolve(ProjectRegistry.EMPTY, AUDIT_OPENED);
        for (CustomersEvent event : since) {
            registry = ProjectRegistry.evolve(registry, event);
        }
        return registry.get(AUDIT);
    }
}
