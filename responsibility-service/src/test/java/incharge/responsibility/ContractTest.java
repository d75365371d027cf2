package incharge.responsibility;

import incharge.eventstore.testing.EventContract;
import incharge.feed.Fact;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.reference.ForeignFact;
import java.util.Set;

class ContractTest extends EventContract {

    /** Facts of other services that nothing but the visibility in this service depends on. */
    private static final Set<String> IGNORED = Set.of(
            "AccountAdded",
            "ErasureCompleted",
            "AccountDeleted",
            "AccountRenamed",
            "CategoryChanged",
            "CategoryCreated",
            "CategoryDeleted",
            "CategoryRequestKept",
            "CustomerCategorised",
            "CustomerTagged",
            "CustomerUncategorised",
            "CustomerUntagged",
            "TagChanged",
            "TagCreated",
            "TagDeleted",
            "CustomerRenamed",
            "CustomerDetailsChanged",
            "CustomerGroupingRequested",
            "CustomerGroupingWithdrawn",
            "ProjectStatusChanged");

    ContractTest() {
        super(
                ResponsibilitiesLog.VOCABULARY,
                ForeignFact.FACTS.topics(),
                ContractTest::understands,
                and(IGNORED, ON_CARDS));
    }

    /** Erasures are answered for every service in the same way. */
    private static boolean understands(Fact fact) {
        return ForeignFact.FACTS.includes(fact) || fact.type().equals("PersonErased");
    }
}
