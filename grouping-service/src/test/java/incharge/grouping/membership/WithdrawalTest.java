package incharge.grouping.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.feed.Fact;
import incharge.feed.Payload;
import incharge.grouping.decision.Category;
import incharge.grouping.decision.GroupingBoundary;
import incharge.grouping.decision.GroupingCommand;
import incharge.grouping.decision.GroupingCommand.CategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.CreateCategory;
import incharge.grouping.decision.GroupingCommand.CreateTag;
import incharge.grouping.decision.GroupingCommand.DeleteCategory;
import incharge.grouping.decision.GroupingCommand.DeleteTag;
import incharge.grouping.decision.GroupingCommand.TagCustomer;
import incharge.grouping.decision.GroupingCommand.UncategoriseCustomer;
import incharge.grouping.decision.GroupingCommand.UntagCustomer;
import incharge.grouping.decision.Groupings;
import incharge.grouping.decision.Tag;
import incharge.grouping.event.GroupingsEvent;
import incharge.grouping.event.GroupingsLog;
import incharge.grouping.reference.ForeignFact;
import incharge.local.RealParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcollections.HashTreePSet;
import tools.jackson.databind.json.JsonMapper;

/** An import requested groupings for existing customers and withdraws the requests, since it is undone. */
class WithdrawalTest {

    private static final UUID LANGWORTH = UuidCreator.getTimeOrderedEpoch();
    private static final UUID ACME = UuidCreator.getTimeOrderedEpoch();
    private static final String IMPORT = UuidCreator.getTimeOrderedEpoch().toString();
    private static final String UNDO = UuidCreator.getTimeOrderedEpoch().toString();

    private EventLog log;
    private EventStore<GroupingsEvent> store;
    private GroupingRequests requests;
    private UUID silver;
    private UUID gold;
    private UUID vip;
    private UUID fair;
    private long sequence;

    @BeforeEach
    void open() {
        log = EventLog.open(RealParts.freshDatabase());
        store = new EventStore<>(
                GroupingsLog.VOCABULARY, log, JsonMapper.builder().build());
        requests = new GroupingRequests(store);
        silver = category("Silver");
        gold = category("Gold");
        vip = tag("VIP");
        fair = tag("Fair");
    }

    @AfterEach
    void close() {
        store.close();
        log.close();
    }

