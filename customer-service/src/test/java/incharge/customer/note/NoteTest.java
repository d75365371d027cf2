package incharge.customer.note;

import incharge.customer.card.Card;
import incharge.customer.card.ThingCommand;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.card.ThingCommand.RemoveThing;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerArchived;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomerKind;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.NoteEvent.NoteAdded;
import incharge.customer.event.NoteEvent.NoteChanged;
import incharge.customer.event.NoteEvent.NoteRemoved;
import incharge.customer.event.Place;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.SalesCaseDetails;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.eventstore.decider.DeciderSpec;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoteTest {

    private static final UUID ACME = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    private static final UUID OTHER = UUID.fromString("01890a5d-ac96-774b-bcce-000000000003");
    private static final UUID AUDIT = UUID.fromString("01890a5d-ac96-774b-bcce-000000000011");
    private static final UUID NOTE = UUID.fromString("01890a5d-ac96-774b-bcce-000000000031");
    private static final Plan PLAN = new Plan("Annual audit", "open", null, null, null);
    private static final CustomerRegistered ACME_REGISTERED =
            new CustomerRegistered(ACME, "1001", "Acme", CustomerDetails.NONE, null, null);
    private static final ProjectOpened AUDIT_OPENED = new ProjectOpened(AUDIT, ACME, "P-7", PLAN, null);
    private static final Place ON_ACME = Place.beneath(ACME);
    private static final Place IN_AUDIT = ON_ACME.inProject(AUDIT);

    private final DeciderSpec<ThingCommand<Note>, CustomersEvent> notes =
            DeciderSpec.of(Card.decider(Note.KIND), CustomersLog.VOCABULARY);

    @Test
    void a_note_is_added_changed_and_removed() {
        notes.given(ACME_REGISTERED)
                .when(new AddThing<>(NOTE, ON_ACME, new Note("Called")))
                .then(new NoteAdded(NOTE, ON_ACME, "Called"));
        notes.given(new NoteAdded(NOTE, ON_ACME, "Called"))
                .when(new ChangeThing<Note>(NOTE, ON_ACME, _ -> new Note("Called twice")))
                .then(new NoteChanged(NOTE, ON_ACME, "Called twice"));
        notes.given(new NoteAdded(NOTE, ON_ACME, "Called"))
                .when(new ChangeThing<Note>(NOTE, ON_ACME, _ -> new Note("Called")))
                .then();
        notes.given(new NoteAdded(NOTE, ON_ACME, "Called"))
                .when(new RemoveThing<>(NOTE, ON_ACME))
                .then(new NoteRemoved(NOTE, ON_ACME));
    }

    @Test
    void a_note_is_added_to_no_sales_case_of_another_customer() {
        var add = new AddThing<>(NOTE, ON_ACME.inSalesCase(AUDIT), new Note("Called"));
        var details = new SalesCaseDetails("Hall", null, null, null, null, null);

        notes.given(ACME_REGISTERED).when(add).thenRefused("sales-case-unknown", "salesCaseId");
        notes.given(ACME_REGISTERED, new SalesCaseOpened(AUDIT, Place.beneath(OTHER), details))
                .when(add)
                .thenRefused("sales-case-of-another-customer", "salesCaseId");
    }

    @Test
    void nothing_is_added_to_what_is_unknown_archived_or_another_customers() {
        var add = new AddThing<>(NOTE, IN_AUDIT, new Note("Called"));

        notes.given().when(add).thenRefused("customer-unknown");
        notes.given(ACME_REGISTERED).when(add).thenRefused("project-unknown");
        notes.given(ACME_REGISTERED, new CustomerArchived(ACME, null), AUDIT_OPENED)
                .when(add)
                .thenRefused("customer-archived");
        notes.given(ACME_REGISTERED, AUDIT_OPENED, new ProjectArchived(AUDIT, ACME, null))
                .when(add)
                .thenRefused("project-archived");
        notes.given(ACME_REGISTERED, new ProjectOpened(AUDIT, OTHER, "P-7", PLAN, null))
                .when(add)
                .thenRefused("project-of-another-customer");
    }

    @Test
    void a_note_on_a_person_names_the_person_whose_key_seals_it() {
        notes.given(new CustomerRegistered(ACME, "1001", "Kim", CustomerDetails.NONE, null, CustomerKind.PERSON))
                .when(new AddThing<>(NOTE, ON_ACME, new Note("Called")))
                .then(new NoteAdded(NOTE, ON_ACME.ofPerson(ACME), "Called"));
    }

    @Test
    void a_note_goes_with_its_project_to_another_customer() {
        notes.given(
                        AUDIT_OPENED,
                        new NoteAdded(NOTE, IN_AUDIT, "Called"),
                        new ProjectChanged(AUDIT, OTHER, "P-7", PLAN.withStatus(null), null, ACME))
                .when(new ChangeThing<Note>(NOTE, IN_AUDIT, _ -> new Note("Called twice")))
                .then(new NoteChanged(NOTE, IN_AUDIT.ofCustomer(OTHER), "Called twice"));
    }
}
