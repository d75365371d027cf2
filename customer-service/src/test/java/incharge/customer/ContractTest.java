package incharge.customer;

import incharge.eventstore.testing.EventContract;

class ContractTest extends EventContract {

    ContractTest() {
        super(
                CustomerBoundary.VOCABULARY,
                KnownProjection.TOPICS,
                KnownProjection::understands,
                KnownProjection.IGNORED);
    }
}
