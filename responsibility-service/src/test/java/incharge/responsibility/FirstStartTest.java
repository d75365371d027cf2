package incharge.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incharge.feed.NotCaughtUp;
import incharge.feed.testing.FirstStart;
import incharge.responsibility.event.Subject;
import incharge.responsibility.event.SubjectType;
import incharge.responsibility.reference.ReferenceData;
import incharge.responsibility.reference.ReferenceProjection;
import incharge.visibility.ReferenceCollections;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class FirstStartTest extends ServiceTest {

    @Test
    void nothing_is_decided_on_reference_data_that_is_half_consumed() {
        var customer = new Subject(SubjectType.CUSTOMER, UUID.randomUUID());
        try (var start = new FirstStart(CustomersTopic.TOPIC)) {
            start.database()
                    .getCollection(ReferenceCollections.CUSTOMERS)
                    .insertOne(new Document("_id", customer.id().toString()).append("numberKey", "early"));
            var data = new ReferenceData(new ReferenceProjection(start.database()), start.catchUp());

            refuses(() -> data.subjects(List.of(customer), null));
            refuses(() -> data.subjectsNow(List.of(customer)));
            refuses(() -> data.customersNumbered(List.of("early"), Instant.now(), null));
            refuses(() -> data.projectsNumbered(List.of("early"), Instant.now(), null));

            start.proceed();
            await().ignoreExceptionsInstanceOf(NotCaughtUp.class)
                    .untilAsserted(() ->
                            assertThat(data.subjectsNow(List.of(customer))).containsOnlyKeys(customer));
        }
    }

    private static void refuses(ThrowingCallable query) {
        assertThatThrownBy(query).isInstanceOf(NotCaughtUp.class);
    }
}
