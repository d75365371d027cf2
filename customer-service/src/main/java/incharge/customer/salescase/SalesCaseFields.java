package incharge.customer.salescase;

import com.fasterxml.jackson.annotation.JsonInclude;
import incharge.customer.event.Money;
import incharge.customer.event.SalesCaseDetails;
import incharge.customer.event.SalesCaseState;
import incharge.http.Fields;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Predicate;

/** A sales case's own fields as a client writes them. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SalesCaseFields(
        String name,
        String description,
        Money value,
        Integer probability,
        LocalDate expectedClose,
        UUID ownerId,
        SalesCaseState state,
        LocalDate closedOn,
        String lostReason,
        UUID projectId,
        String reason) {

    private static final int SURE = 100;

    static SalesCaseFields of(SalesCase salesCase) {
        SalesCaseDetails details = salesCase.details();
        return new SalesCaseFields(
                details.name(),
                details.description(),
                details.value(),
                details.probability(),
                details.expectedClose(),
                details.ownerId(),
                salesCase.state(),
                salesCase.closedOn(),
                salesCase.lostReason(),
                null,
                null);
    }

    /** Checks the fields of a new sales case. */
    SalesCase check(Fields fields, LocalDate today) {
        return check(fields, null, _ -> true, today);
    }

    /**
     * Checks the fields after a change.
     *
     * @param before null for a new sales case
     * @param given whether the client gave a field, of which the others stay as they are or follow from the state
     */
    SalesCase check(Fields fields, SalesCase before, Predicate<String> given, LocalDate today) {
        SalesCaseState ends = state == null ? SalesCaseState.OPEN : state;
        boolean erased = before != null && before.details().name() == null && name == null;
        if (probability != null && (probability < 0 || probability > SURE)) {
            fields.reject("probability", "out-of-range", "A probability is 0 to " + SURE + " percent.");
        }
        Integer open = openProbability(fields, before, given.test("probability"), ends);
        var details = new SalesCaseDetails(
                erased ? null : fields.name("name", name),
                fields.note("description", description),
                value == null ? null : money(fields.in("value.")),
                ends.probability(open),
                expectedClose,
                ownerId);
        if (ends == SalesCaseState.OPEN && given.test("closedOn") && closedOn != null) {
            rejectState(fields, "closedOn", "Only a sales case that is won or lost has a day of closing.");
        }
        String why = fields.text("lostReason", lostReason, Fields.NAME);
        if (ends != SalesCaseState.LOST && given.test("lostReason") && why != null) {
            rejectState(fields, "lostReason", "Only a sales case that is lost has a reason for that.");
        }
        return new SalesCase(
                details,
                open,
                ends,
                closedOn(before, given.test("closedOn"), ends, today),
                ends == SalesCaseState.LOST ? why : null);
    }

    private Integer openProbability(Fields fields, SalesCase before, boolean given, SalesCaseState ends) {
        if (before == null || !before.isClosed()) {
            return probability;
        }
        if (ends == SalesCaseState.OPEN) {
            return given ? probability : before.openProbability();
        }
        if (given && !ends.probability(null).equals(probability)) {
            rejectState(fields, "probability", "The probability of a sales case that is won or lost stays.");
        }
        return before.openProbability();
    }

    private LocalDate closedOn(SalesCase before, boolean given, SalesCaseState ends, LocalDate today) {
        if (ends == SalesCaseState.OPEN) {
            return null;
        }
        boolean stays = given || (before != null && before.state() == ends);
        return stays && closedOn != null ? closedOn : today;
    }

    private static void rejectState(Fields fields, String field, String message) {
        fields.reject(field, "not-of-this-state", message);
    }

    private Money money(Fields fields) {
        String currency = value.currency() == null
                ? fields.required("currency", (String) null)
                : fields.currency("currency", value.currency());
        boolean given = value.amount() != null && !value.amount().isBlank();
        String amount = given
                ? fields.exactAmount("amount", value.amount(), currency)
                : fields.required("amount", (String) null);
        return new Money(amount, currency);
    }
}