    @Test
    void the_category_and_the_tags_are_as_they_were_and_nothing_else_has_changed() {
        decide(new CategoriseCustomer(LANGWORTH, silver));
        decide(new TagCustomer(LANGWORTH, fair));
        decide(new CategoriseCustomer(ACME, gold));
        answer(requested(LANGWORTH, gold, "VIP", "Fair"), requested(ACME, gold, "VIP"));
        long before = log.head();

        answer(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(silver);
        assertThat(tags(LANGWORTH)).containsExactly(fair);
        assertThat(category(ACME)).as("nothing of it was withdrawn").isEqualTo(gold);
        assertThat(tags(ACME)).containsExactly(vip);
        assertThat(since(before)).containsExactly("CustomerCategorised", "CustomerUntagged");
        assertThat(log.at(log.head()).orElseThrow().cause())
                .satisfies(cause -> assertThat(cause.actor()).isEqualTo("anna"))
                .satisfies(cause -> assertThat(cause.commandId()).isEqualTo(UNDO))
                .satisfies(cause -> assertThat(cause.reason()).isEqualTo("wrong file"));
    }

    @Test
    void a_customer_that_was_in_no_category_is_in_none_and_what_was_created_for_it_stays() {
        answer(fact("CustomerGroupingRequested", IMPORT, LANGWORTH, """
                "requestedGrouping":{"category":{"name":"Bronze"},"tags":[{"name":"New"}]}"""));
        UUID bronze = category(LANGWORTH);
        UUID made = tags(LANGWORTH).getFirst();

        answer(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isNull();
        assertThat(tags(LANGWORTH)).isEmpty();
        decide(new CategoriseCustomer(ACME, bronze));
        decide(new TagCustomer(ACME, made));
        assertThat(category(ACME)).isEqualTo(bronze);
        assertThat(tags(ACME)).containsExactly(made);
    }

    @Test
    void after_several_requests_the_category_is_that_before_the_first() {
        decide(new CategoriseCustomer(LANGWORTH, silver));

        answer(
                requested(LANGWORTH, gold),
                requested(LANGWORTH, silver),
                requested(LANGWORTH, gold),
                withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(silver);
    }

    @Test
    void a_category_or_tag_that_others_changed_since_stays() {
        UUID bronze = category("Bronze");
        decide(new CategoriseCustomer(LANGWORTH, silver));
        answer(requested(LANGWORTH, gold, "VIP", "Fair"));
        decide(new CategoriseCustomer(LANGWORTH, bronze));
        decide(new UntagCustomer(LANGWORTH, fair));
        decide(new TagCustomer(LANGWORTH, fair));

        answer(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(bronze);
        assertThat(tags(LANGWORTH)).as("the other tag is gone").containsExactly(fair);
    }

    @Test
    void a_customer_that_others_moved_away_and_back_stays() {
        decide(new CategoriseCustomer(LANGWORTH, silver));
        answer(requested(LANGWORTH, gold));
        decide(new UncategoriseCustomer(LANGWORTH, gold));
        decide(new CategoriseCustomer(LANGWORTH, gold));
        long before = log.head();

        answer(withdrawn(LANGWORTH));

        assertThat(since(before)).isEmpty();
    }

    @Test
    void a_customer_stays_if_its_category_before_was_deleted_since() {
        decide(new CategoriseCustomer(LANGWORTH, silver));
        answer(requested(LANGWORTH, gold, "VIP"));
        decide(new DeleteCategory(silver));

        answer(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(gold);
        assertThat(tags(LANGWORTH)).isEmpty();
    }

    @Test
    void a_category_that_was_deleted_before_the_request_is_none() {
        decide(new CategoriseCustomer(LANGWORTH, silver));
        decide(new DeleteCategory(silver));
        answer(requested(LANGWORTH, gold));

        answer(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isNull();
    }

    @Test
    void a_requested_category_or_tag_that_was_deleted_since_is_left() {
        decide(new CategoriseCustomer(LANGWORTH, silver));
        answer(requested(LANGWORTH, gold, "VIP"), requested(ACME, gold));
        decide(new DeleteCategory(gold));
        decide(new DeleteTag(vip));
        long before = log.head();

        answer(withdrawn(LANGWORTH), withdrawn(ACME));

        assertThat(category(LANGWORTH)).isEqualTo(silver);
        assertThat(category(ACME)).isNull();
        assertThat(since(before)).containsExactly("CustomerCategorised");
    }

    @Test
    void a_request_that_changed_nothing_takes_nothing_back() {
        decide(new CategoriseCustomer(LANGWORTH, gold));
        decide(new TagCustomer(LANGWORTH, vip));
        answer(requested(LANGWORTH, gold, "VIP"));
        long before = log.head();

        answer(withdrawn(LANGWORTH));

        assertThat(since(before)).isEmpty();
    }

    @Test
    void a_withdrawal_has_its_effect_once_in_whatever_batch_it_is_consumed_again() {
        List<Fact> all = List.of(requested(LANGWORTH, gold, "VIP"), requested(ACME, gold), withdrawn(LANGWORTH));
        answer(all);
        long before = log.head();

        answer(all);
        answer(List.of(all.getLast()));
        assertThat(since(before)).isEmpty();

        Fact other = withdrawn(ACME);
        answer(List.of(all.getLast(), other));
        assertThat(since(before)).containsExactly("CustomerUncategorised");
        decide(new CategoriseCustomer(ACME, gold));
        decide(new TagCustomer(LANGWORTH, vip));
        answer(List.of(all.get(1), all.getLast(), other));
        assertThat(category(ACME)).isEqualTo(gold);
        assertThat(tags(LANGWORTH)).containsExactly(vip);
    }

    @Test
    void a_request_after_a_withdrawal_is_answered_also_in_the_same_batch() {
        Fact anew = fact(
                "CustomerGroupingRequested", UuidCreator.getTimeOrderedEpoch().toString(), LANGWORTH, """
                "requestedGrouping":{"category":{"id":"%s"},"tags":[{"id":"%s"}]}""".formatted(
                                gold, vip));
        List<Fact> all = List.of(requested(LANGWORTH, gold, "VIP"), withdrawn(LANGWORTH), again(anew));

        answer(all);

        assertThat(category(LANGWORTH)).isEqualTo(gold);
        assertThat(tags(LANGWORTH)).containsExactly(vip);
        long before = log.head();
        answer(all);
        assertThat(since(before)).isEmpty();
    }

    @Test
    void the_withdrawals_of_one_import_are_one_commit() {
        String other = UuidCreator.getTimeOrderedEpoch().toString();
        answer(requested(LANGWORTH, gold), requested(ACME, gold));
        long before = log.head();

        answer(withdrawn(LANGWORTH), fact("CustomerRenamed", UNDO, ACME, "\"name\":\"Acme\""), withdrawn(ACME));

        assertThat(since(before)).containsExactly("CustomerUncategorised", "CustomerUncategorised");
        assertThat(log.ofCommand(UNDO)).hasSize(1);

        answer(requested(LANGWORTH, gold, "VIP"));
        answer(
                fact("CustomerGroupingWithdrawn", other, LANGWORTH, "\"withdrawnCommandId\":\"%s\"".formatted(other)),
                withdrawn(ACME));
        assertThat(category(LANGWORTH)).as("nothing of that command").isEqualTo(gold);
    }

    private void answer(Fact... facts) {
        answer(List.of(facts));
    }

    private void answer(List<Fact> batch) {
        requests.beforeCommit(ForeignFact.FACTS.read(batch));
    }

    private Fact requested(UUID customer, UUID category, String... tags) {
        List<String> named = new ArrayList<>();
        for (String tag : tags) {
            named.add("{\"name\":\"" + tag + "\"}");
        }
        return fact(
                "CustomerGroupingRequested",
                IMPORT,
                customer,
                "\"requestedGrouping\":{\"category\":{\"id\":\"%s\"},\"tags\":%s}".formatted(category, named));
    }

    private Fact withdrawn(UUID customer) {
        return fact("CustomerGroupingWithdrawn", UNDO, customer, "\"withdrawnCommandId\":\"" + IMPORT + "\"");
    }

    /** Returns the next fact of customer-service's log. */
    private Fact fact(String type, String commandId, UUID customer, String more) {
        sequence++;
        return new Fact(
                ForeignFact.CUSTOMERS,
                sequence,
                sequence,
                UUID.randomUUID(),
                type,
                1,
                customer.toString(),
                Instant.EPOCH,
                "anna",
                commandId,
                "wrong file",
                null,
                null,
                null,
                Payload.of(JsonMapper.shared().readTree("{\"customerId\":\"%s\",%s}".formatted(customer, more))));
    }

    /** Returns the same content as the next fact of the log. */
    private Fact again(Fact fact) {
        sequence++;
        return new Fact(
                fact.topic(),
                sequence,
                sequence,
                fact.id(),
                fact.type(),
                fact.version(),
                fact.subject(),
                fact.time(),
                fact.actor(),
                fact.commandId(),
                fact.reason(),
                fact.commandSource(),
                fact.commandKind(),
                null,
                fact.content());
    }

    private UUID category(String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        decide(new CreateCategory(new Category(id, name, null, null, null, List.of())));
        return id;
    }

    private UUID tag(String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        decide(new CreateTag(new Tag(id, name, null, null)));
        return id;
    }

    /** Decides a command of another user. */
    private void decide(GroupingCommand command) {
        store.decide(GroupingBoundary.DECIDER, command, Origin.of("bert", UuidCreator.getTimeOrderedEpoch()));
    }

    private List<String> since(long position) {
        return log.read(position + 1, 1_000).stream().map(Recorded::type).toList();
    }

    private UUID category(UUID customer) {
        return now(customer).categoryOf(customer);
    }

    private List<UUID> tags(UUID customer) {
        return List.copyOf(now(customer).tagsByCustomer().getOrDefault(customer, HashTreePSet.empty()));
    }

    private Groupings now(UUID customer) {
        return store.current(
                        GroupingBoundary.DECIDER,
                        Criteria.either(
                                MembershipUndo.changes(List.of(customer)),
                                MembershipUndo.eventsOf(new MembershipUndo.CategoryOf(customer))))
                .state();
    }
}
