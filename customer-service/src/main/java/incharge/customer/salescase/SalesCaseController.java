package incharge.customer.salescase;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.card.ThingView;
import incharge.customer.card.ThingViews;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.Money;
import incharge.customer.event.Place;
import incharge.customer.event.SalesCaseDetails;
import incharge.customer.event.SalesCaseState;
import incharge.customer.reference.ReferenceData;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.http.Origins;
import incharge.http.Area;
import incharge.http.Fields;
import incharge.http.Level;
import incharge.http.Patch;
import incharge.http.RequiresLevel;
import incharge.visibility.CallerVisibility;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One sales case over HTTP; lists come from reporting-service. */
@RequiresLevel(area = Area.CUSTOMERS, level = Level.EDIT)
@RestController
class SalesCaseController {

    private static final String PATH = "/api/sales-cases";

    /** {@code erased} is true, and the texts are missing, where the person that they are about is erased. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SalesCaseView(
            @JsonInclude String name,
            Boolean erased,
            String description,
            Money value,
            Integer probability,
            LocalDate expectedClose,
            UUID ownerId,
            SalesCaseState state,
            LocalDate closedOn,
            String lostReason) {

        static SalesCaseView of(SalesCase salesCase) {
            SalesCaseDetails details = salesCase.details();
            return new SalesCaseView(
                    details.name(),
                    details.name() == null ? true : null,
                    details.description(),
                    details.value(),
                    details.probability(),
                    details.expectedClose(),
                    details.ownerId(),
                    salesCase.state(),
                    salesCase.closedOn(),
                    salesCase.lostReason());
        }
    }

    private final ThingViews<SalesCase, SalesCaseView> salesCases;
    private final EventStore<CustomersEvent> store;
    private final ReferenceData referenceData;
    private final Clock clock;

    SalesCaseController(ThingViews.Desk desk, ReferenceData referenceData, Clock clock) {
        this.salesCases = new ThingViews<>(desk, SalesCase.KIND, PATH, SalesCaseView::of);
        this.store = desk.store();
        this.referenceData = referenceData;
        this.clock = clock;
    }

    @PostMapping("/api/customers/{id}/sales-cases")
    ResponseEntity<ThingView<SalesCaseView>> open(
            @PathVariable UUID id, @RequestBody SalesCaseFields body, Origins origins, CallerVisibility visibility) {
        Place place = salesCases.places().beneathCustomer(id, body.projectId(), visibility);
        var fields = new Fields();
        SalesCase salesCase = body.check(fields, LocalDate.now(clock));
        if (!store.isRepeat(origins.of(body.reason()))) {
            referenceData.checkActive(fields, "ownerId", body.ownerId());
        }
        fields.check();
        return salesCases.add(place, salesCase, body.reason(), origins, visibility);
    }

    @RequiresLevel(area = Area.CUSTOMERS)
    @GetMapping(PATH + "/{id}")
    ResponseEntity<ThingView<SalesCaseView>> get(@PathVariable UUID id, CallerVisibility visibility) {
        return salesCases.get(id, visibility);
    }

    @PatchMapping(PATH + "/{id}")
    ResponseEntity<ThingView<SalesCaseView>> change(
            @PathVariable UUID id,
            @RequestBody Patch<SalesCaseFields> patch,
            Origins origins,
            CallerVisibility visibility) {
        SalesCaseFields changes = patch.changes();
        boolean names = changes.ownerId() != null || changes.projectId() != null;
        if (names && !store.isRepeat(origins.of(changes.reason()))) {
            salesCases.visible(id, visibility);
            var fields = new Fields();
            referenceData.checkActive(fields, "ownerId", changes.ownerId());
            fields.check();
        }
        LocalDate today = LocalDate.now(clock);
        UnaryOperator<SalesCase> change = before -> changed(before, patch, today);
        return patch.has("projectId")
                ? salesCases.relocate(id, change, changes.projectId(), changes.reason(), origins, visibility)
                : salesCases.change(id, change, changes.reason(), origins, visibility);
    }

    private static SalesCase changed(SalesCase before, Patch<SalesCaseFields> patch, LocalDate today) {
        var fields = new Fields();
        SalesCase after = patch.applyTo(SalesCaseFields.of(before)).check(fields, before, patch::has, today);
        fields.check();
        return after;
    }
}
