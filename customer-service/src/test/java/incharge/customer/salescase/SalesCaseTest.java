package incharge.customer.salescase;

import static incharge.customer.event.SalesCaseState.LOST;
import static incharge.customer.event.SalesCaseState.OPEN;
import static incharge.customer.event.SalesCaseState.WON;
import static org.assertj.core.api.Assertions.assertThat;

import incharge.customer.card.Card;
import incharge.customer.card.ThingCommand;
import incharge.customer.card.ThingCommand.AddThing;
import incharge.customer.card.ThingCommand.ChangeThing;
import incharge.customer.card.ThingCommand.RelocateThing;
import incharge.customer.event.CustomerDetails;
import incharge.customer.event.CustomerEvent.CustomerRegistered;
import incharge.customer.event.CustomersEvent;
import incharge.customer.event.CustomersLog;
import incharge.customer.event.Money;
import incharge.customer.event.Place;
import incharge.customer.event.Plan;
import incharge.customer.event.ProjectEvent.ProjectArchived;
import incharge.customer.event.ProjectEvent.ProjectChanged;
import incharge.customer.event.ProjectEvent.ProjectOpened;
import incharge.customer.event.SalesCaseDetails;
import incharge.customer.event.SalesCaseEvent.SalesCaseChanged;
import incharge.customer.event.SalesCaseEvent.SalesCaseClosed;
import incharge.customer.event.SalesCaseEvent.SalesCaseOpened;
import incharge.customer.event.SalesCaseEvent.SalesCaseReopened;
import incharge.customer.event.SalesCaseState;
import incharge.eventstore.decider.DeciderSpec;
import incharge.http.FieldError;
import incharge.http.Fields;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SalesCaseTest {

    private static final UUID ACME = UUID.fromString("01890a5d-ac96-774b-bcce-000000000002");
    private static final UUID OTHER = UUID.fromString("01890a5d-ac96-774b-bcce-000000000003");
    private static final UUID BUILD = UUID.fromString("01890a5d-ac96-774b-bcce-000000000011");
    private static final UUID HALL = UUID.fromString("01890a5d-ac96-774b-bcce-000000000041");
    private static final Plan PLAN = new Plan("Build", "open", null, null, null);
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 29);
    private static final LocalDate EARLIER = LocalDate.of(2026, 5, 2);
    private static final Place ON_ACME = Place.beneath(ACME);
    private static final Place IN_BUILD = ON_ACME.inProject(BUILD);
    private static final CustomerRegistered ACME_REGISTERED =
            new CustomerRegistered(ACME, "1001", "Acme", CustomerDetails.NONE, null, null);
    private static final ProjectOpened BUILD_OPENED = new ProjectOpened(BUILD, ACME, "P-7", PLAN, null);
    private static final SalesCaseOpened OPENED = new SalesCaseOpened(HALL, ON_ACME, details(40));

    private final DeciderSpec<ThingCommand<SalesCase>, CustomersEvent> salesCases =
            DeciderSpec.of(Card.decider(SalesCase.KIND), CustomersLog.VOCABULARY);

    private static SalesCaseDetails details(Integer probability) {
        return new SalesCaseDetails("Hall", null, new Money("12500.00", "EUR"), probability, null, null);
    }

    private static SalesCaseFields fields(
            Integer probability, SalesCaseState state, LocalDate closedOn, String lostReason) {
        return new SalesCaseFields(
                "Hall",
                null,
                new Money("12500", "EUR"),
                probability,
                null,
                null,
                state,
                closedOn,
                lostReason,
                null,
                null);
    }

    /** What a client changes who gives these fields, and leaves the others as they are. */
    private static ChangeThing<SalesCase> change(
            Integer probability, SalesCaseState state, LocalDate closedOn, String lostReason, String... given) {
        return new ChangeThing<>(HALL, ON_ACME, changed(probability, state, closedOn, lostReason, given));
    }

    private static UnaryOperator<SalesCase> changed(
            Integer probability, SalesCaseState state, LocalDate closedOn, String lostReason, String... given) {
        Set<String> names = Set.of(given);
        return before -> {
            SalesCaseFields now = SalesCaseFields.of(before);
            var fields = new Fields();
            SalesCase after = fields(
                            names.contains("probability") ? probability : now.probability(),
                            state,
                            names.contains("closedOn") ? closedOn : now.closedOn(),
                            names.contains("lostReason") ? lostReason : now.lostReason())
                    .check(fields, before, names::contains, TODAY);
            fields.check();
            return after;
        };
    }

    private static SalesCaseClosed closed(SalesCaseState outcome, LocalDate on, String lostReason) {
        return new SalesCaseClosed(HALL, ON_ACME, outcome, on, lostReason);
    }

    private static SalesCaseReopened reopened(Integer probability) {
        return new SalesCaseReopened(HALL, ON_ACME, probability);
    }

    @Test
    void a_sales_case_is_opened() {
        salesCases
                .given(ACME_REGISTERED)
                .when(new AddThing<>(HALL, ON_ACME, fields(40, null, null, null).check(new Fields(), TODAY)))
                .then(OPENED);
    }

    @Test
    void one_that_is_recorded_late_is_opened_and_closed() {
        salesCases
                .given(ACME_REGISTERED)
                .when(new AddThing<>(
                        HALL, ON_ACME, fields(40, LOST, EARLIER, "Dear").check(new Fields(), TODAY)))
                .then(OPENED, closed(LOST, EARLIER, "Dear"));
    }

    @Nested
    class Closing {

        @Test
        void it_is_won_or_lost_today_unless_a_day_is_given() {
            salesCases.given(OPENED).when(change(null, WON, null, null)).then(closed(WON, TODAY, null));
            salesCases
                    .given(OPENED)
                    .when(change(null, LOST, EARLIER, "Dear", "closedOn", "lostReason"))
                    .then(closed(LOST, EARLIER, "Dear"));
        }

        @Test
        void once_more_changes_nothing() {
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null))
                    .when(change(null, WON, null, null))
                    .thenNothing();
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null))
                    .when(change(100, WON, EARLIER, null, "probability", "closedOn"))
                    .thenNothing();
        }

        @Test
        void another_day_or_outcome_closes_it_anew() {
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null))
                    .when(change(null, WON, TODAY, null, "closedOn"))
                    .then(closed(WON, TODAY, null));
            salesCases
                    .given(OPENED, closed(LOST, EARLIER, "Dear"))
                    .when(change(null, WON, null, null))
                    .then(closed(WON, TODAY, null));
        }

        @Test
        void the_probability_that_is_given_with_it_is_the_one_of_before() {
            salesCases
                    .given(OPENED)
                    .when(change(90, WON, null, null, "probability"))
                    .then(new SalesCaseChanged(HALL, ON_ACME, details(90)), closed(WON, TODAY, null));
        }
    }

    @Nested
    class Reopening {

        @Test
        void it_has_the_probability_of_before() {
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null))
                    .when(change(null, OPEN, null, null))
                    .then(reopened(40));
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null), closed(LOST, EARLIER, null))
                    .when(change(null, OPEN, null, null))
                    .then(reopened(40));
            salesCases
                    .given(new SalesCaseOpened(HALL, ON_ACME, details(null)), closed(LOST, EARLIER, null))
                    .when(change(null, OPEN, null, null))
                    .then(reopened(null));
        }

        @Test
        void a_change_meanwhile_does_not_touch_it() {
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null), new SalesCaseChanged(HALL, ON_ACME, details(100)))
                    .when(change(null, OPEN, null, null))
                    .then(reopened(40));
        }

        @Test
        void another_one_can_be_given_with_it() {
            salesCases
                    .given(OPENED, closed(WON, EARLIER, null))
                    .when(change(60, OPEN, null, null, "probability"))
                    .then(reopened(40), new SalesCaseChanged(HALL, ON_ACME, details(60)));
        }
    }

    @Test
    void what_belongs_to_another_state_is_refused() {
        assertThat(codes(fields(null, null, TODAY, "Dear"))).containsExactly("closedOn", "lostReason");
        assertThat(codes(fields(null, WON, TODAY, "Dear"))).containsExactly("lostReason");
        assertThat(codes(fields(null, LOST, TODAY, "Dear"))).isEmpty();
        assertThat(codes(fields(101, OPEN, null, null))).containsExactly("probability");
        assertThat(codes(fields(-1, OPEN, null, null))).containsExactly("probability");

        SalesCase won = fields(40, WON, null, null).check(new Fields(), TODAY);
        var fields = new Fields();
        fields(50, WON, TODAY, null).check(fields, won, "probability"::equals, TODAY);
        assertThat(fields.errors()).extracting(FieldError::code).containsExactly("not-of-this-state");
    }

    private static List<String> codes(SalesCaseFields given) {
        var fields = new Fields();
        given.check(fields, TODAY);
        return fields.errors().stream().map(FieldError::field).toList();
    }

    @Test
    void it_is_put_into_a_project_of_its_customer() {
        UnaryOperator<SalesCase> nothing = before -> before;
        var put = new RelocateThing<>(HALL, ON_ACME, nothing, BUILD);

        salesCases.given(OPENED, BUILD_OPENED).when(put).then(new SalesCaseChanged(HALL, IN_BUILD, details(40)));
        salesCases
                .given(new SalesCaseOpened(HALL, IN_BUILD, details(40)), BUILD_OPENED)
                .when(new RelocateThing<>(HALL, IN_BUILD, nothing, BUILD))
                .thenNothing();
        salesCases.given(OPENED).when(put).thenRefused("project-unknown", "projectId");
        salesCases
                .given(OPENED, new ProjectOpened(BUILD, OTHER, "P-7", PLAN, null))
                .when(put)
                .thenRefused("project-of-another-customer");
        salesCases
                .given(OPENED, BUILD_OPENED, new ProjectArchived(BUILD, ACME, null))
                .when(put)
                .thenRefused("project-archived");
    }

    @Test
    void it_stays_with_its_customer_when_its_project_goes_to_another() {
        UnaryOperator<SalesCase> nothing = before -> before;
        salesCases
                .given(
                        BUILD_OPENED,
                        new SalesCaseOpened(HALL, IN_BUILD, details(40)),
                        new ProjectChanged(BUILD, OTHER, "P-7", PLAN.withStatus(null), null, ACME))
                .when(new RelocateThing<>(HALL, IN_BUILD, nothing, null))
                .then(new SalesCaseChanged(HALL, ON_ACME, details(40)));
    }
}
