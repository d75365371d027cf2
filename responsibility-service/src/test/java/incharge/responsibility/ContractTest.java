package incharge.responsibility;

import incharge.eventstore.testing.EventContract;

class ContractTest extends EventContract {

    ContractTest() {
        super(
                ResponsibilityBoundary.VOCABULARY,
                KnownProjection.TOPICS,
                KnownProjection::understands,
                KnownProjection.IGNORED);
    }
}
