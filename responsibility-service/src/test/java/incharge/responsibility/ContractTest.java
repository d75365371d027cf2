package incharge.responsibility;

import incharge.eventstore.testing.EventContract;
import incharge.responsibility.event.ResponsibilitiesLog;
import incharge.responsibility.reference.ReferenceDataProjection;
import incharge.responsibility.responsibility.AssigneeRequests;
import java.time.ZoneOffset;

class ContractTest extends EventContract {

    ContractTest() {
        super(
                ResponsibilitiesLog.VOCABULARY,
                ReferenceDataProjection.TOPICS,
                fact -> ReferenceDataProjection.understands(fact)
                        || new AssigneeRequests(null, ZoneOffset.UTC).concerns(fact),
                ReferenceDataProjection.IGNORED);
    }
}
