package incharge.customer.activity;

import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.event.ActivityDetails;
import incharge.customer.event.ActivityKind;
import incharge.http.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActivityFieldsTest {

    private static final LocalDate DUE = LocalDate.of(2026, 3, 31);
    private static final Instant START = Instant.parse("2026-03-31T07:00:00Z");
    private static final UUID KIM = UUID.fromString("01890a5d-ac96-774b-bcce-000000000051");

    private static ActivityFields todo(LocalDate due, Instant start, Instant end, String location) {
        return fields(ActivityKind.TODO, "Call", List.of(), due, start, end, location);
    }

    private static ActivityFields entry(LocalDate due, Instant start, Instant end, String location) {
        return fields(ActivityKind.CALENDAR, "Call", null, due, start, end, location);
    }

    private static ActivityFields fields(
            ActivityKind kind,
            String title,
            List<UUID> contacts,
            LocalDate due,
            Instant start,
            Instant end,
            String location) {
        return new ActivityFields(kind, title, " ", null, contacts, due, start, end, location, null, null);
    }

    private static List<String> errors(ActivityFields given) {
        var fields = new Fields();
        given.check(fields);
        return fields.errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    @Test
    void each_kind_has_its_fields() {
        assertThat(todo(DUE, null, null, " ").check(new Fields()))
                .isEqualTo(new ActivityDetails(ActivityKind.TODO, "Call", null, null, null, DUE, null, null, null));
        assertThat(entry(null, START, START, " Oulu ").check(new Fields()))
                .isEqualTo(new ActivityDetails(
                        ActivityKind.CALENDAR, "Call", null, null, null, null, START, START, "Oulu"));
        assertThat(errors(todo(null, null, null, null))).isEmpty();
    }

    @Test
    void a_field_of_the_other_kind_is_refused() {
        assertThat(errors(todo(DUE, START, START, "Oulu")))
                .containsExactly("start not-of-this-kind", "end not-of-this-kind", "location not-of-this-kind");
        assertThat(errors(entry(DUE, START, null, null))).containsExactly("due not-of-this-kind");
    }

    @Test
    void an_entry_starts_and_does_not_end_before() {
        assertThat(errors(entry(null, null, START, null))).containsExactly("start required");
        assertThat(errors(entry(null, START, START.minusMillis(1), null))).containsExactly("end end-before-start");
    }

    @Test
    void kind_and_title_are_required() {
        assertThat(errors(fields(null, " ", null, DUE, null, null, null)))
                .containsExactly("title required", "kind required");
    }

    @Test
    void a_contact_is_named_once_and_there_are_at_most_a_hundred() {
        var twice = fields(ActivityKind.TODO, "Call", List.of(KIM, KIM), null, null, null, null);
        List<UUID> many = Stream.generate(UUID::randomUUID).limit(101).toList();

        assertThat(twice.check(new Fields()).contactIds()).containsExactly(KIM);
        assertThat(errors(fields(ActivityKind.TODO, "Call", many, null, null, null, null)))
                .containsExactly("contactIds too-many");
    }

    @Test
    void the_kind_stays_and_an_erased_title_is_no_longer_required() {
        ActivityDetails erased = new ActivityDetails(ActivityKind.TODO, null, null, null, null, DUE, null, null, null);
        var fields = new Fields();

        fields(ActivityKind.TODO, null, null, null, null, null, null).check(fields, erased);
        assertThat(fields.errors()).isEmpty();
        entry(null, START, null, null).check(fields, erased);
        assertThat(fields.errors()).extracting(error -> error.code()).containsExactly("kind-fixed");
    }
}
