package incharge.customer.merge;

import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerMerged;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerEvent.CustomerRestored;
import incharge.customer.event.CustomerEvent.CustomerUnmerged;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.ProjectEvent.ProjectStatusChanged;
import incharge.customer.merge.MergeCommand.MergeCustomer;
import incharge.customer.merge.MergeCommand.ReturnProject;
import incharge.customer.merge.MergeCommand.UnmergeCustomer;
import incharge.eventstore.decider.DeciderSpec;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MergingTest {

    private static final UUID ACME = id(1);
    private static final UUID BOLT = id(2);
    private static final UUID CORE = id(3);
    private static final UUID AUDIT = id(11);
    private static final UUID HOUSE = id(12);

    private static final CustomerRegistered ACME_REGISTERED = registered(ACME, null);
    private static final CustomerRegistered BOLT_REGISTERED = registered(BOLT, null);
    private static final Plan PLAN = new Plan("Annual audit", "open", null, null, null);
    private static final ProjectOpened AUDIT_OPENED = new ProjectOpened(AUDIT, ACME, "P-7", PLAN, null);
    private static final ProjectChanged AUDIT_TO_BOLT =
            new ProjectChanged(AUDIT, BOLT, "P-7", PLAN.withStatus(null), null, ACME);
    private static final MergeCustomer ACME_INTO_BOLT = new MergeCustomer(ACME, BOLT);

    private final DeciderSpec<MergeCommand, CustomersEvent> merges =
            DeciderSpec.of(MergeBoundary.DECIDER, CustomersLog.VOCABULARY);

    private static UUID id(int number) {
        return UUID.fromString("01890a5d-ac96-774b-bcce-%012d".formatted(number));
    }

    private static CustomerRegistered registered(UUID id, CustomerKind kind) {
        return new CustomerRegistered(id, id.toString(), "Acme", CustomerDetails.NONE, null, kind);
    }

    @Test
    void the_projects_move_and_the_customer_is_archived() {
        var renamed = new ProjectChanged(AUDIT, ACME, "P-8", new Plan("Audit", null, null, null, null), "P-7", null);

        merges.given(
                        ACME_REGISTERED,
                        BOLT_REGISTERED,
                        AUDIT_OPENED,
                        renamed,
                        new ProjectStatusChanged(AUDIT, ACME, "done"),
                        new ProjectOpened(HOUSE, ACME, "P-9", PLAN, null),
                        new ProjectArchived(HOUSE, ACME, null))
                .when(ACME_INTO_BOLT)
                .then(
                        new ProjectChanged(AUDIT, BOLT, "P-8", new Plan("Audit", null, null, null, null), null, ACME),
                        new ProjectChanged(HOUSE, BOLT, "P-9", PLAN.withStatus(null), null, ACME),
                        new CustomerArchived(ACME, null),
                        new CustomerMerged(ACME, BOLT));
    }

    @Test
    void a_project_that_went_to_another_customer_stays_there() {
        var toCore = new ProjectChanged(AUDIT, CORE, "P-7", PLAN.withStatus(null), null, ACME);

        merges.given(ACME_REGISTERED, BOLT_REGISTERED, registered(CORE, null), AUDIT_OPENED, toCore)
                .when(ACME_INTO_BOLT)
                .then(new CustomerArchived(ACME, null), new CustomerMerged(ACME, BOLT));
    }

    @Test
    void an_archived_customer_is_merged_too_and_a_merged_one_is_not() {
        merges.given(ACME_REGISTERED, BOLT_REGISTERED, new CustomerArchived(ACME, null))
                .when(ACME_INTO_BOLT)
                .then(new CustomerMerged(ACME, BOLT));
        merges.given(
                        ACME_REGISTERED,
                        BOLT_REGISTERED,
                        registered(CORE, null),
                        new CustomerArchived(ACME, null),
                        new CustomerMerged(ACME, BOLT))
                .when(new MergeCustomer(ACME, CORE))
                .thenRefused("merged-already");
    }

    @Test
    void nothing_is_merged_into_itself_or_an_archived_or_unknown_customer() {
        merges.given(ACME_REGISTERED).when(new MergeCustomer(ACME, ACME)).thenRefused("merge-into-itself");
        merges.given(ACME_REGISTERED).when(ACME_INTO_BOLT).thenRefused("customer-unknown");
        merges.given(BOLT_REGISTERED).when(ACME_INTO_BOLT).thenRefused("customer-unknown");
        merges.given(ACME_REGISTERED, BOLT_REGISTERED, new CustomerArchived(BOLT, null))
                .when(ACME_INTO_BOLT)
                .thenRefused("customer-archived");
    }

    @Test
    void a_person_neither_gives_nor_gets_a_project_but_is_merged_without() {
        CustomerRegistered person = registered(ACME, CustomerKind.PERSON);

        merges.given(person, BOLT_REGISTERED, AUDIT_OPENED).when(ACME_INTO_BOLT).thenRefused("project-of-person");
        merges.given(ACME_REGISTERED, registered(BOLT, CustomerKind.PERSON), AUDIT_OPENED)
                .when(ACME_INTO_BOLT)
                .thenRefused("project-of-person");
        merges.given(person, BOLT_REGISTERED)
                .when(ACME_INTO_BOLT)
                .then(new CustomerArchived(ACME, null), new CustomerMerged(ACME, BOLT));
    }

    @Test
    void more_projects_than_one_commit_takes_are_refused() {
        var events = new ArrayList<CustomersEvent>();
        events.add(ACME_REGISTERED);
        events.add(BOLT_REGISTERED);
        for (int i = 0; i <= Merging.MOST_PROJECTS; i++) {
            events.add(new ProjectOpened(id(1000 + i), ACME, "N-" + i, PLAN, null));
        }

        merges.given(events.toArray(CustomersEvent[]::new)).when(ACME_INTO_BOLT).thenRefused("too-many");
    }

    @Test
    void a_merge_is_taken_back_with_what_it_archived_and_once() {
        merges.given(ACME_REGISTERED, new CustomerArchived(ACME, null), new CustomerMerged(ACME, BOLT))
                .when(new UnmergeCustomer(ACME, true))
                .then(new CustomerUnmerged(ACME, BOLT), new CustomerRestored(ACME, null));
        merges.given(ACME_REGISTERED, new CustomerArchived(ACME, null), new CustomerMerged(ACME, BOLT))
                .when(new UnmergeCustomer(ACME, false))
                .then(new CustomerUnmerged(ACME, BOLT));
        merges.given(
                        ACME_REGISTERED,
                        new CustomerArchived(ACME, null),
                        new CustomerMerged(ACME, BOLT),
                        new CustomerUnmerged(ACME, BOLT))
                .when(new UnmergeCustomer(ACME, true))
                .thenRefused("not-merged");
    }

    @Test
    void a_project_comes_back_unless_it_went_on() {
        merges.given(AUDIT_OPENED, AUDIT_TO_BOLT)
                .when(new ReturnProject(AUDIT, BOLT, ACME))
                .then(new ProjectChanged(AUDIT, ACME, "P-7", PLAN.withStatus(null), null, BOLT));
        merges.given(AUDIT_OPENED, AUDIT_TO_BOLT, new ProjectChanged(AUDIT, CORE, "P-7", PLAN, null, BOLT))
                .when(new ReturnProject(AUDIT, BOLT, ACME))
                .thenRefused("changed-since");
    }
}
