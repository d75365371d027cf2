package incharge.customer.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import incharge.customer.card.Card;
import incharge.customer.card.ThingCommand;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.card.ThingCommand.RemoveThing;
import incharge.customer.event.ContactEvent.ContactAdded;
import incharge.customer.event.ContactEvent.ContactChanged;
import incharge.customer.event.ContactEvent.ContactRemoved;
import incharge.customer.event.ContactProfile;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.PersonErased;
import incharge.customer.event.Place;
import incharge.eventstore.decider.DeciderSpec;
import incharge.http.InvalidInput;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContactTest {

    private static final UUID ACME = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    private static final UUID MARIA = UUID.fromString("01890a5d-ac96-774b-bcce-000000000041");
    private static final Place AT_ACME = Place.beneath(ACME);
    private static final CustomerRegistered ACME_REGISTERED =
            new CustomerRegistered(ACME, "1001", "Acme", CustomerDetails.NONE, null, null);
    private static final ContactProfile PROFILE = new ContactProfile(
            "Maria Anders", "CFO", "maria@acme.example", null, List.of("Invoicing"), List.of(), null, true);
    private static final ContactProfile INACTIVE = new ContactProfile(
            "Maria Anders", "CFO", "maria@acme.example", null, List.of("Invoicing"), List.of(), null, false);

    private final DeciderSpec<ThingCommand<ContactProfile>, CustomersEvent> contacts =
            DeciderSpec.of(Card.decider(Contact.KIND), CustomersLog.VOCABULARY);
    private final DeciderSpec<UUID, CustomersEvent> erasures =
            DeciderSpec.of(ContactErasure.DECIDER, CustomersLog.VOCABULARY);

    @Test
    void a_contact_is_added_made_inactive_and_removed() {
        contacts.given(ACME_REGISTERED)
                .when(new AddThing<>(MARIA, AT_ACME, PROFILE))
                .then(new ContactAdded(MARIA, AT_ACME, PROFILE));
        contacts.given(new ContactAdded(MARIA, AT_ACME, PROFILE))
                .when(new ChangeThing<ContactProfile>(MARIA, AT_ACME, _ -> INACTIVE))
                .then(new ContactChanged(MARIA, AT_ACME, INACTIVE));
        contacts.given(new ContactAdded(MARIA, AT_ACME, PROFILE))
                .when(new RemoveThing<>(MARIA, AT_ACME))
                .then(new ContactRemoved(MARIA, AT_ACME));
    }

    @Test
    void a_contact_is_erased_once_removed_or_not() {
        var added = new ContactAdded(MARIA, AT_ACME, PROFILE);
        PersonErased erased = PersonErased.ofContact(MARIA, ACME);

        erasures.given(added).when(MARIA).then(erased);
        erasures.given(added, new ContactRemoved(MARIA, AT_ACME)).when(MARIA).then(erased);
        erasures.given(added, erased).when(MARIA).thenNothing();
        erasures.given(added, erased, new ContactRemoved(MARIA, AT_ACME))
                .when(MARIA)
                .thenNothing();
    }

    @Test
    void roles_and_keywords_are_kept_once_without_regard_to_case() {
        assertThat(words("Invoicing", "invoicing ", "Sales").check().roles()).containsExactly("Invoicing", "Sales");
    }

    @Test
    void roles_are_at_most_50_and_none_of_them_blank() {
        String[] many = new String[51];
        for (int i = 0; i < many.length; i++) {
            many[i] = "Role " + i;
        }

        assertThat(codes(words(many))).containsExactly("roles too-many");
        assertThat(codes(words("Sales", " "))).containsExactly("roles[1] required");
        assertThat(codes(new ContactFields(
                        null, null, null, null, Collections.singletonList(null), null, null, null, null)))
                .containsExactly("name required", "roles[0] required");
    }

    private static ContactFields words(String... roles) {
        return new ContactFields("Maria Anders", null, null, null, List.of(roles), null, null, null, null);
    }

    private static List<String> codes(ContactFields fields) {
        var invalid = assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(fields::check)
                .actual();
        return invalid.errors().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
