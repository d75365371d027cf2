package incharge.customer.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import incharge.customer.ServiceTest;
import incharge.customer.event.RequestedGrouping;
import incharge.customer.event.RequestedGrouping.Reference;
import incharge.customer.reference.Memberships.RequestedMembership;
import incharge.feed.NotCaughtUp;
import incharge.feed.testing.FirstStart;
import incharge.visibility.ReferenceCollections;
import incharge.visibility.VisibilityRule;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class FirstStartTest extends ServiceTest {

    @Test
    void nothing_is_decided_on_reference_data_that_is_half_consumed() {
        var category = UUID.randomUUID();
        try (var start = new FirstStart(ForeignFact.GROUPINGS, ForeignFact.RESPONSIBILITIES)) {
            start.database()
                    .getCollection(ReferenceCollections.CATEGORIES)
                    .insertOne(new Document("_id", category.toString())
                            .append("key", "early")
                            .append("numberingStart", 7)
                            .append("sellers", List.of()));
            var data = new ReferenceData(new ReferenceProjection(start.database()), start.catchUp());
            var request = new RequestedMembership(
                    UUID.randomUUID(), RequestedGrouping.of(Reference.byId(category), List.of()));
            Instant now = Instant.now();

            refuses(() -> data.numberingStart(category));
            refuses(() -> data.numberingStart("Early"));
            refuses(() -> data.hasCategory(category, VisibilityRule.EVERYTHING));
            refuses(() -> data.categories(List.of("Early"), now));
            refuses(() -> data.proposals(VisibilityRule.EVERYTHING));
            refuses(() -> data.isUncategorised(UUID.randomUUID()));
            refuses(() -> data.categoryOf(UUID.randomUUID()));
            refuses(() -> data.hasTag(UUID.randomUUID()));
            refuses(() -> data.memberships(request));
            refuses(() -> data.memberships(List.of(request), now));
            refuses(() -> data.awaitSatisfied(request));
            refuses(() -> data.hasEmployee(UUID.randomUUID()));
            refuses(() -> data.employees(List.of("early"), now));
            refuses(() -> data.isResponsible(UUID.randomUUID(), UUID.randomUUID()));

            start.proceed();
            await().ignoreExceptionsInstanceOf(NotCaughtUp.class)
                    .untilAsserted(
                            () -> assertThat(data.numberingStart(category)).isEqualTo(7));
            assertThat(data.hasCategory(category, VisibilityRule.EVERYTHING)).isTrue();
        }
    }

    private static void refuses(ThrowingCallable query) {
        assertThatThrownBy(query).isInstanceOf(NotCaughtUp.class);
    }
}
