package incharge.responsibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.eventstore.log.Recorded;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An employee is erased over HTTP. */
class ErasureTest extends ServiceTest {

    private final String name = fresh("Felecia");
    private final String title = fresh("Keeper of the keys");

    private UUID added() {
        return added("/api/employees", """
                {"name":"%s","email":"%s@example.com","phone":"+358 9 123 4567","title":"%s","sellerInfo":"%s",
                 "externalId":"%s","seller":true}""".formatted(name, name, title, title, name));
    }

    private UUID inactive() {
        UUID id = added();
        assertThat(patch(id, "{\"active\":false}").status()).isEqualTo(200);
        return id;
    }

    private Answer patch(UUID id, String fields) {
        return send("PATCH", "/api/employees/" + id, fields);
    }

    private Answer erase(UUID id) {
        return post("/api/employees/" + id + "/erase", "{\"reason\":\"Requested\"}");
    }

    /** The answer to the erasure comes later. */
    private List<Recorded> eventsOf(UUID id) {
        return store.log().read(1, 100_000).stream()
                .filter(event ->
                        event.subject().equals(id.toString()) && !event.type().equals("ErasureCompleted"))
                .toList();
    }

    @Test
    void an_inactive_employee_is_erased_for_ever() {
        UUID id = inactive();
        assertThat(get("/api/employees/" + id).body().get("title").asString()).isEqualTo(title);
        assertThat(get("/api/employees/" + id).body().has("erased")).isFalse();

        Answer erased = erase(id);
        assertThat(erased.status()).as("%s", erased.body()).isEqualTo(204);
        assertThat(erased.header("Event-Position")).isNotBlank();
        assertThat(erase(id).status()).isEqualTo(204);

        Answer shown = get("/api/employees/" + id);
        assertThat(shown.body().get("name").isNull()).isTrue();
        assertThat(shown.body().get("erased").asBoolean()).isTrue();
        assertThat(shown.body().propertyNames())
                .containsExactlyInAnyOrder("id", "name", "erased", "externalId", "seller", "active");
        assertThat(logged("PersonErased", id)).singleElement().satisfies(event -> {
            assertThat(new String(event.payload(), UTF_8))
                    .isEqualTo("{\"kind\":\"employee\",\"personId\":\"" + id + "\"}");
            assertThat(event.cause().reason()).isEqualTo("Requested");
        });
        assertThat(store.keys().find(List.of(id.toString()))).isEmpty();
    }

    @Test
    void the_erasures_of_employees_and_customers_are_answered_once() {
        UUID employee = inactive();
        UUID customer = UUID.randomUUID();
        erase(employee);
        erase(employee);
        customers.erase(customer);
        awaitConsumed();

        assertThat(logged("ErasureCompleted", employee)).hasSize(1);
        assertThat(logged("ErasureCompleted", customer)).hasSize(1);
    }

    @Test
    void no_text_is_in_the_log_before_or_after() {
        UUID id = inactive();
        erase(id);

        assertThat(eventsOf(id)).hasSize(3);
        for (Recorded event : eventsOf(id)) {
            String payload = new String(event.payload(), UTF_8);
            assertThat(payload).doesNotContain(title).doesNotContain("123 4567").doesNotContain("@example.com");
            assertThat(event.tags()).noneMatch(tag -> tag.contains(name));
        }
    }

    @Test
    void it_needs_a_reason_and_an_inactive_employee() {
        UUID id = added();

        Answer unfounded = post("/api/employees/" + id + "/erase", "{}");
        assertThat(unfounded.status()).isEqualTo(422);
        assertThat(unfounded.fields()).containsExactly("reason");
        assertThat(post("/api/employees/" + id + "/erase", null).status()).isEqualTo(422);
        Answer active = erase(id);
        assertThat(active.status()).isEqualTo(422);
        assertThat(active.code()).isEqualTo("still-active");
        assertThat(erase(UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(as("demo-editor", "POST", "/api/employees/" + id + "/erase", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(get("/api/employees/" + id).body().get("name").asString()).isEqualTo(name);
    }

    @Test
    void nothing_more_is_recorded_about_an_erased_employee() {
        UUID id = inactive();
        erase(id);

        Answer renamed = patch(id, "{\"name\":\"Again\"}");
        assertThat(renamed.status()).isEqualTo(422);
        assertThat(renamed.code()).isEqualTo("erased");
        assertThat(eventsOf(id)).hasSize(3);
    }

    @Test
    void a_stale_request_erases_nothing() {
        UUID id = inactive();
        Answer stale = post("/api/employees/" + id + "/erase", "{\"reason\":\"Requested\"}", "If-Match", "\"1\"");

        assertThat(stale.status()).isEqualTo(412);
        assertThat(get("/api/employees/" + id).body().get("name").asString()).isEqualTo(name);
    }
}
