package incharge.customer.reference;

import incharge.customer.event.CustomersLog;
import incharge.eventstore.testing.EventContract;
import incharge.feed.Fact;
import java.util.Set;

class ContractTest extends EventContract {

    /** Visibility keeps the category of a customer; erasures are answered. */
    private static final Set<String> UNDERSTOOD =
            Set.of("CustomerCategorised", "CustomerUncategorised", "PersonErased");

    private static final Set<String> IGNORED = Set.of(
            "AccountAdded",
            "ErasureCompleted",
            "AccountRenamed",
            "AccountDeleted",
            "TeamAdded",
            "TeamRenamed",
            "TeamDeleted",
            "RoleRenamed",
            "OwnerRoleChanged",
            "CategoryRequestKept",
            "AssigneeRequestKept",
            "AssigneeRequestDeclined");

    ContractTest() {
        super(CustomersLog.VOCABULARY, ForeignFact.FACTS.topics(), ContractTest::understands, IGNORED);
    }

    private static boolean understands(Fact fact) {
        return ForeignFact.FACTS.includes(fact) || UNDERSTOOD.contains(fact.type());
    }
}
