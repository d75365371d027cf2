package incharge.customer.salescase;

import incharge.customer.card.Card.Thing;
import incharge.customer.card.ThingKind;
import incharge.customer.event.CardEvent;
import incharge.customer.event.Place;
import incharge.customer.event.SalesCaseDetails;
import incharge.customer.event.SalesCaseEvent;
import incharge.customer.event.SalesCaseEvent.SalesCaseChanged;
import incharge.customer.event.SalesCaseEvent.SalesCaseClosed;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.customer.event.SalesCaseEvent.SalesCaseReopened;
import incharge.customer.event.SalesCaseState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A sales case as decisions see it.
 *
 * @param details with the probability that follows from the state
 * @param openProbability the one that holds while it is open
 * @param closedOn null while it is open
 * @param lostReason null unless it is lost
 */
record SalesCase(
        SalesCaseDetails details,
        Integer openProbability,
        SalesCaseState state,
        LocalDate closedOn,
        String lostReason) {

    /** How sales cases are recorded. */
    static final ThingKind<SalesCase> KIND = new ThingKind<>() {
        @Override
        public boolean includes(CardEvent event) {
            return event instanceof SalesCaseEvent;
        }

        @Override
        public boolean followsProject() {
            return false;
        }

        @Override
        public CardEvent added(UUID id, Place place, SalesCase added) {
            return new SalesCaseOpened(id, place, added.details().withProbability(added.openProbability()));
        }

        @Override
        public CardEvent changed(UUID id, Place place, SalesCase changed) {
            return new SalesCaseChanged(id, place, changed.details());
        }

        @Override
        public CardEvent removed(UUID id, Place place) {
            throw new UnsupportedOperationException("a sales case is not removed");
        }

        @Override
        public List<CardEvent> additions(UUID id, Place place, SalesCase added) {
            var events = new ArrayList<CardEvent>(List.of(added(id, place, added)));
            if (added.isClosed()) {
                events.add(added.closing(id, place));
            }
            return events;
        }

        @Override
        public List<CardEvent> changes(UUID id, Thing<SalesCase> before, Thing<SalesCase> after) {
            SalesCase to = after.content();
            var events = new ArrayList<CardEvent>();
            SalesCase from = before.content();
            if (from.isClosed() && !to.isClosed()) {
                events.add(new SalesCaseReopened(id, after.place(), from.openProbability()));
                from = from.reopened(from.openProbability());
            }
            SalesCase changed =
                    from.with(to.details().withProbability(from.state().probability(to.openProbability())));
            if (!changed.equals(from) || !after.place().equals(before.place())) {
                events.add(changed(id, after.place(), changed));
            }
            if (to.isClosed() && !to.hasEndedAs(from)) {
                events.add(to.closing(id, after.place()));
            }
            return events;
        }

        @Override
        public SalesCase after(CardEvent event, SalesCase before) {
            return switch ((SalesCaseEvent) event) {
                case SalesCaseOpened opened -> opened(opened.details());
                case SalesCaseChanged changed -> before.with(changed.details());
                case SalesCaseClosed closed -> before.closed(closed.outcome(), closed.closedOn(), closed.lostReason());
                case SalesCaseReopened reopened -> before.reopened(reopened.probability());
            };
        }
    };

    private static SalesCase opened(SalesCaseDetails details) {
        return new SalesCase(details, details.probability(), SalesCaseState.OPEN, null, null);
    }

    boolean isClosed() {
        return state != SalesCaseState.OPEN;
    }

    /** Takes other details; their probability is the one while it is open only if it is open. */
    private SalesCase with(SalesCaseDetails newDetails) {
        Integer open = isClosed() ? openProbability : newDetails.probability();
        return new SalesCase(newDetails, open, state, closedOn, lostReason);
    }

    private SalesCase closed(SalesCaseState outcome, LocalDate on, String reason) {
        SalesCaseDetails closed = details.withProbability(outcome.probability(openProbability));
        return new SalesCase(closed, openProbability, outcome, on, reason);
    }

    private SalesCase reopened(Integer probability) {
        return opened(details.withProbability(probability));
    }

    private boolean hasEndedAs(SalesCase other) {
        return state == other.state && closedOn.equals(other.closedOn) && Objects.equals(lostReason, other.lostReason);
    }

    private SalesCaseClosed closing(UUID id, Place place) {
        return new SalesCaseClosed(id, place, state, closedOn, lostReason);
    }
}
