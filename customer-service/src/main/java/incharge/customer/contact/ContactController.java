package incharge.customer.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.customer.customer.CustomerBoundary;
import incharge.customer.event.ContactProfile;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Place;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.http.Origins;
import incharge.eventstore.http.ResourceAnswers;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.InvalidInput;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.Reason;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One contact over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class ContactController {

    /**
     * A contact as it is shown.
     *
     * @param name shown also where it is null, for an erased person
     * @param erased true for an erased person, else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            @JsonInclude(JsonInclude.Include.ALWAYS) String name,
            Boolean erased,
            @JsonUnwrapped ContactProfile profile) {

        static Shown of(ContactProfile profile) {
            return new Shown(profile.name(), profile.name() == null ? true : null, profile);
        }
    }

    private final EventStore<CustomersEvent> store;
    private final ResourceAnswers answers;
    private final ThingViews<ContactProfile, Shown> contacts;

    ContactController(ThingViews.Desk desk) {
        this.store = desk.store();
        this.answers = desk.answers();
        this.contacts = new ThingViews<>(desk, Contact.KIND, "/api/contacts", Shown::of);
    }

    @PostMapping("/api/customers/{id}/contacts")
    ResponseEntity<ThingView<Shown>> add(
            @PathVariable UUID id, @RequestBody ContactFields body, Origins origins, CallerVisibility visibility) {
        Place place = contacts.places().beneathCustomer(id, null, visibility);
        ContactProfile profile = body.check();
        if (!store.isRepeat(origins.of(body.reason()))) {
            requireAddress(id, profile.addressId());
        }
        return contacts.add(place, profile, body.reason(), origins, visibility);
    }

    /** An address that is removed later stays named. */
    private void requireAddress(UUID customer, UUID address) {
        if (address != null
                && store.current(CustomerBoundary.DECIDER, CustomerBoundary.withAddresses(customer))
                                .state()
                                .addresses(customer)
                                .find(address)
                        == null) {
            throw InvalidInput.value("addressId", "address-unknown", "The customer has no address " + address + ".");
        }
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping("/api/contacts/{id}")
    ResponseEntity<ThingView<Shown>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return contacts.get(id, visibility);
    }

    @PatchMapping("/api/contacts/{id}")
    ResponseEntity<ThingView<Shown>> change(
            @PathVariable UUID id,
            @RequestBody Patch<ContactFields> patch,
            Origins origins,
            CallerVisibility visibility) {
        UUID address = patch.changes().addressId();
        if (address != null && !store.isRepeat(origins.of(patch.changes().reason()))) {
            requireAddress(contacts.visible(id, visibility).place().customerId(), address);
        }
        return contacts.change(
                id, profile -> changed(profile, patch), patch.changes().reason(), origins, visibility);
    }

    private static ContactProfile changed(ContactProfile profile, Patch<ContactFields> patch) {
        ContactFields fields = patch.applyTo(ContactFields.of(profile));
        return profile.name() == null ? fields.checkErased() : fields.check();
    }

    @DeleteMapping("/api/contacts/{id}")
    ResponseEntity<Void> remove(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        return contacts.remove(id, reason, origins, visibility);
    }

    /** Erases a contact for ever, also one that is removed; again changes nothing. */
    @RequiresLevel(area = Area.CUSTOMERS, level = Level.ADMIN)
    @PostMapping("/api/contacts/{id}/erase")
    ResponseEntity<Void> erase(
            @PathVariable UUID id,
            @RequestBody(required = false) Reason reason,
            Origins origins,
            CallerVisibility visibility) {
        Origin origin = origins.changing(CustomersLog.thing(id), Reason.of(reason));
        var fields = new Fields();
        fields.required("reason", origin.reason());
        return answers.noContent(store.decide(
                ContactErasure.DECIDER.guarded((_, contact) -> {
                    visibility.require(contact.customer());
                    fields.check();
                }),
                id,
                origin));
    }
}
