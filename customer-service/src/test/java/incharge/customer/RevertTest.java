package incharge.customer;

import static incharge.customer.CustomerTest.ACME;
import static incharge.customer.CustomerTest.IN_FINLAND;
import static incharge.customer.CustomerTest.LANGWORTH;
import static incharge.customer.CustomerTest.LANGWORTH_REGISTERED;
import static incharge.customer.ProjectTest.ANNA;
import static incharge.customer.ProjectTest.AUDIT;
import static incharge.customer.ProjectTest.AUDIT_OPENED;
import static incharge.customer.ProjectTest.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.CustomerEvent.CustomerArchived;
import incharge.customer.CustomerEvent.CustomerDetailsChanged;
import incharge.customer.CustomerEvent.CustomerGroupingRequested;
import incharge.customer.CustomerEvent.CustomerGroupingWithdrawn;
import incharge.customer.CustomerEvent.CustomerRenamed;
import incharge.customer.CustomerEvent.CustomerRenumbered;
import incharge.customer.ProjectEvent.ProjectArchived;
import incharge.customer.ProjectEvent.ProjectAssigneeRequested;
import incharge.customer.ProjectEvent.ProjectAssigneeWithdrawn;
import incharge.customer.ProjectEvent.ProjectChanged;
import incharge.customer.ProjectEvent.ProjectStatusChanged;
import incharge.customer.RequestedGrouping.Reference;
import incharge.eventstore.decider.DeciderSpec;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Customers and projects that are led back to where they were, and what was asked of others with them. */
class RevertTest {

    private static final UUID IMPORT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000031");
    private static final UUID BERT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000022");

    @Nested
    class OfCustomers {

        private static final CustomerGroupingRequested ASKED =
                new CustomerGroupingRequested(LANGWORTH, RequestedGrouping.of(Reference.byName("Gold"), List.of()));

        private final DeciderSpec<CustomerCommand, CustomersEvent> customers =
                DeciderSpec.of(CustomerBoundary.DECIDER, CustomerBoundary.VOCABULARY);

        @Test
        void goes_back_to_its_name_and_details_and_withdraws_what_was_asked() {
            customers
                    .given(
                            LANGWORTH_REGISTERED,
                            new CustomerRenamed(LANGWORTH, "Other"),
                            CustomerDetailsChanged.of(LANGWORTH, CustomerDetails.NONE),
                            ASKED)
                    .when(new CustomerCommand.Revert(LANGWORTH, "Langworth Group", IN_FINLAND, IMPORT))
                    .then(
                            new CustomerRenamed(LANGWORTH, "Langworth Group"),
                            CustomerDetailsChanged.of(LANGWORTH, IN_FINLAND),
                            new CustomerGroupingWithdrawn(LANGWORTH, IMPORT));
        }

        @Test
        void withdraws_nothing_where_nothing_was_asked_and_keeps_its_number() {
            customers
                    .given(LANGWORTH_REGISTERED, new CustomerRenumbered(LANGWORTH, "A8", "A7"))
                    .when(new CustomerCommand.Revert(LANGWORTH, "Langworth Group", IN_FINLAND, null))
                    .thenNothing();
            customers
                    .given(LANGWORTH_REGISTERED)
                    .when(new CustomerCommand.Revert(ACME, "Acme", CustomerDetails.NONE, null))
                    .thenRefused("customer-unknown");
        }

        @Test
        void counts_what_was_asked_until_it_is_withdrawn() {
            var withdrawn = new CustomerGroupingWithdrawn(LANGWORTH, IMPORT);

            assertThat(asked()).isZero();
            assertThat(asked(ASKED)).isEqualTo(1);
            assertThat(asked(ASKED, new CustomerRenamed(LANGWORTH, "B"), ASKED, new CustomerArchived(LANGWORTH)))
                    .isEqualTo(2);
            assertThat(asked(ASKED, ASKED, withdrawn)).isZero();
            assertThat(asked(ASKED, withdrawn, new CustomerRenumbered(LANGWORTH, "A8", "A7"), ASKED))
                    .isEqualTo(1);
        }

        private static int asked(CustomersEvent... since) {
            var registry = Customer.evolve(Customer.Registry.EMPTY, LANGWORTH_REGISTERED);
            for (var event : since) {
                registry = Customer.evolve(registry, event);
            }
            return registry.find(LANGWORTH).asked();
        }
    }

    @Nested
    class OfProjects {

        private static final ProjectAssigneeRequested ASKED_ANNA = new ProjectAssigneeRequested(AUDIT, ACME, ANNA);
        private static final ProjectAssigneeRequested ASKED_BERT = new ProjectAssigneeRequested(AUDIT, ACME, BERT);

        private final DeciderSpec<ProjectCommand, CustomersEvent> projects =
                DeciderSpec.of(ProjectBoundary.DECIDER, CustomerBoundary.VOCABULARY);

        @Test
        void goes_back_to_its_plan_and_withdraws_whom_was_asked() {
            projects.given(
                            AUDIT_OPENED,
                            new ProjectChanged(AUDIT, ACME, "P-7", "Audit II", null, null, null, null),
                            new ProjectStatusChanged(AUDIT, ACME, "closed"),
                            ASKED_ANNA,
                            ASKED_BERT)
                    .when(new ProjectCommand.Revert(AUDIT, PLAN, IMPORT, List.of(ANNA, BERT)))
                    .then(
                            new ProjectChanged(
                                    AUDIT, ACME, "P-7", PLAN.name(), PLAN.start(), PLAN.end(), PLAN.amount(), null),
                            new ProjectStatusChanged(AUDIT, ACME, "open"),
                            new ProjectAssigneeWithdrawn(AUDIT, ACME, ANNA, IMPORT),
                            new ProjectAssigneeWithdrawn(AUDIT, ACME, BERT, IMPORT));
        }

        @Test
        void withdraws_nothing_where_nobody_was_asked() {
            projects.given(AUDIT_OPENED)
                    .when(new ProjectCommand.Revert(AUDIT, PLAN, IMPORT, List.of()))
                    .thenNothing();
            projects.given()
                    .when(new ProjectCommand.Revert(AUDIT, PLAN, IMPORT, List.of()))
                    .thenRefused("project-unknown");
        }

        @Test
        void knows_whom_somebody_asked_since() {
            var before = project(ASKED_ANNA);
            var withdrawn = new ProjectAssigneeWithdrawn(AUDIT, ACME, ANNA, IMPORT);

            assertThat(project(ASKED_ANNA, new ProjectArchived(AUDIT, ACME)).askedSince(before))
                    .isEmpty();
            assertThat(project(ASKED_ANNA, ASKED_BERT, ASKED_ANNA).askedSince(before))
                    .containsExactly(ANNA, BERT);
            assertThat(project(ASKED_ANNA, ASKED_ANNA, ASKED_ANNA, withdrawn).askedSince(before))
                    .isEmpty();
            assertThat(project(ASKED_ANNA, withdrawn, ASKED_ANNA).askedSince(project(ASKED_ANNA, withdrawn)))
                    .containsExactly(ANNA);
        }

        private static Project project(CustomersEvent... since) {
            var registry = Project.evolve(Project.Registry.EMPTY, AUDIT_OPENED);
            for (var event : since) {
                registry = Project.evolve(registry, event);
            }
            return registry.find(AUDIT);
        }
    }
}
