package incharge.reporting.card;

import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Level;
import incharge.http.RequiresLevel;
import incharge.reporting.answers.Actor;
import incharge.reporting.answers.Answer;
import incharge.reporting.answers.AsOf;
import incharge.reporting.answers.Json;
import incharge.reporting.answers.Owners;
import incharge.reporting.answers.SnapshotView;
import incharge.reporting.snapshot.Collation;
import incharge.reporting.snapshot.Customer;
import incharge.reporting.snapshot.Snapshots;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** {@code GET /api/customers/{id}/card}: what a panel shows of a customer, in one answer. */
@RequiresLevel(area = Area.CUSTOMERS)
@RestController
class CustomerCardController {

    private final AsOf asOf;
    private final Snapshots snapshots;
    private final PublicRegistries registries;

    CustomerCardController(AsOf asOf, Snapshots snapshots, PublicRegistries registries) {
        this.asOf = asOf;
        this.snapshots = snapshots;
        this.registries = registries;
    }

    /** @param on the day on which the owners are listed */
    record Parameters(Instant asOf, LocalDate on) {}

    @GetMapping("/api/customers/{id}/card")
    ResponseEntity<byte[]> card(@PathVariable UUID id, Parameters parameters, Caller caller) {
        SnapshotView view = asOf.view(caller, parameters.asOf());
        Customer customer = CardThings.customer(view, id);
        CustomerCard card = CustomerCard.of(snapshots, view, customer, asOf.time(parameters.asOf()));
        return Answer.json(view.snapshot(), json -> {
            json.writeStartObject();
            card.writeCustomer(json);
            Json.named(json, "category", view.visibility().categoryOf(view.snapshot(), customer));
            Json.allNamed(json, "tags", Collation.EN.sorted(view.snapshot().tagsOf(customer)));
            if (caller.can(Area.RESPONSIBILITIES, Level.VIEW)) {
                Json.allNamed(json, "owners", owners(view, parameters.on()).of(customer));
            }
            Json.time(json, "createdAt", customer.createdAt());
            Actor.write(json, "createdBy", view.snapshot(), customer.createdBy());
            card.writeThings(json);
            card.writeLastInteraction(json);
            card.writeCounts(json);
            may(json, card, caller);
            json.writeEndObject();
        });
    }

    private static Owners owners(SnapshotView view, LocalDate on) {
        return Owners.of(on == null ? view : new SnapshotView(view.snapshot(), view.visibility(), on), Collation.EN);
    }

    private void may(JsonGenerator json, CustomerCard card, Caller caller) {
        boolean edits = caller.can(Area.CUSTOMERS, Level.EDIT);
        json.writeObjectPropertyStart("may");
        json.writeBooleanProperty("edit", edits);
        json.writeBooleanProperty("admin", caller.can(Area.CUSTOMERS, Level.ADMIN));
        json.writeBooleanProperty("responsibilities", caller.can(Area.RESPONSIBILITIES, Level.EDIT));
        Json.text(json, "registry", edits ? card.registry(registries) : "level-missing");
        json.writeEndObject();
    }
}
