package incharge.customer.reference;

import incharge.customer.event.CustomersLog;
import incharge.eventstore.testing.EventContract;
import incharge.feed.Fact;
import java.util.Set;

class ContractTest extends EventContract {

    /** Visibility keeps the category of a customer. */
    private static final Set<String> KEPT_BY_VISIBILITY = Set.of("CustomerCategorised", "CustomerUncategorised");

    private static final Set<String> IGNORED = Set.of(
            "AccountAdded",
            "ErasureCompleted",
            "AccountRenamed",
            "AccountDeleted",
            "TeamAdded",
            "TeamRenamed",
            "TeamDeleted",
            "RoleAdded",
            "RoleRenamed",
            "RoleDeleted",
            "CategoryRequestKept",
            "ResponsibilityChanged",
            "AssigneeRequestKept",
            "AssigneeRequestDeclined");

    ContractTest() {
        super(CustomersLog.VOCABULARY, ForeignFact.FACTS.topics(), ContractTest::understands, IGNORED);
    }

    private static boolean understands(Fact fact) {
        return ForeignFact.FACTS.includes(fact) || KEPT_BY_VISIBILITY.contains(fact.type());
    }
}
