package incharge.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Recorded;
import incharge.feed.Fact;
import incharge.grouping.GroupingCommand.AddTag;
import incharge.grouping.GroupingCommand.Categorise;
import incharge.grouping.GroupingCommand.CreateCategory;
import incharge.grouping.GroupingCommand.CreateTag;
import incharge.grouping.GroupingCommand.DeleteCategory;
import incharge.grouping.GroupingCommand.DeleteTag;
import incharge.grouping.GroupingCommand.RemoveTag;
import incharge.grouping.GroupingCommand.Uncategorise;
import incharge.local.RealParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What an import asked for customers that existed, and withdraws since it is taken back. */
class WithdrawalTest {

    private static final UUID LANGWORTH = UuidCreator.getTimeOrderedEpoch();
    private static final UUID ACME = UuidCreator.getTimeOrderedEpoch();
    private static final String IMPORT = UuidCreator.getTimeOrderedEpoch().toString();
    private static final String UNDO = UuidCreator.getTimeOrderedEpoch().toString();

    private EventLog log;
    private EventStore<GroupingEvent> store;
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
                GroupingBoundary.VOCABULARY, log, JsonMapper.builder().build());
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
        does(new Categorise(LANGWORTH, silver));
        does(new AddTag(LANGWORTH, fair));
        does(new Categorise(ACME, gold));
        hear(asked(LANGWORTH, gold, "VIP", "Fair"), asked(ACME, gold, "VIP"));
        long before = log.head();

        hear(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(silver);
        assertThat(tags(LANGWORTH)).containsExactly(fair);
        assertThat(category(ACME)).as("of whom nothing was withdrawn").isEqualTo(gold);
        assertThat(tags(ACME)).containsExactly(vip);
        assertThat(since(before)).containsExactly("CustomerCategorised", "CustomerUntagged");
        assertThat(log.at(log.head()).orElseThrow().cause())
                .satisfies(cause -> assertThat(cause.actor()).isEqualTo("anna"))
                .satisfies(cause -> assertThat(cause.commandId()).isEqualTo(UNDO))
                .satisfies(cause -> assertThat(cause.reason()).isEqualTo("wrong file"));
    }

    @Test
    void who_was_in_no_category_is_in_none_and_what_was_made_for_it_stays() {
        hear(fact("CustomerGroupingRequested", IMPORT, LANGWORTH, """
                "requestedGrouping":{"category":{"name":"Bronze"},"tags":[{"name":"New"}]}"""));
        UUID bronze = category(LANGWORTH);
        UUID made = tags(LANGWORTH).getFirst();

        hear(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isNull();
        assertThat(tags(LANGWORTH)).isEmpty();
        does(new Categorise(ACME, bronze));
        does(new AddTag(ACME, made));
        assertThat(category(ACME)).isEqualTo(bronze);
        assertThat(tags(ACME)).containsExactly(made);
    }

    @Test
    void a_category_that_several_rows_asked_for_is_that_before_the_first() {
        does(new Categorise(LANGWORTH, silver));

        hear(asked(LANGWORTH, gold), asked(LANGWORTH, silver), asked(LANGWORTH, gold), withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(silver);
    }

    @Test
    void what_others_changed_since_stays_each_by_itself() {
        UUID bronze = category("Bronze");
        does(new Categorise(LANGWORTH, silver));
        hear(asked(LANGWORTH, gold, "VIP", "Fair"));
        does(new Categorise(LANGWORTH, bronze));
        does(new RemoveTag(LANGWORTH, fair));
        does(new AddTag(LANGWORTH, fair));

        hear(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(bronze);
        assertThat(tags(LANGWORTH)).as("the other tag is gone").containsExactly(fair);
    }

    @Test
    void who_was_moved_away_and_back_by_others_stays() {
        does(new Categorise(LANGWORTH, silver));
        hear(asked(LANGWORTH, gold));
        does(new Uncategorise(LANGWORTH, gold));
        does(new Categorise(LANGWORTH, gold));
        long before = log.head();

        hear(withdrawn(LANGWORTH));

        assertThat(since(before)).isEmpty();
    }

    @Test
    void where_the_category_before_was_deleted_since_the_customer_stays() {
        does(new Categorise(LANGWORTH, silver));
        hear(asked(LANGWORTH, gold, "VIP"));
        does(new DeleteCategory(silver));

        hear(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isEqualTo(gold);
        assertThat(tags(LANGWORTH)).isEmpty();
    }

    @Test
    void a_category_that_was_deleted_before_is_none() {
        does(new Categorise(LANGWORTH, silver));
        does(new DeleteCategory(silver));
        hear(asked(LANGWORTH, gold));

        hear(withdrawn(LANGWORTH));

        assertThat(category(LANGWORTH)).isNull();
    }

    @Test
    void whose_category_was_deleted_since_is_where_it_was_and_of_a_deleted_tag_there_is_nothing_to_take() {
        does(new Categorise(LANGWORTH, silver));
        hear(asked(LANGWORTH, gold, "VIP"), asked(ACME, gold));
        does(new DeleteCategory(gold));
        does(new DeleteTag(vip));
        long before = log.head();

        hear(withdrawn(LANGWORTH), withdrawn(ACME));

        assertThat(category(LANGWORTH)).isEqualTo(silver);
        assertThat(category(ACME)).isNull();
        assertThat(since(before)).containsExactly("CustomerCategorised");
    }

    @Test
    void what_was_asked_and_changed_nothing_is_not_taken_away() {
        does(new Categorise(LANGWORTH, gold));
        does(new AddTag(LANGWORTH, vip));
        hear(asked(LANGWORTH, gold, "VIP"));
        long before = log.head();

        hear(withdrawn(LANGWORTH));

        assertThat(since(before)).isEmpty();
    }

    @Test
    void heard_again_alone_or_with_others_it_has_its_effect_once() {
        List<Fact> all = List.of(asked(LANGWORTH, gold, "VIP"), asked(ACME, gold), withdrawn(LANGWORTH));
        requests.answer(all);
        long before = log.head();

        requests.answer(all);
        requests.answer(List.of(all.getLast()));
        assertThat(since(before)).isEmpty();

        Fact other = withdrawn(ACME);
        requests.answer(List.of(all.getLast(), other));
        assertThat(since(before)).containsExactly("CustomerUncategorised");
        does(new Categorise(ACME, gold));
        does(new AddTag(LANGWORTH, vip));
        requests.answer(List.of(all.get(1), all.getLast(), other));
        assertThat(category(ACME)).isEqualTo(gold);
        assertThat(tags(LANGWORTH)).containsExactly(vip);
    }

    @Test
    void what_somebody_asks_for_again_is_given_again_in_whatever_batch_it_comes() {
        Fact anew = fact(
                "CustomerGroupingRequested", UuidCreator.getTimeOrderedEpoch().toString(), LANGWORTH, """
                "requestedGrouping":{"category":{"id":"%s"},"tags":[{"id":"%s"}]}""".formatted(
                                gold, vip));
        List<Fact> all = List.of(asked(LANGWORTH, gold, "VIP"), withdrawn(LANGWORTH), told(anew));

        requests.answer(all);

        assertThat(category(LANGWORTH)).isEqualTo(gold);
        assertThat(tags(LANGWORTH)).containsExactly(vip);
        long before = log.head();
        requests.answer(all);
        assertThat(since(before)).isEmpty();
    }

    @Test
    void many_of_one_import_are_one_commit_and_those_of_another_one_of_its_own() {
        String other = UuidCreator.getTimeOrderedEpoch().toString();
        hear(asked(LANGWORTH, gold), asked(ACME, gold));
        long before = log.head();

        hear(withdrawn(LANGWORTH), fact("CustomerRenamed", UNDO, ACME, "\"name\":\"Acme\""), withdrawn(ACME));

        assertThat(since(before)).containsExactly("CustomerUncategorised", "CustomerUncategorised");
        assertThat(log.ofCommand(UNDO)).hasSize(1);

        hear(asked(LANGWORTH, gold, "VIP"));
        hear(
                fact("CustomerGroupingWithdrawn", other, LANGWORTH, "\"withdrawnCommandId\":\"%s\"".formatted(other)),
                withdrawn(ACME));
        assertThat(category(LANGWORTH)).as("nothing of that command").isEqualTo(gold);
    }

    private void hear(Fact... facts) {
        requests.answer(List.of(facts));
    }

    private Fact asked(UUID customer, UUID category, String... tags) {
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

    /** The next of customer-service's log. */
    private Fact fact(String type, String commandId, UUID customer, String more) {
        sequence++;
        return new Fact(
                KnownProjection.CUSTOMERS,
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
                JsonMapper.shared().readTree("{\"customerId\":\"%s\",%s}".formatted(customer, more)));
    }

    /** The same as the next of the log. */
    private Fact told(Fact fact) {
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
                fact.payload());
    }

    private UUID category(String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        does(new CreateCategory(id, new Category.Profile(name, null, null, null, List.of())));
        return id;
    }

    private UUID tag(String name) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        does(new CreateTag(id, name, null));
        return id;
    }

    /** By somebody else. */
    private void does(GroupingCommand command) {
        store.decide(GroupingBoundary.DECIDER, command, Origin.of("bert", UuidCreator.getTimeOrderedEpoch()));
    }

    private List<String> since(long position) {
        return log.read(position + 1, 1_000).stream().map(Recorded::type).toList();
    }

    private UUID category(UUID customer) {
        return now(customer).categoryOf(customer);
    }

    private List<UUID> tags(UUID customer) {
        return List.copyOf(now(customer).tagged().getOrDefault(customer, Set.of()));
    }

    private Groupings now(UUID customer) {
        return store.current(
                        GroupingBoundary.DECIDER,
                        EventCriteria.either(
                                GroupingBoundary.placesOf(List.of(customer)),
                                GroupingBoundary.life(new GroupingUndo.InCategory(customer))))
                .state();
    }
}
