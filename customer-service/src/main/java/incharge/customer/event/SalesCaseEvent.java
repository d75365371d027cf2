package incharge.customer.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import incharge.eventstore.decider.Personal;
import java.time.LocalDate;
import java.util.UUID;

/** Events of a sales case; it lies in no other. */
public sealed interface SalesCaseEvent extends CardEvent {

    UUID salesCaseId();

    @Override
    default UUID thingId() {
        return salesCaseId();
    }

    record SalesCaseOpened(
            UUID salesCaseId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped SalesCaseDetails details) implements SalesCaseEvent {}

    /** All details as they are after the change. */
    record SalesCaseChanged(
            UUID salesCaseId,
            @JsonUnwrapped Place place,
            @JsonUnwrapped SalesCaseDetails details) implements SalesCaseEvent {}

    /** Won or lost, or won or lost in another way than before; the probability follows from the outcome. */
    record SalesCaseClosed(
            UUID salesCaseId,
            @JsonUnwrapped Place place,
            SalesCaseState outcome,
            LocalDate closedOn,
            @Personal String lostReason)
            implements SalesCaseEvent {}

    /** @param probability the one that it had before it was closed */
    record SalesCaseReopened(
            UUID salesCaseId, @JsonUnwrapped Place place, Integer probability) implements SalesCaseEvent {}
}
