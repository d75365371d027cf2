package incharge.responsibility;

import incharge.eventstore.testing.EventContract;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.reference.ForeignFact;
import java.util.Set;

class ContractTest extends EventContract {

    /** Facts of customer-service that nothing in this service depends on. */
    private static final Set<String> IGNORED = Set.of(
            "CustomerRenamed",
            "CustomerDetailsChanged",
            "CustomerGroupingRequested",
            "CustomerGroupingWithdrawn",
            "ProjectStatusChanged");

    ContractTest() {
        super(ResponsibilitiesLog.VOCABULARY, ForeignFact.FACTS.topics(), ForeignFact.FACTS::includes, IGNORED);
    }
}
