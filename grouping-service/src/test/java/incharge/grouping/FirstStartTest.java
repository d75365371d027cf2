package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incharge.feed.NotCaughtUp;
import incharge.feed.testing.FirstStart;
import incharge.grouping.reference.ForeignFact;
import incharge.grouping.reference.ReferenceData;
import incharge.grouping.reference.ReferenceProjection;
import incharge.http.Fields;
import incharge.visibility.ReferenceCollections;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class FirstStartTest extends ServiceTest {

    @Test
    void nothing_is_decided_on_reference_data_that_is_half_consumed() {
        var employee = UUID.randomUUID();
        try (var start = new FirstStart(ForeignFact.CUSTOMERS, ForeignFact.RESPONSIBILITIES)) {
            start.database()
                    .getCollection(ReferenceCollections.EMPLOYEES)
                    .insertOne(new Document("_id", employee.toString()).append("exists", true));
            var data = new ReferenceData(new ReferenceProjection(start.database(), start.keys()), start.catchUp());
            var fields = new Fields();

            refuses(() -> data.checkEmployees("sellerIds", List.of(employee), List::of, fields));
            refuses(() -> data.checkCustomers("customerIds", List.of(UUID.randomUUID()), null, fields));
            refuses(() -> data.missingCustomers(List.of(UUID.randomUUID()), null));

            start.proceed();
            await().ignoreExceptionsInstanceOf(NotCaughtUp.class)
                    .untilAsserted(() -> data.checkEmployees("sellerIds", List.of(employee), List::of, fields));
            assertThat(fields.errors()).isEmpty();
        }
    }

    private static void refuses(ThrowingCallable query) {
        assertThatThrownBy(query).isInstanceOf(NotCaughtUp.class);
    }
}
